"""How alembic reaches the database: over the connection that `services.store.migrate` hands in, or, for a
developer at the alembic command, over `-x url=postgresql+psycopg2://…`.

A migration waits for its turn behind an advisory lock, gives up on a lock it cannot get and on a statement that
never ends, and lands whole or not at all. `versions/` gives tables and types their shape, step by step; `functions/`
says what the database can do, and is made anew as a whole whenever its text has changed.
"""

from hashlib import sha256
from pathlib import Path

from alembic import context
from sqlalchemy import Connection, NullPool, create_engine, text

from schemas.tables import MODEL_INDEX_PREFIX, MODEL_TABLE_PREFIX, metadata

#: Any number, the same in every process that migrates: "wear" in ASCII.
MIGRATION_LOCK = 0x77656172
TURN_TIMEOUT = "5min"
LOCK_TIMEOUT = "10s"
STATEMENT_TIMEOUT = "5min"


#: In the order in which they are made: a body may name what stands before it.
FUNCTIONS = Path(__file__).parent / "functions"
ORDER = FUNCTIONS / "order.txt"


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
            if context.get_context().get_current_revision() == context.get_head_revision():
                make_functions(connection)
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
        connection.execute(text("RESET lock_timeout"))
        connection.execute(text("RESET statement_timeout"))
        connection.commit()


def make_functions(connection: Connection) -> None:
    """Functions, views and triggers; which text they were made from stands in the comment of alembic's own table."""
    sql = "\n".join((FUNCTIONS / f"{name}.sql").read_text("utf-8") for name in ORDER.read_text("utf-8").split())
    made = f"functions of {sha256(sql.encode()).hexdigest()}"
    if connection.scalar(text("SELECT obj_description('alembic_version'::regclass)")) == made:
        return
    # Only once pgvector's library is loaded does Postgres know its settings, which the functions pin.
    connection.execute(text("SELECT '[1]'::vector"))
    connection.exec_driver_sql(sql, execution_options={"no_parameters": True})  # a percent sign is a percent sign
    connection.execute(text(f"COMMENT ON TABLE alembic_version IS '{made}'"))


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
