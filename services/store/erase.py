"""Erase a subject: every window and, by cascade, every annotation, caption and vector of it.

The log keeps a subject's messages until their retention ends; whoever replays them lands them again.
"""

from sqlalchemy import Connection, Engine, text

from services.store.engine import retrying

_ERASE = text("DELETE FROM windows WHERE subject = :subject AND (CAST(:study AS text) IS NULL OR study = :study)")


def erase_subject(engine: Engine, subject: str, study: str | None = None) -> int:
    """Delete the subject's windows, of one study or of all, and return how many there were.

    Vectors leave the index, and rows the disk, at the next VACUUM. Raises StoreUnavailable.
    """

    def delete(connection: Connection) -> int:
        return connection.execute(_ERASE, {"subject": subject, "study": study}).rowcount

    return retrying(engine, delete)
