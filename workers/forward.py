"""The effect of an edge whose results go on to another topic."""

from collections.abc import Iterable, Mapping, Sequence

from schemas.codec import encode, headers
from schemas.records import AnnotatedWindow
from schemas.topics import Topic
from services.stream.types import Partition
from workers.clock import Clock
from workers.publish import Outgoing, Publisher


class Forward:
    """What such edges share: offsets live in Kafka alone, and the effect is a flush."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher

    def on_assign(self, partitions: Iterable[Partition]) -> Mapping[Partition, int]:
        return {}

    def effect(self, results: Sequence[Outgoing], positions: Mapping[Partition, int]) -> None:
        """Publish them and wait until the broker has them."""
        self._publisher.publish(results)

    def close(self) -> None:
        self._publisher.close()


def outgoing(topic: Topic, record: AnnotatedWindow, clock: Clock) -> Outgoing:
    """The record as a message of the topic, keyed by its subject."""
    return Outgoing(
        topic=topic.name,
        key=record.window.subject.encode(),
        value=encode(record),
        headers=headers(record, produced_at=clock.now()),
    )
