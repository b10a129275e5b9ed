"""How alembic reaches the database: over the connection that `services.store.migrate` hands in, or, for a
developer at the alembic command, over `-x url=postgresql+psycopg2://…`.

A migration waits for its turn behind an advisory lock, gives up on a lock it cannot get and on a statement that
never ends, and lands whole or not at all.
"""

from alembic import context
from sqlalchemy import Connection, NullPool, create_engine, text

from schemas.tables import MODEL_INDEX_PREFIX, MODEL_TABLE_PREFIX, metadata

#: Any number, the same in every process that migrates: "wear" in ASCII.
MIGRATION_LOCK = 0x77656172
TURN_TIMEOUT = "5min"
LOCK_TIMEOUT = "10s"
STATEMENT_TIMEOUT = "5min"


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the indexes and tables that `register_model` makes at run time."""
    made = {"index": MODEL_INDEX_PREFIX, "table": MODEL_TABLE_PREFIX}.get(kind)
    return made is None or name is None or not name.startswith(made)


def migrate(connection: Connection) -> None:
    connection.execute(text(f"SET lock_timeout = '{TURN_TIMEOUT}'"))
    connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
    try:
        connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
        connection.execute(text(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'"))
        connection.commit()  # a session's settings and lock: alembic opens its own transaction next
        context.configure(connection=connection, target_metadata=metadata, include_name=include_name)
        with context.begin_transaction():
            context.run_migrations()
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
        connection.execute(text("RESET lock_timeout"))
        connection.execute(text("RESET statement_timeout"))
        connection.commit()


def main() -> None:
    connection: Connection | None = context.config.attributes.get("connection")
    if connection is not None:
        migrate(connection)
        return
    url = context.get_x_argument(as_dictionary=True).get("url")
    if not url:
        raise SystemExit("say which database: alembic -x url=postgresql+psycopg2://user@host/name …")
    with create_engine(str(url), poolclass=NullPool).connect() as own:
        migrate(own)


main()
