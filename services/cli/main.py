"""`wearscribe`: one command for every part of the house."""

import sys

import typer
from rich.markup import escape

from services.cli.commands import Commands
from services.cli.errors import exit_code
from services.cli.output import err

app = typer.Typer(
    name="wearscribe",
    cls=Commands,
    help="Wearable days become rows that a person finds with words.",
    epilog="Exit codes: 0 done, 1 failed, 2 not understood, 3 bad input, 4 a part is not available.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback with local variables would print readings
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _wearscribe() -> None:
    """Typer takes an app without commands of its own for a single command, were it not for a callback."""


def main() -> None:
    """The console script."""
    try:
        app()
    except Exception as error:
        code = exit_code(error)
        if code is None:
            raise
        err.print(f"[bold red]error:[/] {escape(str(error))}", soft_wrap=True)
        sys.exit(code)
