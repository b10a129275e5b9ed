"""Deliver windows to the stream: each content once, corrections with a higher revision, at a chosen pace."""

import hashlib
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

import numpy as np

from schemas import codec
from schemas.records import SensorWindow
from schemas.topics import WINDOWS
from services.replay.ledger import Entry, Ledger
from services.replay.summary import Summary
from services.stream.types import Producer

BATCH = 64
FLUSH_SECONDS = 30.0


class Clock(Protocol):
    def now(self) -> datetime:
        """The current time, with a zone."""

    def sleep(self, seconds: float) -> None: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class _Waiting(NamedTuple):
    window_id: str
    entry: Entry
    window: SensorWindow


class Sender:
    """Sends in batches. A batch is noted in the ledger before it goes and marked as sent after the producer's flush,
    so whatever dies in between is sent again under the same revision. A dry run decides all this and does nothing."""

    def __init__(self, producer: Producer, ledger: Ledger, clock: Clock, summary: Summary, *, dry_run: bool) -> None:
        self._producer, self._ledger, self._clock, self._summary = producer, ledger, clock, summary
        self._dry_run = dry_run
        self._batch: list[_Waiting] = []

    def send(self, window: SensorWindow) -> None:
        """Raises StreamError when the broker does not take the batch that this window completes."""
        window_id, content = str(window.window_id), content_hash(window)
        known = self._ledger.get(window_id)
        if known and known.sent and known.content == content:
            self._summary.unchanged += 1
            return
        revision = 0 if known is None else known.revision + (known.content != content)
        revised = window.model_copy(update={"revision": revision})
        self._batch.append(_Waiting(window_id, Entry(content, revision, sent=False), revised))
        if len(self._batch) == BATCH:
            self.flush()

    def flush(self) -> None:
        """Return when the broker has every window sent so far. Raises StreamError."""
        batch, self._batch = self._batch, []
        if self._dry_run or not batch:
            return
        self._ledger.record((item.window_id, item.entry) for item in batch)
        for item in batch:
            self._producer.send(
                WINDOWS.name,
                item.window.subject.encode(),
                codec.encode(item.window),
                codec.headers(item.window, produced_at=self._clock.now()),
            )
        self._producer.flush(FLUSH_SECONDS)
        self._ledger.record((item.window_id, item.entry._replace(sent=True)) for item in batch)
        self._summary.sent += len(batch)
        self._summary.revised += sum(item.entry.revision > 0 for item in batch)


def content_hash(window: SensorWindow) -> str:
    """SHA-256 over everything but the revision: equal content, equal hash, whatever library encoded it."""
    fields = window.model_dump_json(exclude={"revision"})
    signal = np.where(np.isnan(window.signal), np.float32(np.nan), window.signal).astype("<f4")
    return hashlib.sha256(fields.encode() + signal.tobytes()).hexdigest()


def paced(
    windows: Iterable[tuple[int, SensorWindow]], speed: float, clock: Clock, sender: Sender
) -> Iterator[SensorWindow]:
    """Windows in the order of their true ends (milliseconds), across people, at `speed` times real time.

    All of them are in memory until then. Before each wait, what is due is flushed.
    """
    ordered = sorted(windows, key=lambda item: item[0])
    began = clock.now()
    for end, window in ordered:
        due = (end - ordered[0][0]) / 1000 / speed
        wait = due - (clock.now() - began).total_seconds()
        if wait > 0:
            sender.flush()
            clock.sleep(wait)
        yield window
