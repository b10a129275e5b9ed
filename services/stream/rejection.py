"""What a message on the rejected topic carries: the original, byte for byte, and in headers where it came from
and why it was turned away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from services.stream.types import MAX_MESSAGE_BYTES, Message, Partition

#: The largest original that travels whole, beyond it only the headers do: they too count for the broker's limit.
MAX_ORIGINAL_BYTES = MAX_MESSAGE_BYTES - 64 * 1024
MAX_REASON = 500  # characters
_OWN = "rejected-"
_ORIGINAL = "original-"


@dataclass(frozen=True, slots=True)
class Rejection:
    """`stage` is the edge that turned the message away, `origin` and `offset` where the original lies, `error` the
    class of the error. `reason` never holds a value of the input. `truncated`: the original was too large to be
    carried along, and `value` is empty."""

    stage: str
    origin: Partition
    offset: int
    reason: str
    error: str
    rejected_at: datetime
    key: bytes | None = field(repr=False)
    value: bytes = field(repr=False)
    headers: Mapping[str, bytes] = field(repr=False)
    truncated: bool = False

    @property
    def id(self) -> str:
        """`topic:partition:offset` of the original: the same message, rejected twice, has one id."""
        return f"{self.origin.topic}:{self.origin.number}:{self.offset}"


def reject(message: Message, *, stage: str, reason: str, error: str, at: datetime) -> Rejection:
    """The rejection of `message`."""
    truncated = len(message.value) > MAX_ORIGINAL_BYTES
    return Rejection(
        stage=stage,
        origin=message.partition,
        offset=message.offset,
        reason=_printable(reason),
        error=error,
        rejected_at=at,
        key=message.key,
        value=b"" if truncated else message.value,
        headers=message.headers,
        truncated=truncated,
    )


def to_headers(rejection: Rejection) -> dict[str, bytes]:
    """The headers on the rejected topic; the original ones keep their names behind `original-`."""
    own = {
        "stage": rejection.stage,
        "topic": rejection.origin.topic,
        "partition": str(rejection.origin.number),
        "offset": str(rejection.offset),
        "reason": rejection.reason,
        "error": rejection.error,
        "at": rejection.rejected_at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "truncated": str(int(rejection.truncated)),
    }
    headers = {_OWN + name: value.encode() for name, value in own.items()}
    return headers | {_ORIGINAL + name: value for name, value in rejection.headers.items()}


def from_message(message: Message) -> Rejection:
    """The rejection in a message of the rejected topic.

    A message that somebody else put there is a rejection too, of itself: reading the topic never fails.
    """
    own = {
        name.removeprefix(_OWN): value.decode(errors="replace")
        for name, value in message.headers.items()
        if name.startswith(_OWN)
    }
    arrived = datetime.fromtimestamp(message.timestamp, UTC)
    try:
        return Rejection(
            stage=own["stage"],
            origin=Partition(own["topic"], int(own["partition"])),
            offset=int(own["offset"]),
            reason=_printable(own["reason"]),
            error=own["error"],
            rejected_at=datetime.fromisoformat(own["at"]),
            key=message.key,
            value=message.value,
            headers={
                name.removeprefix(_ORIGINAL): value
                for name, value in message.headers.items()
                if name.startswith(_ORIGINAL)
            },
            truncated=own["truncated"] == "1",
        )
    except (KeyError, ValueError):
        reason = "not written by a worker: its headers do not say where it came from"
        return reject(message, stage="unknown", reason=reason, error="Unknown", at=arrived)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)[:MAX_REASON]
