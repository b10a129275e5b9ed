"""Sending results on, so that they are in the log when it returns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.stream.types import MAX_MESSAGE_BYTES, Producer, Stream, StreamError
from workers.edge import Refused, Rejected

FLUSH_SECONDS = 30.0
MAX_BYTES = MAX_MESSAGE_BYTES - 64 * 1024  # the broker's limit counts key and headers too


@dataclass(frozen=True, slots=True)
class Outgoing:
    topic: str
    key: bytes | None
    value: bytes
    headers: Mapping[str, bytes]


class Publisher:
    """A producer that is made when first needed and made anew after every failure: one whose flush timed out may
    hold messages that never leave it."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._producer: Producer | None = None

    def publish(self, messages: Sequence[Outgoing]) -> None:
        """Send all and wait until the broker has them. Raises Refused for one that is too large, before any is
        sent, and StreamError when the broker did not take all: some may be in the log then, send all again."""
        for index, message in enumerate(messages):
            if len(message.value) > MAX_BYTES:
                reason = f"the result is {len(message.value)} bytes, more than the {MAX_BYTES} of a message"
                raise Refused(index, Rejected(reason, "TooLarge"))
        if not messages:
            return
        if self._producer is None:
            self._producer = self._stream.producer()
        try:
            for message in messages:
                self._producer.send(message.topic, message.key, message.value, message.headers)
            self._producer.flush(FLUSH_SECONDS)
        except StreamError:
            self.close()
            raise

    def close(self) -> None:
        if self._producer is not None:
            self._producer.close()
            self._producer = None
