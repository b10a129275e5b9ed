"""What an edge of the pipeline is: from which topic it reads, what it makes of a batch, where that goes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from schemas.topics import Topic
from services.stream.types import Message, Partition

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BatchPolicy:
    """A batch is handled when it holds `size` messages or its first one is `seconds` old, whichever comes first."""

    size: int
    seconds: float


class Rejected(Exception):
    """One message cannot be handled, now or ever. `reason` says what is wrong with it and holds no value of it."""

    def __init__(self, reason: str, error: str = "Rejected") -> None:
        super().__init__(reason)
        self.reason = reason
        self.error = error


class Refused(Exception):
    """The effect of one result of the batch is impossible; nothing of the batch has happened.

    `index` is its place among the results that were given to `effect`.
    """

    def __init__(self, index: int, rejected: Rejected) -> None:
        super().__init__(rejected.reason)
        self.index = index
        self.rejected = rejected


class Unavailable(Exception):
    """Something outside is down or slow. Never a fault of a message: the same step is tried again later."""


class Broken(Exception):
    """Neither waiting nor turning a message away cures it; the worker stops. Says what to do, and no value."""


class Fenced(Exception):
    """Another member has taken the partitions over: give the batch up and join the group anew."""


class Edge(Protocol[T]):
    """`name` is the stage in logs and rejections. `group` is the consumer group: the workers of one group share the
    partitions, and every group reads the whole topic.

    `handle` and `effect` run in a thread of their own, never two at once; the loop polls meanwhile.
    """

    name: str
    group: str
    source: Topic
    policy: BatchPolicy

    def on_assign(self, partitions: Iterable[Partition]) -> Mapping[Partition, int]:
        """Where to start reading; nothing for a partition whose committed offset holds. Called
        from within a poll. Raises Unavailable or Broken."""

    def handle(self, messages: Sequence[Message]) -> Sequence[T | Rejected]:
        """One result or rejection for each message. Pure: no broker, no database, and done again at will. If it
        raises, the messages are handled one by one, and those that still raise are rejected."""

    def effect(self, results: Sequence[T], positions: Mapping[Partition, int]) -> None:
        """Make the results lasting; `positions` are the next offsets to read once that is done. Returns when it
        is done. Done twice is done once: a crash may fall between the effect and the commit.

        Raises Refused, Unavailable, StreamError, Fenced or Broken.
        """

    def close(self) -> None: ...
