"""A stream in memory, for tests: the promises of `services.stream.types` without a broker.

It ships with the program so that whoever builds on the stream can test against it. The contract suite
(tests/contract/test_stream.py) holds it to Kafka. It is stricter where Kafka is merely likely to be kind: nothing
reaches the log before `flush`, and a producer that is closed drops what it still holds.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from zlib import crc32

from schemas.topics import TOPICS, Topic
from services.stream.memory_group import MemoryGroup
from services.stream.types import MAX_MESSAGE_BYTES, Message, OnAssign, Partition, StreamError

_Unsent = tuple[str, bytes | None, bytes, dict[str, bytes]]


class MemoryStream:
    """Topics with partitions, consumer groups and committed offsets; safe to share between threads.

    A member that does not poll for `max_poll_interval` seconds of `clock` loses its partitions to the others.
    """

    def __init__(
        self,
        topics: Iterable[Topic] = tuple(TOPICS.values()),
        *,
        max_poll_interval: float = 300.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.changed = threading.Condition()
        self.clock = clock
        self.max_poll_interval = max_poll_interval
        self._partitions: dict[Partition, list[Message]] = {
            Partition(topic.name, number): [] for topic in topics for number in range(topic.partitions)
        }
        self._order: dict[str, list[Message]] = defaultdict(list)
        self._groups: dict[tuple[str, str], MemoryGroup] = {}

    def consumer(self, topic: str, group: str, on_assign: OnAssign | None = None) -> "MemoryConsumer":
        """A new member of `group`. Raises StreamError when there is no such topic."""
        return MemoryConsumer(self, self._group(topic, group), on_assign)

    def producer(self) -> "MemoryProducer":
        return MemoryProducer(self)

    def log(self, topic: str) -> tuple[Message, ...]:
        """Every message of the topic in the order of its arrival, over all partitions."""
        with self.changed:
            return tuple(self._order[topic])

    def committed(self, topic: str, group: str) -> dict[Partition, int]:
        """The offsets that the group has committed."""
        with self.changed:
            return dict(self._group(topic, group).committed)

    def of(self, partition: Partition) -> list[Message]:
        """The messages of one partition; the offset is the index."""
        return self._partitions[partition]

    def partitions(self, topic: str) -> list[Partition]:
        """The topic's partitions. Raises StreamError when there is no such topic."""
        found = [partition for partition in self._partitions if partition.topic == topic]
        if not found:
            raise StreamError(f"there is no topic {topic}; give it to MemoryStream(topics=...)")
        return found

    def append(self, unsent: Iterable[_Unsent]) -> None:
        """Write to the logs: equal keys to equal partitions, messages without a key to each in turn."""
        with self.changed:
            for topic, key, value, headers in unsent:
                partitions = self.partitions(topic)
                number = len(self._order[topic]) if key is None else crc32(key)
                partition = partitions[number % len(partitions)]
                log = self._partitions[partition]
                message = Message(partition, len(log), key, value, headers, self.clock())
                log.append(message)
                self._order[topic].append(message)
            self.changed.notify_all()

    def _group(self, topic: str, group: str) -> MemoryGroup:
        partitions = self.partitions(topic)
        return self._groups.setdefault((topic, group), MemoryGroup(partitions))


class MemoryConsumer:
    """A member of a group in memory; see `services.stream.types.Consumer` for what each method promises."""

    def __init__(self, stream: MemoryStream, group: MemoryGroup, on_assign: OnAssign | None) -> None:
        self._stream = stream
        self._group = group
        self._on_assign = on_assign
        self._positions: dict[Partition, int] = {}
        self._paused = False
        self._closed = False
        with stream.changed:
            group.join(self, stream.clock())

    def poll(self, timeout: float, limit: int) -> Sequence[Message]:
        if self._closed:
            raise StreamError("this consumer is closed; open another")
        self._rebalance()
        with self._stream.changed:
            if messages := self._fetch(limit):
                return messages
            self._stream.changed.wait(timeout)
        self._rebalance()
        with self._stream.changed:
            return self._fetch(limit)

    def pause(self) -> None:
        self._paused = True

    def resume(self) -> None:
        self._paused = False

    def assignment(self) -> frozenset[Partition]:
        return frozenset(self._positions)

    def commit(self, positions: Mapping[Partition, int]) -> None:
        with self._stream.changed:
            held = self._group.held_by(self)
            self._group.committed.update({p: offset for p, offset in positions.items() if p in held})

    def lag(self) -> Mapping[Partition, int]:
        with self._stream.changed:
            return {p: len(self._stream.of(p)) - position for p, position in self._positions.items()}

    def close(self) -> None:
        self._closed = True
        with self._stream.changed:
            self._group.leave(self)
            self._positions.clear()
            self._stream.changed.notify_all()

    def _rebalance(self) -> None:
        """Drop the partitions that went to others, take up those that came, keep the place in the rest."""
        with self._stream.changed:
            self._group.alive(self, self._stream.clock(), self._stream.max_poll_interval)
            held = self._group.held_by(self)
        self._positions = {p: position for p, position in self._positions.items() if p in held}
        fresh = sorted(held - self._positions.keys())
        given = self._on_assign(fresh) if self._on_assign and fresh else {}
        with self._stream.changed:
            for partition in fresh:
                position = given.get(partition, self._group.committed.get(partition, 0))
                if not 0 <= position <= (end := len(self._stream.of(partition))):
                    raise StreamError(f"offset {position} of {partition} is out of range: the log holds 0 to {end}")
                self._positions[partition] = position

    def _fetch(self, limit: int) -> list[Message]:
        if self._paused:
            return []
        messages: list[Message] = []
        for partition, position in self._positions.items():
            taken = self._stream.of(partition)[position : position + limit - len(messages)]
            self._positions[partition] += len(taken)
            messages += taken
        return messages


class MemoryProducer:
    """Holds messages back until `flush`."""

    def __init__(self, stream: MemoryStream) -> None:
        self._stream = stream
        self._unsent: list[_Unsent] = []

    def send(self, topic: str, key: bytes | None, value: bytes, headers: Mapping[str, bytes]) -> None:
        self._stream.partitions(topic)
        if len(value) > MAX_MESSAGE_BYTES:
            raise StreamError(f"a message of {len(value)} bytes is more than the {MAX_MESSAGE_BYTES} allowed")
        self._unsent.append((topic, key, value, dict(headers)))

    def flush(self, timeout: float) -> None:
        self._stream.append(self._unsent)
        self._unsent.clear()

    def close(self) -> None:
        self._unsent.clear()
