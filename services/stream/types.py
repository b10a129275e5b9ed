"""The stream as the rest of the program sees it: messages, and what a consumer and a producer promise.

Two implementations keep these promises, and one contract suite (tests/contract) holds both to them: Kafka
(`services.stream.kafka_stream`) and a stream in memory for tests (`services.stream.memory`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

#: The largest message, key and headers included: a day of 26 channels with its captions has well under a tenth.
MAX_MESSAGE_BYTES = 4 * 1024 * 1024


class Partition(NamedTuple):
    topic: str
    number: int


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it lies in the log. `timestamp` is seconds since the epoch, set by the producer."""

    partition: Partition
    offset: int
    key: bytes | None
    value: bytes
    headers: Mapping[str, bytes] = field(default_factory=dict)
    timestamp: float = 0.0


#: Called with the partitions that were just assigned; returns where to start reading each of them, or nothing
#: for those whose committed offset is to be used.
OnAssign = Callable[[Iterable[Partition]], Mapping[Partition, int]]


class StreamError(Exception):
    """The broker could not do what was asked. Says what, and what to try."""


class Consumer(Protocol):
    """A member of a consumer group, subscribed to one topic. Not thread-safe: one thread polls."""

    def poll(self, timeout: float, limit: int) -> Sequence[Message]:
        """Up to `limit` messages, in order within a partition. Blocks at most `timeout` seconds, runs the
        rebalance callbacks, and keeps the membership alive: it must go on being called while work is under way."""

    def pause(self) -> None:
        """Every assigned partition, now and after a rebalance, yields nothing until `resume`."""

    def resume(self) -> None: ...

    def assignment(self) -> frozenset[Partition]: ...

    def commit(self, positions: Mapping[Partition, int]) -> None:
        """Record the next offset to read of each partition. A partition that has meanwhile gone to another member
        is skipped without an error: its messages are read again there."""

    def lag(self) -> Mapping[Partition, int]:
        """Messages between the position and the end of each assigned partition."""

    def close(self) -> None:
        """Leave the group, so that others take over at once."""


class Producer(Protocol):
    def send(self, topic: str, key: bytes | None, value: bytes, headers: Mapping[str, bytes]) -> None:
        """Hand over one message; it may lie in a buffer until `flush`. Raises StreamError when it is too large."""

    def flush(self, timeout: float) -> None:
        """Return when the broker has every message sent so far. Raises StreamError when one failed or the time is
        up; what was sent may or may not be in the log then (at least once: send it again)."""

    def close(self) -> None: ...


class Stream(Protocol):
    """Opens consumers and producers on one broker."""

    def consumer(self, topic: str, group: str, on_assign: OnAssign | None = None) -> Consumer: ...

    def producer(self) -> Producer: ...
