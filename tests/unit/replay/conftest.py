from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas import codec
from schemas.records import SensorWindow
from schemas.topics import WINDOWS
from services.replay.ledger import Ledger
from services.replay.open_source import open_source
from services.replay.replay import Options, replay
from services.replay.summary import Summary
from services.stream.memory import MemoryStream

KEY = bytes(range(32))


@dataclass
class ManualClock:
    """Time moves only when somebody sleeps."""

    at: datetime = datetime(2030, 1, 1, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)


@dataclass
class Replayed:
    stream: MemoryStream
    summary: Summary
    clock: ManualClock
    progress: list[Any]

    @property
    def windows(self) -> list[SensorWindow]:
        return [codec.decode(message.value, SensorWindow) for message in self.stream.log(WINDOWS.name)]


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Replayed]:
    """Replay a source into a stream in memory; one resume file a test."""

    def go(
        kind: Any, path: Path | None = None, *, options: Options | None = None, key: bytes = KEY, **source: Any
    ) -> Replayed:
        stream, clock, progress = MemoryStream(), ManualClock(), []
        with Ledger(tmp_path / "state" / "resume.jsonl") as ledger:
            plan = open_source(kind, path, **source)
            producer = stream.producer()
            summary = replay(plan, key, "test", producer, ledger, options or Options(), clock, progress.append)
        return Replayed(stream, summary, clock, progress)

    return go


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file below the test's folder and return its path."""

    def go(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return go


@pytest.fixture
def shared() -> Path:
    """Real input that is not part of the repository."""
    path = Path(__file__).parents[4] / "shared" / "data"
    if not path.is_dir():
        pytest.skip("LOUD: ../shared/data is absent, so the real exports are not tested here")
    return path
