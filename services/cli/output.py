"""How the command line speaks: results on standard output (words, or JSON with `--json`), progress and errors on
standard error, an exit code that means something."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum, StrEnum
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")]


class Language(StrEnum):
    """Of captions."""

    en = "en"
    ko = "ko"


class Exit(IntEnum):
    """What the exit code says. 2 is typer's own: the command was not understood."""

    OK = 0
    FAILED = 1
    BAD_INPUT = 3
    UNAVAILABLE = 4


def print_json(value: Any) -> None:
    """One line of JSON; a window's ids and times as strings."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")


def fail(cause: str, next_step: str | None = None, code: Exit = Exit.FAILED) -> NoReturn:
    err.print(f"[bold red]error:[/] {escape(cause)}", soft_wrap=True)
    if next_step:
        err.print(f"[bold]next:[/] {escape(next_step)}", soft_wrap=True)
    raise typer.Exit(code)


@contextmanager
def progress() -> Iterator[Progress]:
    """Bars on standard error; where that is not a terminal, nothing."""
    columns = (TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, disable=not err.is_terminal) as bars:
        yield bars
