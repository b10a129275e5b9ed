"""Which partitions a Kafka consumer holds, as the rebalances tell it."""

from collections.abc import Callable, Iterable
from contextlib import suppress

import kafka
from kafka import TopicPartition


class Held(kafka.ConsumerRebalanceListener):  # type: ignore[misc]  # kafka-python ships no types
    """The partitions that are ours: `waiting` from their assignment until they have a position, `placed` then.

    Kafka-python calls the listener on its IO thread, where asking the broker (or a database) anything would stop the
    heartbeats or hang; so it only takes note, and a partition may leave at any moment.
    """

    def __init__(self, consumer: kafka.KafkaConsumer) -> None:
        self.waiting: set[TopicPartition] = set()
        self.placed: set[TopicPartition] = set()
        self._consumer = consumer

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        for partition in assigned:
            self.placed.discard(partition)
            self._consumer.pause(partition)
            self._consumer.seek(partition, 0)  # any position will do: without one, kafka-python looks for its own
            self.waiting.add(partition)

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        self.placed.difference_update(revoked)
        self.waiting.difference_update(revoked)

    def settle(self, partition: TopicPartition, position: int, *, paused: bool) -> None:
        """Start at `position`, unless the partition has left."""
        self.waiting.discard(partition)
        self.placed.add(partition)
        try:
            self._consumer.seek(partition, position)
            if not paused:
                self._consumer.resume(partition)
        except (KeyError, ValueError):
            self.placed.discard(partition)

    def for_each(self, action: Callable[[TopicPartition], None]) -> None:
        """Pause or resume what is placed."""
        for partition in tuple(self.placed):
            with suppress(KeyError):  # it has left
                action(partition)
