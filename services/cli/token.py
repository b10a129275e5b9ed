"""`wearscribe token add|list|revoke`"""

from typing import Annotated

import typer
from rich.table import Table

from services.cli.output import AsJson, Exit, err, fail, out, print_json
from services.search.tokens import Role, Tokens
from services.settings import Settings

app = typer.Typer(
    help="Who may ask `wearscribe serve` from another machine, and what for: readers search, operators also send "
    "rejected messages back.",
    no_args_is_help=True,
)

Name = Annotated[str, typer.Argument(help="Whose it is, or what for: lower-case letters, digits, dots and dashes.")]


@app.command("add")
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="reader or operator.")] = Role.reader,
    as_json: AsJson = False,
) -> None:
    """Make a token and print it, once: only its hash is kept. A service that runs knows it at once.

    Example: wearscribe token add notebook --role reader
    """
    token = _tokens().add(name, role)
    if as_json:
        print_json({"name": name, "role": role, "token": token})
    else:
        err.print(
            f"The {role} token of {name}, which nobody can show again: set it as WEARSCRIBE_TOKEN.", soft_wrap=True
        )
        out.print(token, markup=False, soft_wrap=True)


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """Names, roles and ages; the tokens themselves are kept nowhere.

    Example: wearscribe token list --json
    """
    tokens = _tokens().all()
    if as_json:
        print_json([{"name": each.name, "role": each.role, "created_at": each.created_at} for each in tokens])
        return
    table = Table("name", "role", "made at")
    for each in tokens:
        table.add_row(each.name, each.role, f"{each.created_at:%Y-%m-%d %H:%M}")
    out.print(table if tokens else "There is no token: `wearscribe token add NAME` makes one.")


@app.command("revoke")
def revoke(name: Name, as_json: AsJson = False) -> None:
    """End a token: a service that runs refuses it from the next request on.

    Example: wearscribe token revoke notebook
    """
    if not _tokens().revoke(name):
        fail(f"there is no token {name}", "`wearscribe token list` shows those there are", Exit.BAD_INPUT)
    print_json({"revoked": name}) if as_json else out.print(f"The token of {name} opens nothing any more.")


def _tokens() -> Tokens:
    return Tokens(Settings().token_file)
