"""How others see that a worker lives, and what it does: one small JSON file, replaced about once a second.

The main thread writes it between two polls: a file older than a minute means a worker that no longer polls.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from workers import log
from workers.clock import Clock
from workers.metrics import Metrics

BEAT_SECONDS = 1.0
REPORT_SECONDS = 30.0

State = Literal["joining", "polling", "working", "waiting", "stopped"]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One worker at one moment. `at` is in UTC; `lag` counts messages, over its partitions; `trouble` is the error
    that it waits out in state `waiting` or `joining`; `metrics` are those of `workers.metrics`, since the start."""

    edge: str
    pid: int
    at: str
    state: State
    partitions: tuple[int, ...]
    lag: int
    trouble: str | None
    metrics: Mapping[str, float]


class Health:
    """Writes the snapshots of one worker to `path` (nowhere without one), and now and then a line to the log."""

    def __init__(self, edge: str, metrics: Metrics, clock: Clock, path: Path | None) -> None:
        self._edge = edge
        self._metrics = metrics
        self._clock = clock
        self._path = path
        self._beat_at = self._reported_at = clock.monotonic()
        self._reported = 0.0

    def due(self) -> bool:
        return self._clock.monotonic() >= self._beat_at

    def beat(self, state: State, partitions: tuple[int, ...], lag: int, trouble: str | None) -> None:
        now = self._clock.monotonic()
        self._beat_at = now + BEAT_SECONDS
        snapshot = Snapshot(
            edge=self._edge,
            pid=os.getpid(),
            at=self._clock.now().isoformat(timespec="milliseconds"),
            state=state,
            partitions=partitions,
            lag=lag,
            trouble=trouble,
            metrics={str(name): round(value, 6) for name, value in self._metrics.read().items()},
        )
        if self._path is not None:
            write_snapshot(self._path, snapshot)
        if (seconds := now - self._reported_at) >= REPORT_SECONDS:
            self._report(snapshot, seconds)
            self._reported_at = now

    def _report(self, snapshot: Snapshot, seconds: float) -> None:
        messages = snapshot.metrics["messages"]
        log.info(
            "progress",
            edge=self._edge,
            state=snapshot.state,
            messages=int(messages),
            per_second=(messages - self._reported) / seconds,
            rejected=int(snapshot.metrics["rejected"]),
            lag=snapshot.lag,
            partitions=len(snapshot.partitions),
        )
        self._reported = messages


def write_snapshot(path: Path, snapshot: Snapshot) -> None:
    """Replace the file at once, so that a reader never sees half of it."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(json.dumps(asdict(snapshot)) + "\n", encoding="utf-8")
    fresh.replace(path)


def read_snapshot(path: Path) -> Snapshot:
    """Raises OSError when there is none (yet)."""
    fields = json.loads(path.read_text(encoding="utf-8"))
    return Snapshot(**fields | {"partitions": tuple(fields["partitions"])})
