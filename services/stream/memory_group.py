"""Who holds which partition in a consumer group in memory, and what the group has committed."""

from collections.abc import Hashable, Sequence

from services.stream.types import Partition


class MemoryGroup:
    """Members share the partitions evenly, and a rebalance moves as few of them as it can (as Kafka's cooperative
    sticky assignor does). Not thread-safe: the stream's lock is held around every call.
    """

    def __init__(self, partitions: Sequence[Partition]) -> None:
        self.committed: dict[Partition, int] = {}
        self._owner: dict[Partition, Hashable | None] = dict.fromkeys(partitions)
        self._seen: dict[Hashable, float] = {}

    def join(self, member: Hashable, now: float) -> None:
        self._seen[member] = now
        self._balance()

    def leave(self, member: Hashable) -> None:
        self._seen.pop(member, None)
        self._balance()

    def alive(self, member: Hashable, now: float, max_poll_interval: float) -> None:
        """`member` polls at `now`: it is in the group (again), and those silent for too long are out."""
        silent = [other for other, seen in self._seen.items() if now - seen > max_poll_interval and other != member]
        for other in silent:
            del self._seen[other]
        joined = member not in self._seen
        self._seen[member] = now
        if joined or silent:
            self._balance()

    def held_by(self, member: Hashable) -> set[Partition]:
        return {partition for partition, owner in self._owner.items() if owner == member}

    def _balance(self) -> None:
        for partition, owner in self._owner.items():
            if owner not in self._seen:
                self._owner[partition] = None
        if not self._seen:
            return
        held = {member: sorted(self.held_by(member)) for member in self._seen}
        free = sorted(self.held_by(None))
        while True:
            poorest = min(held, key=lambda member: len(held[member]))
            richest = max(held, key=lambda member: len(held[member]))
            if free:
                partition = free.pop(0)
            elif len(held[richest]) - len(held[poorest]) > 1:
                partition = held[richest].pop()
            else:
                return
            held[poorest].append(partition)
            self._owner[partition] = poorest
