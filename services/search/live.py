"""The stream at work: how far each stage is behind, what has landed, what was turned away and why."""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Literal

from schemas.topics import ANNOTATED, CAPTIONED, WINDOWS, Topic
from services.store.arrivals import Arrivals, Arrived, Rejections, arrivals
from services.store.engine import Engine
from services.store.errors import StoreError
from services.store.offsets import landed
from services.store.rejections import mark_replayed
from services.stream import groups, rejected
from services.stream.kafka_stream import KafkaStream
from services.stream.lag import Extent, KafkaOffsets, lag
from services.stream.types import Partition, StreamError

__all__ = ["Arrived", "Live", "Reached", "Rejections", "Replayed", "Stage", "StreamStatus"]

log = logging.getLogger(__name__)

Reached = Literal["ok", "unreachable"]

_FRESH_SECONDS = 1.0
_SHARE = 10  # a look that took a while is kept ten times as long, so that looking costs a tenth of a core at most
_LONGEST_SECONDS = 10.0
_RATE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Stage:
    """One worker's edge. `lag`: messages of `topic` that its group has not handled; None where Kafka (or, of the sink,
    Postgres) is away. `rate`: messages handled a second since the earliest look of the last minute, None at the first.
    """

    name: str
    topic: str
    group: str
    lag: int | None
    rate: float | None


@dataclass(frozen=True, slots=True)
class StreamStatus:
    """The whole line at one moment. What a part that is unreachable would have told is None or empty.

    `model` is the one that is searched, `searchable` counts windows with a vector of it; `rate` is windows landed a
    second over the last minute; `newest` and `rejections` come newest first.
    """

    at: datetime
    kafka: Reached
    database: Reached
    model: str | None
    windows: int | None
    searchable: int | None
    rate: float | None
    stages: tuple[Stage, ...]
    newest: tuple[Arrived, ...]
    rejected: int | None
    rejections: tuple[Rejections, ...]


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many messages went back to their topics, and how many were too large to be kept."""

    sent: int
    too_large: int


class Live:
    """Asks Kafka and Postgres, at most once a second however many ask. Thread-safe; every method may block.

    `model` is the one that the workers run: its lag is told until the database says which one is searched.
    """

    def __init__(self, engine: Engine, kafka: str, model: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._kafka = kafka
        self._model = model
        self._clock = clock
        self._offsets = KafkaOffsets(kafka)
        self._asking = Lock()
        self._status: StreamStatus | None = None
        self._stale_at = 0.0
        self._handled: dict[str, deque[tuple[float, int]]] = {}  # by group: when, how many messages

    def status(self) -> StreamStatus:
        """Never raises. Where a part is away one look takes seconds; who asks meanwhile gets the look before it."""
        if not self._asking.acquire(blocking=self._status is None):
            assert self._status is not None
            return self._status
        try:
            began = self._clock()
            if self._status is None or began >= self._stale_at:
                self._status = self._look()
                ended = self._clock()
                self._stale_at = ended + min(max(_FRESH_SECONDS, _SHARE * (ended - began)), _LONGEST_SECONDS)
            return self._status
        finally:
            self._asking.release()

    def replay_rejected(
        self, stage: str | None = None, reason: str | None = None, id: str | None = None, *, by: str | None = None
    ) -> Replayed:
        """Send the rejected messages that match all that is given back to where they came from: twice is harmless.

        `reason` is a part of the reason, `id` is topic:partition:offset, `by` whose name v_rejections tells of it,
        where Postgres answers. Raises StreamError.
        """
        done = rejected.replay(KafkaStream(self._kafka), rejected.Selection(stage, reason, id))
        try:
            mark_replayed(self._engine, done.sent, by)
        except StoreError as error:
            log.warning("v_rejections does not tell that messages were sent back: %s", error)
        return Replayed(len(done.sent), len(done.truncated))

    def close(self) -> None:
        """Let go of Kafka and of the engine."""
        with self._asking:
            self._offsets.close()
            self._engine.dispose()

    def _look(self) -> StreamStatus:
        seen: Arrivals | None = None
        sink: Mapping[Partition, int] | None = None
        with _told("Postgres"):
            sink = landed(self._engine, groups.SINK)
            seen = arrivals(self._engine)
        inference = groups.inference(seen.model if seen and seen.model else self._model)
        extents: Mapping[Partition, Extent] | None = None
        read: Mapping[str, Mapping[Partition, int]] = {}
        with _told("Kafka"):
            read = self._offsets.committed((groups.FEATURES, inference))
            extents = self._offsets.extents((WINDOWS, ANNOTATED, CAPTIONED))
        stages = (
            self._stage("features", WINDOWS, groups.FEATURES, extents, read.get(groups.FEATURES)),
            self._stage("inference", ANNOTATED, inference, extents, read.get(inference)),
            self._stage("sink", CAPTIONED, groups.SINK, extents, sink),
        )
        return StreamStatus(
            at=datetime.now(UTC),
            kafka="unreachable" if extents is None else "ok",
            database="unreachable" if seen is None else "ok",
            model=seen.model if seen else None,
            windows=seen.windows if seen else None,
            searchable=seen.searchable if seen else None,
            rate=seen.rate if seen else None,
            stages=stages,
            newest=seen.newest if seen else (),
            rejected=seen.rejected if seen else None,
            rejections=seen.rejections if seen else (),
        )

    def _stage(
        self,
        name: str,
        topic: Topic,
        group: str,
        extents: Mapping[Partition, Extent] | None,
        positions: Mapping[Partition, int] | None,
    ) -> Stage:
        if extents is None or positions is None:
            return Stage(name, topic.name, group, None, None)
        return Stage(name, topic.name, group, lag(extents, topic, positions), self._rate(group, positions))

    def _rate(self, group: str, positions: Mapping[Partition, int]) -> float | None:
        now, handled = self._clock(), sum(positions.values())
        looks = self._handled.setdefault(group, deque())
        looks.append((now, handled))
        while looks[0][0] < now - _RATE_SECONDS and len(looks) > 2:
            looks.popleft()
        since, before = looks[0]
        return max(0, handled - before) / (now - since) if now > since else None


@contextmanager
def _told(part: str) -> Iterator[None]:
    """What a part that is away raises goes to the log: the status says that it is away."""
    try:
        yield
    except (StoreError, StreamError) as error:
        log.warning("%s tells nothing of the stream: %s", part, error)
