"""How far each partition has landed, and who may say so.

The next offset lies in the database beside the rows and moves in the transaction that writes them, so that rows and
offset cannot disagree. Every assignment counts an epoch up; a write under an older epoch hits no row and fails.
So a process that was thought dead and comes back cannot write over its successor.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine, text

from services.store.engine import retrying, transaction
from services.store.errors import StoreFenced
from services.stream.types import Partition

_TAKE = text("""
    INSERT INTO offsets (consumer_group, topic, partition, epoch) VALUES (:group, :topic, :partition, 1)
    ON CONFLICT (consumer_group, topic, partition) DO UPDATE SET epoch = offsets.epoch + 1
    RETURNING next_offset, epoch
""")
_ADVANCE = text("""
    UPDATE offsets SET next_offset = :target
    WHERE consumer_group = :group AND topic = :topic AND partition = :partition
      AND epoch = :epoch AND next_offset IS NOT DISTINCT FROM :expected
""")
_READ = text("""
    SELECT next_offset, epoch FROM offsets
    WHERE consumer_group = :group AND topic = :topic AND partition = :partition
""")
_ALL = text("""
    SELECT topic, partition, next_offset FROM offsets
    WHERE consumer_group = :group AND next_offset IS NOT NULL ORDER BY topic, partition
""")


@dataclass(frozen=True, slots=True)
class _Claim:
    epoch: int
    next_offset: int | None  # None: nothing of the partition has landed yet


class Fence:
    """One consumer's claims on the partitions it was assigned. Not thread-safe."""

    def __init__(self, engine: Engine, group: str) -> None:
        self._engine = engine
        self._group = group
        self._claims: dict[Partition, _Claim] = {}

    def take(self, partitions: Iterable[Partition]) -> Mapping[Partition, int]:
        """Claim the partitions and return where to read on; those never landed are left out. An `OnAssign`.

        Whoever held them before can write no more. Raises StoreUnavailable.
        """
        wanted = sorted(partitions)  # in one order, so that two who take never wait for each other

        def claim(connection: Connection) -> dict[Partition, _Claim]:
            claims = {}
            for partition in wanted:
                row = connection.execute(_TAKE, self._key(partition)).one()
                claims[partition] = _Claim(row.epoch, row.next_offset)
            return claims

        taken = retrying(self._engine, claim)
        self._claims.update(taken)
        return {p: claim.next_offset for p, claim in taken.items() if claim.next_offset is not None}

    def advance(self, connection: Connection, positions: Mapping[Partition, int]) -> bool:
        """Move the offsets within the transaction of `connection`; until it ends nobody else can.

        Returns False where they are there already: the batch has landed (a commit that we were not told of, or
        messages that are read again). Raises StoreFenced for a partition that is not ours or no longer.
        """
        moved = [self._move(connection, partition, positions[partition]) for partition in sorted(positions)]
        return any(moved)

    def advanced(self, positions: Mapping[Partition, int]) -> None:
        """Remember what `advance` moved, once its transaction has committed."""
        for partition, target in positions.items():
            claim = self._claims[partition]
            self._claims[partition] = replace(claim, next_offset=max(target, claim.next_offset or 0))

    def _move(self, connection: Connection, partition: Partition, target: int) -> bool:
        claim = self._claims.get(partition)
        if claim is None:
            raise StoreFenced(f"partition {partition.number} of {partition.topic} is not assigned to this consumer")
        row = {**self._key(partition), "epoch": claim.epoch}
        if claim.next_offset is None or claim.next_offset < target:
            done = connection.execute(_ADVANCE, {**row, "target": target, "expected": claim.next_offset}).rowcount
            if done == 1:
                return True
        actual = connection.execute(_READ, self._key(partition)).one_or_none()
        if actual is None or actual.epoch != claim.epoch:
            raise StoreFenced(f"partition {partition.number} of {partition.topic} has gone to another consumer")
        if actual.next_offset is not None and actual.next_offset >= target:
            return False
        # Ours still, but short of the target: our last commit got through without our being told.
        done = connection.execute(_ADVANCE, {**row, "target": target, "expected": actual.next_offset}).rowcount
        if done != 1:
            raise StoreFenced(f"partition {partition.number} of {partition.topic} has gone to another consumer")
        return True

    def _key(self, partition: Partition) -> dict[str, object]:
        return {"group": self._group, "topic": partition.topic, "partition": partition.number}


def landed(engine: Engine, group: str) -> dict[Partition, int]:
    """The next offset of every partition that the group has landed something of."""
    with transaction(engine) as connection:
        rows = connection.execute(_ALL, {"group": group}).all()
    return {Partition(row.topic, row.partition): row.next_offset for row in rows}
