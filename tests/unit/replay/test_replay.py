from datetime import date
from pathlib import Path

import pytest

from schemas.topics import WINDOWS
from services.replay.ledger import Ledger, LedgerError
from services.replay.open_source import open_source
from services.replay.readings import SourceError
from services.replay.replay import Options, replay
from services.replay.send import BATCH, SystemClock
from services.stream.memory import MemoryStream
from services.stream.types import StreamError

HEAD = "subject,time,steps\n"
TWO_DAYS = HEAD + "Ann,2020-05-06 12:00:00,7\nAnn,2020-05-07 12:00:00,8\n"


class BreakingProducer:
    """A producer whose broker dies at the given flush."""

    def __init__(self, stream: MemoryStream, breaks_at: int, *, landed: bool) -> None:
        self._producer, self._left, self._landed = stream.producer(), breaks_at, landed
        self.send, self.close = self._producer.send, self._producer.close

    def flush(self, timeout: float) -> None:
        self._left -= 1
        if self._left:
            return self._producer.flush(timeout)
        if self._landed:
            self._producer.flush(timeout)
        raise StreamError("the broker went away")


def test_a_message_is_keyed_by_its_subject_and_carries_cloud_events(run, write) -> None:
    found = run("minutes", write("m.csv", TWO_DAYS))
    for message, window in zip(found.stream.log(WINDOWS.name), found.windows, strict=True):
        assert message.key == window.subject.encode()
        assert message.headers["ce_id"] == f"{window.window_id}:0".encode()
        assert message.headers["ce_time"] == b"2030-01-01T00:00:00.000Z"


def test_the_same_content_is_sent_once_and_a_correction_as_a_revision(run, write) -> None:
    assert run("minutes", write("m.csv", TWO_DAYS)).summary.sent == 2
    again = run("minutes", write("m.csv", TWO_DAYS)).summary
    assert (again.sent, again.unchanged, again.revised) == (0, 2, 0)
    late = run("minutes", write("m.csv", TWO_DAYS + "Ann,2020-05-07 13:00:00,9\n"))
    assert (late.summary.sent, late.summary.unchanged, late.summary.revised) == (1, 1, 1)
    assert [window.revision for window in late.windows] == [1]
    assert [window.revision for window in run("minutes", write("m.csv", TWO_DAYS)).windows] == [2]


@pytest.mark.parametrize("landed", [False, True])
def test_a_replay_that_breaks_goes_on_where_it_stopped(write, tmp_path: Path, landed: bool) -> None:
    days = [f"Ann,2019-0{month}-{day} 12:00:00,7\n" for month in range(1, 9) for day in (11, 14, 17, 21)]
    people = [row.replace("Ann", who) for who in "ABCDEF" for row in days]
    plan = open_source("minutes", write("m.csv", HEAD + "".join(people)))
    stream, resume = MemoryStream(), tmp_path / "resume.jsonl"

    def go(producer) -> object:
        with Ledger(resume) as ledger:
            return replay(plan, b"k" * 32, "t", producer, ledger, Options(), SystemClock(), lambda progress: None)

    with pytest.raises(StreamError):
        go(BreakingProducer(stream, 2, landed=landed))
    summary = go(stream.producer())
    assert (summary.unchanged, summary.sent) == (BATCH, len(people) - BATCH)
    log = stream.log(WINDOWS.name)
    assert len({message.headers["ce_id"] for message in log}) == len(people)  # sent twice, but as the same revision
    assert len(log) == len(people) + (BATCH if landed else 0)


def test_a_dry_run_sends_and_remembers_nothing(run, write) -> None:
    path = write("m.csv", TWO_DAYS)
    dry = run("minutes", path, options=Options(dry_run=True, speed=1))
    assert (dry.summary.windows, dry.summary.sent, dry.windows, dry.clock.slept) == (2, 0, [], [])
    assert run("minutes", path).summary.sent == 2


def test_since_and_until_choose_local_days(run, write) -> None:
    rows = "".join(f"Ann,2020-05-0{day} 00:00:00,7\nAnn,2020-05-0{day} 23:59:00,7\n" for day in range(1, 6))
    options = Options(since=date(2020, 5, 2), until=date(2020, 5, 4))
    found = run("minutes", write("m.csv", HEAD + rows), options=options)
    assert [window.minutes for window in found.windows] == [1440, 1440]
    assert found.summary.readings_dropped == {"before --since or from --until on": 6}


def test_a_paced_replay_goes_by_true_time_across_people(run, write) -> None:
    rows = "Ann,2020-05-06 12:00:00,1\nAnn,2020-05-08 12:00:00,3\nBob,2020-05-07 12:00:00,2\n"
    found = run("minutes", write("m.csv", HEAD + rows), options=Options(speed=1440))
    assert [int(window.row("steps")[720]) for window in found.windows] == [1, 2, 3]
    assert found.clock.slept == [60, 60]  # a day a minute
    assert [message.headers["ce_time"][14:19] for message in found.stream.log(WINDOWS.name)] == [
        b"00:00",
        b"01:00",
        b"02:00",
    ]


def test_progress_counts_up(run, write) -> None:
    progress = run("minutes", write("m.csv", TWO_DAYS)).progress
    assert [(step.done, step.minutes) for step in progress] == [(1, 1), (2, 2)]


def test_impossible_options_are_refused() -> None:
    for wrong in ({"window_minutes": 20}, {"speed": 0}, {"since": date(2020, 1, 2), "until": date(2020, 1, 2)}):
        with pytest.raises(SourceError, match="--"):
            Options(**wrong)


def test_the_resume_file_survives_a_torn_line_and_refuses_another_file(run, write, tmp_path: Path) -> None:
    run("minutes", write("m.csv", TWO_DAYS))
    resume = tmp_path / "state" / "resume.jsonl"
    resume.write_text(resume.read_text() + '{"window": "torn')
    assert run("minutes", write("m.csv", TWO_DAYS)).summary.unchanged == 2
    with pytest.raises(LedgerError, match="not a resume file"):
        Ledger(write("other.csv", TWO_DAYS))


def test_two_replays_do_not_share_a_resume_file(tmp_path: Path) -> None:
    with Ledger(tmp_path / "r"), pytest.raises(LedgerError, match="another replay"):
        Ledger(tmp_path / "r")


def test_synthetic_people_are_the_same_every_time_and_named_as_such(run) -> None:
    first = run("synthetic", people=2, days=7, seed=3)
    assert run("synthetic", people=2, days=7, seed=3).summary.unchanged == 14
    assert {window.source for window in first.windows} == {"synthetic"}
    assert {"run", "sleep"} <= {label.name for window in first.windows for label in window.labels}
    assert all({"heart_rate", "steps"} <= set(window.channels) for window in first.windows)
    assert any("sleep_stage" in window.channels for window in first.windows)


def test_the_sample_is_what_its_readme_says(run) -> None:
    summary = run("fitabase", Path(__file__).parents[3] / "sample" / "fitabase_minutes.csv.gz").summary
    assert (summary.people, summary.windows, summary.minutes_measured) == (7, 81, 116_640)
    assert not summary.readings_dropped
