"""Whether the database is there and has what we need."""

from sqlalchemy import text

from services.store.engine import connect, transaction

_VERSION = text("SELECT extversion FROM pg_extension WHERE extname = 'vector'")


def pgvector_version(url: str) -> str | None:
    """The version of pgvector in the database, None where it is not installed. Raises StoreUnavailable."""
    engine = connect(url)
    try:
        with transaction(engine) as connection:
            return connection.execute(_VERSION).scalar_one_or_none()
    finally:
        engine.dispose()
