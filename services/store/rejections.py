"""What could not be handled, as a table: where it lies in the log, which worker refused it and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, text

from services.store.engine import retrying, transaction
from services.stream.types import Partition

_INSERT = text("""
    INSERT INTO rejections (topic, partition, "offset", stage, reason)
    VALUES (:topic, :partition, :offset, :stage, :reason) ON CONFLICT DO NOTHING
""")
_LIST = text("""
    SELECT topic, partition, "offset", stage, reason, rejected_at FROM rejections
    ORDER BY rejected_at DESC, topic, partition, "offset" LIMIT :limit
""")


@dataclass(frozen=True, slots=True)
class Rejection:
    """`reason` names no value of the input. `at` is set by the database."""

    partition: Partition
    offset: int
    stage: str
    reason: str
    at: datetime | None = None


def record(engine: Engine, rejections: Sequence[Rejection]) -> None:
    """Write them, all or none; one recorded before keeps its first reason. Raises StoreUnavailable."""

    def insert(connection: Connection) -> None:
        for r in rejections:
            place = {"topic": r.partition.topic, "partition": r.partition.number, "offset": r.offset}
            connection.execute(_INSERT, {**place, "stage": r.stage, "reason": r.reason})

    retrying(engine, insert)


def newest(engine: Engine, limit: int = 100) -> list[Rejection]:
    with transaction(engine) as connection:
        rows = connection.execute(_LIST, {"limit": limit}).all()
    return [Rejection(Partition(r.topic, r.partition), r.offset, r.stage, r.reason, r.rejected_at) for r in rows]
