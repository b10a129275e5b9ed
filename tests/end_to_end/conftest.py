"""One line for all tests that only look at what has landed, and a server and a browser for those that see the page."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import text

from schemas.topics import WINDOWS
from services.cli.sources import SAMPLE
from services.replay.open_source import open_source
from services.replay.summary import Summary
from services.store.engine import connect, transaction
from services.stream.kafka_stream import KafkaStream
from tests.end_to_end import archive
from tests.end_to_end.browsing import chromium, visit, visitor
from tests.end_to_end.line import Line, line
from tests.end_to_end.served import serving, until_it_is_ready

FITABASE = Path(__file__).parents[3] / "shared" / "data" / "fitabase" / "minute_steps_intensity_hr.csv.gz"


_A_LOGGED_RUN = text("""
    SELECT a.window_id, a.start_minute, a.end_minute FROM annotations a JOIN windows w USING (window_id)
    WHERE a.kind = 'activity' AND a.name = 'run' AND a.start_minute > 0 AND a.end_minute < w.minutes
      AND 'heart_rate' = ANY (w.channels) AND EXISTS (
        SELECT FROM annotations g WHERE g.window_id = a.window_id AND g.kind = 'gap' AND g.channel = 'heart_rate')
    ORDER BY 1 LIMIT 1
""")


class LoggedRun(NamedTuple):
    """A window with a gap in its heart rate and a logged run within it, and the run's minutes."""

    window_id: UUID
    first: int
    end: int


class Filled(NamedTuple):
    line: Line
    real: Summary
    archive: Summary
    synthetic: Summary
    poison: int
    real_file: Path


@pytest.fixture(scope="session")
def filled() -> Iterator[Filled]:
    """The line with the real minutes (all of them where they are at hand, else the sample), an archive, synthetic
    people and a poisonous message in it."""
    state = Path(tempfile.mkdtemp(prefix="wearscribe-line-"))
    real = FITABASE if FITABASE.exists() else SAMPLE
    try:
        with line(state) as running:
            producer = KafkaStream(running.settings.kafka).producer()
            producer.send(WINDOWS.name, b"a" * 26, b"no Arrow stream", {})
            producer.flush(30)
            producer.close()
            packed = archive.write(state / f"{archive.NAME}.zip")
            plans = [
                open_source("fitabase", real),
                open_source("takeout", packed, subject=archive.ACCOUNT, timezone="Europe/Berlin"),
                open_source("synthetic", people=2, days=7),
            ]
            summaries = running.replay(plans)
            running.wait(sum(summary.sent for summary in summaries), rejected=1)
            yield Filled(running, *summaries, poison=1, real_file=real)
    finally:
        shutil.rmtree(state)


@pytest.fixture(scope="session")
def served(filled: Filled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the page over what `filled` holds."""
    with serving(filled.line.settings, tmp_path_factory.mktemp("served") / "log") as address:
        until_it_is_ready(address)
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not longer: while it runs, so does an event loop, and whoever wants one of his own is refused."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def visiting(browser: Browser, served: str) -> Iterator[BrowserContext]:
    with visitor(browser, served) as context:
        yield context


@pytest.fixture
def page(visiting: BrowserContext) -> Iterator[Page]:
    with visit(visiting) as page:
        yield page


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the screenshots of the page are kept: $WEARSCRIBE_SCREENSHOTS, else pytest's folder of this run."""
    folder = os.environ.get("WEARSCRIBE_SCREENSHOTS")
    path = Path(folder) if folder else tmp_path_factory.mktemp("screenshots")
    path.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture(scope="session")
def logged_run(filled: Filled) -> LoggedRun:
    engine = connect(filled.line.settings.database)
    try:
        with transaction(engine) as connection:
            return LoggedRun(*connection.execute(_A_LOGGED_RUN).one())
    finally:
        engine.dispose()
