"""The whole line, up and running for a test: Kafka, Postgres, the three workers."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from services.cli.migrate import load_words
from services.cli.replay import run
from services.replay.open_source import Plan
from services.replay.replay import Options
from services.replay.summary import Summary
from services.settings import Settings
from services.stack.crew import Crew
from services.stack.stack import running
from services.store.engine import connect
from services.store.landed import Landed, landed
from services.store.migrate import migrate

STUDY = "end-to-end"
PATIENCE = 240.0  # seconds
KEY = "5f" * 32  # a random one would now and then move somebody into the month that a test looks for


@dataclass(frozen=True, slots=True)
class Line:
    settings: Settings
    crew: Crew

    def replay(self, plans: Sequence[Plan], options: Options | None = None) -> list[Summary]:
        return run(plans, self.settings, options or Options())

    def wait(self, windows: int, rejected: int = 0) -> Landed:
        """Return when so many windows are searchable and so many messages rejected."""
        engine, deadline = connect(self.settings.database), time.monotonic() + PATIENCE
        try:
            while True:
                there = landed(engine, STUDY)
                if there.searchable >= windows and there.rejected >= rejected:
                    return there
                assert time.monotonic() < deadline, f"{there} after {PATIENCE} s, {windows} windows were sent"
                self.crew.check()
                time.sleep(0.2)
        finally:
            engine.dispose()


@contextmanager
def line(state: Path) -> Iterator[Line]:
    with running(state) as addresses:
        migrate(addresses.database)
        (state / "study.key").write_text(KEY + "\n")
        settings = Settings(
            kafka=addresses.kafka,
            database=addresses.database,
            study=STUDY,
            key_file=state / "study.key",
            state=state,
        )
        load_words(settings.database, settings.model)
        environment = {"WEARSCRIBE_KAFKA": settings.kafka, "WEARSCRIBE_DATABASE": settings.database}
        with Crew(environment, state / "logs") as crew:
            yield Line(settings, crew)
