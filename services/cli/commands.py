"""The subcommands of `wearscribe` by name; each has a file of its own beside this one, read when it is asked for: a
search must not wait for what training imports."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

#: In the order of --help: the module, and its function or its group of subcommands.
COMMANDS = {
    "stack": "stack:app",
    "migrate": "migrate:migrate",
    "keygen": "study_key:keygen",
    "replay": "replay:replay",
    "worker": "worker:worker",
    "rejected": "rejected:app",
    "model": "model:app",
    "corpus": "corpus:corpus",
    "train": "train:train",
    "distill": "distill:distill",
    "adapt": "adapt:adapt",
    "calibrate": "calibrate:calibrate",
    "synthesize": "synthesize:synthesize",
    "caption": "caption:caption",
    "search": "search:search",
    "serve": "serve:serve",
    "token": "token:app",
    "embed": "embed:embed",
    "psql": "psql:psql",
    "show": "show:show",
    "doctor": "doctor:doctor",
    "demo": "demo:demo",
    "evaluate": "evaluate:evaluate",
    "schema": "schema:app",
}
_PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


def read(name: str) -> Any:
    """The function of a command, or the Typer of a group."""
    module, attribute = COMMANDS[name].split(":")
    return getattr(import_module(f"services.cli.{module}"), attribute)


class Commands(TyperGroup):
    """Reads a command's module when the command is named, and all of them for --help."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        found = read(cmd_name)
        if not isinstance(found, typer.Typer):
            function, found = found, typer.Typer(add_completion=False)
            found.command(cmd_name, context_settings=_PASSED_ON if cmd_name == "psql" else None)(function)
        command = get_command(found)
        command.name = cmd_name
        return command
