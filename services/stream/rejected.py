"""The rejected topic for people: what lies there, why, and sending it back once the cause is gone."""

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from schemas.topics import REJECTED
from services.stream.rejection import Rejection, from_message
from services.stream.types import Stream, StreamError

BATCH = 200  # messages a poll
FLUSH_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rejections are meant; what is None selects all. `reason` is a part of the reason, in any case."""

    stage: str | None = None
    reason: str | None = None
    id: str | None = None

    def holds(self, rejection: Rejection) -> bool:
        return (
            (self.stage is None or rejection.stage == self.stage)
            and (self.reason is None or self.reason.casefold() in rejection.reason.casefold())
            and (self.id is None or rejection.id == self.id)
        )


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class Replayed:
    """`sent` went back to their topics; `truncated` could not: their originals were too large to be kept."""

    sent: tuple[Rejection, ...]
    truncated: tuple[Rejection, ...]


def list_rejected(
    stream: Stream,
    selection: Selection = EVERYTHING,
    *,
    patience: float = 30.0,
    clock: Callable[[], float] = time.monotonic,
) -> list[Rejection]:
    """The rejections of the selection, oldest first. Raises StreamError when the topic stays silent for
    `patience` seconds."""
    return [rejection for rejection in _read(stream, patience, clock) if selection.holds(rejection)]


def show(stream: Stream, id: str) -> Rejection:
    """The newest rejection of that id. Raises KeyError when there is none."""
    found = list_rejected(stream, Selection(id=id))
    if not found:
        raise KeyError(f"nothing with the id {id} was rejected; `wearscribe rejected list` shows what was")
    return found[-1]


def replay(stream: Stream, selection: Selection) -> Replayed:
    """Send the originals (key, bytes, headers) back to the topics they came from, each once.

    Doing it twice is harmless: windows and rows are idempotent. They stay on the rejected topic until its
    retention ends, and what is rejected again is there again. Raises StreamError.
    """
    chosen = {rejection.id: rejection for rejection in list_rejected(stream, selection)}.values()
    sent = tuple(rejection for rejection in chosen if not rejection.truncated)
    producer = stream.producer()
    try:
        for rejection in sent:
            producer.send(rejection.origin.topic, rejection.key, rejection.value, rejection.headers)
        producer.flush(FLUSH_SECONDS)
    finally:
        producer.close()
    return Replayed(sent, tuple(rejection for rejection in chosen if rejection.truncated))


def _read(stream: Stream, patience: float, clock: Callable[[], float]) -> Iterator[Rejection]:
    """The whole topic once, from its beginning to where it ended when we got there."""
    consumer = stream.consumer(REJECTED.name, f"wearscribe.rejected.reader.{uuid.uuid4()}")  # never commits
    try:
        silent_since = clock()
        while True:
            messages = consumer.poll(0.2, BATCH)
            yield from map(from_message, messages)
            if messages:
                silent_since = clock()
            elif consumer.assignment() and not any(consumer.lag().values()):
                return
            elif clock() - silent_since > patience:
                raise StreamError(f"{REJECTED.name} cannot be read to its end: is Kafka up? `wearscribe doctor` tells")
    finally:
        consumer.close()
