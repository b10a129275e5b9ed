"""A producer on Kafka: idempotent, acknowledged by all replicas, and never waiting without end."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import kafka
from kafka.errors import KafkaError, MessageSizeTooLargeError

from services.stream.kafka_errors import explained
from services.stream.types import MAX_MESSAGE_BYTES, StreamError

METADATA_SECONDS = 10.0  # that `send` may wait to learn of a topic
CLOSE_SECONDS = 5.0

#: Per partition. kafka-python's own 16 KB would send every window alone.
BATCH_BYTES = 512 * 1024


class KafkaProducer:
    """See `services.stream.types.Producer` for what each method promises.

    lz4 costs next to nothing and shrinks the JSON of annotations and captions; the signal is compressed already.
    """

    def __init__(self, servers: Sequence[str]) -> None:
        self._servers = servers
        self._sent: list[Any] = []
        self._producer: kafka.KafkaProducer | None = self._open()

    def send(self, topic: str, key: bytes | None, value: bytes, headers: Mapping[str, bytes]) -> None:
        if self._producer is None:
            self._producer = self._open()
        with explained(f"send to {topic}"):
            try:
                self._sent.append(self._producer.send(topic, value, key, list(headers.items())))
            except MessageSizeTooLargeError as error:
                raise StreamError(
                    f"a message of {len(value)} bytes is over the limit of {MAX_MESSAGE_BYTES}: send shorter windows"
                ) from error

    def flush(self, timeout: float) -> None:
        if self._producer is None:
            return
        sent, self._sent = self._sent, []
        with explained(f"deliver {len(sent)} messages within {timeout:g} s"):
            try:
                self._producer.flush(timeout)
                for delivery in sent:
                    delivery.get(timeout=0)
            except KafkaError:
                self._give_up()
                raise

    def close(self) -> None:
        if self._producer is not None:
            with suppress(KafkaError):
                self._producer.close(timeout=CLOSE_SECONDS)
                self._producer = None
                return
            self._give_up()

    def _open(self) -> kafka.KafkaProducer:
        with explained(f"be reached at {', '.join(self._servers)}"):
            return kafka.KafkaProducer(
                bootstrap_servers=self._servers,
                acks="all",
                enable_idempotence=True,
                compression_type="lz4",
                batch_size=BATCH_BYTES,
                linger_ms=5,
                max_request_size=MAX_MESSAGE_BYTES,
                max_block_ms=int(METADATA_SECONDS * 1000),
                bootstrap_timeout_ms=int(METADATA_SECONDS * 1000),
                allow_auto_create_topics=False,
            )

    def _give_up(self) -> None:
        """Drop the client; the next send opens a new one. kafka-python may hold undelivered messages for ever, and
        could send them after newer ones; its `close` refuses to end its thread while there are any."""
        if self._producer is not None:
            self._producer._sender.force_close()
            self._producer = None
