"""What could not be handled, as a table: where it lies in the log, which worker refused it and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, text

from services.store.engine import retrying, transaction
from services.stream.rejection import Rejection as Sent
from services.stream.types import Partition

_INSERT = text("""
    INSERT INTO rejections (topic, partition, "offset", stage, reason)
    VALUES (:topic, :partition, :offset, :stage, :reason) ON CONFLICT DO NOTHING
""")
# Also those that no worker has recorded yet: the mark must not be lost.
_MARK = text("""
    INSERT INTO rejections (topic, partition, "offset", stage, reason, replayed_at, replayed_by)
    VALUES (:topic, :partition, :offset, :stage, :reason, now(), :by)
    ON CONFLICT (topic, partition, "offset") DO UPDATE
    SET replayed_at = excluded.replayed_at, replayed_by = excluded.replayed_by
""")
_LIST = text("""
    SELECT topic, partition, "offset", stage, reason, rejected_at, replayed_at, replayed_by FROM rejections
    ORDER BY rejected_at DESC, topic, partition, "offset" LIMIT :limit
""")


@dataclass(frozen=True, slots=True)
class Rejection:
    """`reason` names no value of the input. `at` is set by the database; `replayed_at` and `replayed_by` tell when and
    by whom it was sent back last, None where it never was or nobody said who."""

    partition: Partition
    offset: int
    stage: str
    reason: str
    at: datetime | None = None
    replayed_at: datetime | None = None
    replayed_by: str | None = None


def record(engine: Engine, rejections: Sequence[Rejection]) -> None:
    """Write them, all or none; one recorded before keeps its first reason. Raises StoreUnavailable."""

    def insert(connection: Connection) -> None:
        for r in rejections:
            connection.execute(_INSERT, _row(r))

    retrying(engine, insert)


def mark_replayed(engine: Engine, sent: Sequence[Sent], by: str | None = None) -> None:
    """Write down that they were sent back just now, all or none. Raises StoreUnavailable."""

    def mark(connection: Connection) -> None:
        for each in sent:
            connection.execute(_MARK, _row(Rejection(each.origin, each.offset, each.stage, each.reason)) | {"by": by})

    retrying(engine, mark)


def newest(engine: Engine, limit: int = 100) -> list[Rejection]:
    with transaction(engine) as connection:
        rows = connection.execute(_LIST, {"limit": limit}).all()
    return [Rejection(Partition(row.topic, row.partition), *row[2:]) for row in rows]


def _row(r: Rejection) -> dict[str, object]:
    place = {"topic": r.partition.topic, "partition": r.partition.number, "offset": r.offset}
    return {**place, "stage": r.stage, "reason": r.reason}
