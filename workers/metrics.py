"""What a worker counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Literal, get_args

from workers.clock import Clock

Metric = Literal[
    # Messages taken up in batches that were finished (committed or skipped)
    "messages",
    # Batches finished
    "batches",
    # Messages sent to the rejected topic
    "rejected",
    # Steps tried again because a broker or the database was not available
    "retries",
    # Batches given up because another member took the partitions over
    "fenced",
    # Partitions whose commit was skipped because they had gone to another member
    "commits_skipped",
    # Caption sentences dropped because the signal does not bear them out
    "sentences_dropped",
    # Batches cut in half for want of memory
    "batches_halved",
    # Seconds spent waiting for messages
    "poll_seconds",
    # Seconds of computation
    "handle_seconds",
    # Seconds of making rejections lasting
    "reject_seconds",
    # Seconds of making results lasting
    "effect_seconds",
    # Seconds of committing offsets
    "commit_seconds",
]


class Metrics:
    """Counters of one worker; any thread may add."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._values: dict[Metric, float] = dict.fromkeys(get_args(Metric), 0)

    def add(self, metric: Metric, amount: float = 1) -> None:
        with self._lock:
            self._values[metric] += amount

    @contextmanager
    def timed(self, metric: Metric, clock: Clock) -> Iterator[None]:
        """Add the seconds that the block takes, also when it raises."""
        start = clock.monotonic()
        try:
            yield
        finally:
            self.add(metric, clock.monotonic() - start)

    def read(self) -> dict[Metric, float]:
        with self._lock:
            return dict(self._values)
