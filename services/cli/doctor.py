"""`wearscribe doctor`"""

from dataclasses import asdict

import typer

from services.cli.output import AsJson, Exit, err, out, print_json
from services.settings import Settings
from services.stack.doctor import checks
from services.store.probe import pgvector_version


def doctor(as_json: AsJson = False) -> None:
    """Look at every part of the system and say what to do about those that are not well.

    The exit code is 4 where one is not.

    Example: wearscribe doctor --json
    """
    with err.status("looking at every part"):
        found = checks(Settings(), pgvector_version)
    if as_json:
        print_json([asdict(check) for check in found])
    else:
        for check in found:
            out.print(f"{'[green]ok  [/]' if check.ok else '[red]FAIL[/]'} {check.name:<18} ", end="")
            out.print(check.detail, markup=False)
            if check.next_step:
                out.print(f"{'':<24}next: {check.next_step}", markup=False)
    if not all(check.ok for check in found):
        raise typer.Exit(Exit.UNAVAILABLE)
