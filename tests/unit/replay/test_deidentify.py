from datetime import date
from pathlib import Path

import numpy as np
import pytest

from schemas.records import SensorWindow
from services.replay.deidentify import (
    WEEK,
    Deidentifier,
    KeyFileError,
    Span,
    Timeline,
    deidentify,
    load_key,
    make_key,
)
from services.replay.readings import RawId
from services.replay.wall_clock import MINUTE, stretches


def test_a_pseudonym_depends_on_key_study_and_person_alone() -> None:
    subject = Deidentifier(b"k" * 32, "one").subject(RawId("Ann"))
    assert subject == Deidentifier(b"k" * 32, "one").subject(RawId("Ann"))
    others = [
        Deidentifier(b"K" * 32, "one").subject(RawId("Ann")),
        Deidentifier(b"k" * 32, "two").subject(RawId("Ann")),
        Deidentifier(b"k" * 32, "one").subject(RawId("ann")),
    ]
    assert len({subject.pseudonym, *(other.pseudonym for other in others)}) == 4
    assert len({subject.shift, *(other.shift for other in others)}) > 1


def test_dates_move_by_whole_weeks_of_one_to_ten_years() -> None:
    for number in range(200):
        weeks, rest = divmod(Deidentifier(b"k" * 32, "one").subject(RawId(str(number))).shift, WEEK)
        assert rest == 0
        assert 52 <= weeks <= 520


def test_the_weekday_and_the_time_of_day_stay(run, write) -> None:
    path = write("m.csv", "subject,time,steps\nAnn,2020-05-06 12:34:00,7\n")  # a Wednesday
    (window,) = run("minutes", path).windows
    assert window.start.date().weekday() == date(2020, 5, 6).weekday()
    assert window.start.date() < date(2019, 5, 9)
    assert window.signal[0][12 * 60 + 34] == 7


def test_only_the_allow_list_passes() -> None:
    start = 2_000 * WEEK
    timeline = Timeline(
        readings={"heart_rate": (np.array([start]), np.ones(1)), "gps": (np.array([start]), np.ones(1))},
        spans=(
            Span("activity", "Chasing Rex", start, start + MINUTE, None, None),
            Span("sleep", "at Ann's", start, start, None, None),
        ),
        stretches=tuple(stretches(start, start, None)),
    )
    passed = deidentify(timeline, Deidentifier(b"k" * 32, "one").subject(RawId("Ann")))
    assert set(passed.readings) == {"heart_rate"}
    assert [(span.kind, span.name) for span in passed.spans] == [("activity", "other"), ("sleep", "sleep")]


def test_a_raw_id_shows_nothing_when_printed() -> None:
    assert "Ann" not in f"{RawId('Ann')!r} {RawId('Ann')}"


def test_a_key_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "new" / "study.key"
    make_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(load_key(path)) == 32
    before = path.read_bytes()
    with pytest.raises(KeyFileError, match="exists"):
        make_key(path)
    assert path.read_bytes() == before


def test_without_a_key_the_next_step_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="wearscribe keygen"):
        load_key(tmp_path / "absent.key")
    (tmp_path / "bad.key").write_text("secret words")
    with pytest.raises(KeyFileError, match="64 hexadecimal digits") as caught:
        load_key(tmp_path / "bad.key")
    assert "secret" not in str(caught.value)


def test_pseudonyms_are_what_the_record_accepts(run, write) -> None:
    path = write("m.csv", "subject,time,steps\nAnn,2020-05-06 12:34:00,7\n")
    window = run("minutes", path).windows[0]
    assert SensorWindow.model_validate({**window.model_dump(), "signal": window.signal})
