"""Bring the database to this version's shape."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, NullPool, create_engine

from services.store.engine import CONNECT_TIMEOUT, sorted_errors
from services.store.errors import StoreError

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def migrate(url: str) -> str:
    """Upgrade to the newest revision and return its name; no change where it is there already.

    Two at once wait for each other. Raises StoreUnavailable, or StoreError when a step fails or the database is of
    another version of wearscribe than this one or one before it: then it is as it was.
    """
    engine = create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": CONNECT_TIMEOUT})
    with sorted_errors(), engine.connect() as connection:
        try:
            command.upgrade(configuration(connection), "head")
        except CommandError as error:  # a revision that is none of ours
            raise StoreError(
                "the database has a shape that this version does not know: go on with the version of wearscribe that "
                "made it, or name a new database and replay into it"
            ) from error
        row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").one()
    return str(row.version_num)


def configuration(connection: Connection) -> Config:
    """What alembic needs to run our migrations over `connection`."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
