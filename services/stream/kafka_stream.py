"""The stream on Apache Kafka."""

from services.stream.kafka_consumer import KafkaConsumer
from services.stream.kafka_producer import KafkaProducer
from services.stream.types import OnAssign


class KafkaStream:
    """Consumers and producers on the brokers of `bootstrap` (host:port, comma-separated).

    A member that does not poll for `max_poll_interval` seconds loses its partitions to the others.
    """

    def __init__(self, bootstrap: str, *, max_poll_interval: float = 300.0) -> None:
        self._servers = bootstrap.split(",")
        self._max_poll_interval = max_poll_interval

    def consumer(self, topic: str, group: str, on_assign: OnAssign | None = None) -> KafkaConsumer:
        """A new member of `group`. Raises StreamError when Kafka does not answer or has no such topic."""
        return KafkaConsumer(self._servers, topic, group, on_assign, self._max_poll_interval)

    def producer(self) -> KafkaProducer:
        """Raises StreamError when Kafka does not answer."""
        return KafkaProducer(self._servers)
