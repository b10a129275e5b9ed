"""One line for all tests that only look at what has landed."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from schemas.topics import WINDOWS
from services.cli.sources import SAMPLE
from services.replay.open_source import open_source
from services.replay.summary import Summary
from services.stream.kafka_stream import KafkaStream
from tests.end_to_end import archive
from tests.end_to_end.line import Line, line

FITABASE = Path(__file__).parents[3] / "shared" / "data" / "fitabase" / "minute_steps_intensity_hr.csv.gz"


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
