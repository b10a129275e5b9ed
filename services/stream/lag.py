"""How far behind consumer groups are, asked from outside of them."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import kafka
from kafka import TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import KafkaError

from schemas.topics import Topic
from services.stream.kafka_errors import explained
from services.stream.types import Partition

_SECONDS = 2.0


class Extent(NamedTuple):
    """A partition holds the messages from `first` up to, not including, `end`."""

    first: int
    end: int


class KafkaOffsets:
    """One connection, made when first used and made anew after an error. Not thread-safe."""

    def __init__(self, bootstrap: str, timeout: float = _SECONDS) -> None:
        self._servers = bootstrap.split(",")
        self._milliseconds = int(timeout * 1000)
        self._admin: kafka.KafkaAdminClient | None = None

    def extents(self, topics: Sequence[Topic]) -> dict[Partition, Extent]:
        """Where each partition begins and ends. Raises StreamError when Kafka does not answer in time or has no such
        topic."""
        partitions = [TopicPartition(topic.name, number) for topic in topics for number in range(topic.partitions)]
        first = self._ask(lambda admin: admin.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.EARLIEST)))
        end = self._ask(lambda admin: admin.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.LATEST)))
        return {Partition(*each): Extent(first[each].offset, end[each].offset) for each in partitions}

    def committed(self, groups: Sequence[str]) -> dict[str, dict[Partition, int]]:
        """What each group has committed; a group that never did is empty. Raises StreamError."""
        found = self._ask(lambda admin: admin.list_group_offsets(list(groups)))
        return {
            group: {Partition(*each): at.offset for each, at in found.get(group, {}).items() if at.offset >= 0}
            for group in groups
        }

    def close(self) -> None:
        if self._admin is not None:
            with suppress(KafkaError):
                self._admin.close()
        self._admin = None

    def _ask(self, question: Callable[[Any], dict[Any, Any]]) -> dict[Any, Any]:
        """Again while the cluster says that it will know soon: where no group has ever been, the first question makes
        the coordinator."""
        deadline = time.monotonic() + self._milliseconds / 1000
        with explained(f"be reached at {', '.join(self._servers)}"):
            while True:
                try:
                    self._admin = self._admin or kafka.KafkaAdminClient(
                        bootstrap_servers=self._servers,
                        bootstrap_timeout_ms=self._milliseconds,
                        request_timeout_ms=self._milliseconds,
                    )
                    return question(self._admin)
                except KafkaError as error:
                    self.close()
                    if not error.retriable or time.monotonic() > deadline:
                        raise
                    time.sleep(0.1)


def lag(extents: Mapping[Partition, Extent], topic: Topic, positions: Mapping[Partition, int]) -> int:
    """Messages of the topic that a group at `positions` has not read; where it has no position, all there are."""
    mine = {partition: extent for partition, extent in extents.items() if partition.topic == topic.name}
    return sum(max(0, end - max(first, positions.get(each, first))) for each, (first, end) in mine.items())
