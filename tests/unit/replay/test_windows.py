from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import SensorWindow
from services.replay.deidentify import Span, Timeline
from services.replay.minutes import Minutes
from services.replay.summary import Summary
from services.replay.wall_clock import DAY, MINUTE, stretches
from services.replay.windows import cut

BERLIN, LORD_HOWE, HAVANA = ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/Havana")


def minute_of(text: str) -> int:
    return int(np.datetime64(text, "m").astype(np.int64))


def windows(
    minutes: list[int], zone: ZoneInfo | None = None, length: int = 1440, spans: tuple[Span, ...] = ()
) -> tuple[list[SensorWindow], Summary]:
    measured = np.array(sorted(minutes), dtype=np.int64)
    summary = Summary()
    pieces = stretches(int(measured[0]) * MINUTE, int(measured[-1]) * MINUTE, zone)
    found = cut(
        Timeline({}, spans, tuple(pieces)),
        {"steps": Minutes(measured, np.ones(len(measured), np.float32))},
        study="test",
        subject="a" * 26,
        source="test",
        window_minutes=length,
        summary=summary,
    )
    return list(found), summary


def test_a_day_is_one_window_with_gaps_left_open() -> None:
    noon = minute_of("2020-05-05T12:00")
    (window,), summary = windows([noon, noon + 5])
    assert (window.start, window.minutes, window.utc_offset) == (datetime(2020, 5, 5), 1440, None)
    assert np.flatnonzero(~np.isnan(window.signal[0])).tolist() == [720, 725]
    assert summary.minutes_measured == 2


def test_a_day_of_25_hours_is_cut_at_the_change() -> None:
    start = minute_of("2019-10-26T22:00")
    found, _ = windows(list(range(start, start + 25 * 60)), BERLIN)
    assert [(w.start, w.minutes, w.utc_offset) for w in found] == [
        (datetime(2019, 10, 27), 180, 120),
        (datetime(2019, 10, 27, 2), 1320, 60),
    ]


def test_a_day_of_23_hours_is_cut_at_the_change() -> None:
    start = minute_of("2019-03-30T23:00")
    found, _ = windows(list(range(start, start + 23 * 60)), BERLIN)
    assert [(w.start, w.minutes, w.utc_offset) for w in found] == [
        (datetime(2019, 3, 31), 120, 60),
        (datetime(2019, 3, 31, 3), 1260, 120),
    ]


def test_a_piece_too_short_is_dropped_and_counted_with_its_reason() -> None:
    day = minute_of("2020-05-05T00:00")
    found, summary = windows(list(range(day, day + 1440)), length=710)
    assert [w.minutes for w in found] == [710, 710]
    assert sum(summary.minutes_dropped.values()) == 20


def test_empty_windows_between_data_are_counted() -> None:
    day = minute_of("2020-05-05T00:00")
    found, summary = windows([day, day + 3 * 1440])
    assert (len(found), summary.empty_windows) == (2, 2)


def test_a_sleep_across_midnight_is_whole_in_both_days() -> None:
    midnight = minute_of("2020-05-06T00:00")
    span = Span("sleep", "sleep", (midnight - 60) * MINUTE, (midnight + 400) * MINUTE, 440, 2)
    found, summary = windows(list(range(midnight - 1440, midnight + 1440)), spans=(span,))
    assert [(label.start, label.end) for w in found for label in w.labels] == [(1380, 1840), (-60, 400)]
    assert not summary.labels_dropped


def test_a_label_far_from_any_minute_is_counted() -> None:
    midnight = minute_of("2020-05-06T00:00")
    span = Span("activity", "run", (midnight + 9000) * MINUTE, (midnight + 9030) * MINUTE, None, None)
    _, summary = windows([midnight], spans=(span,))
    assert sum(summary.labels_dropped.values()) == 1


@settings(deadline=None)  # cutting days into half hours takes its time on a busy machine
@given(
    st.sampled_from((None, BERLIN, LORD_HOWE, HAVANA)),
    st.integers(minute_of("2019-01-01T00:00"), minute_of("2021-01-01T00:00")),
    st.integers(1, 3 * 1440),
    st.integers(30, 1440),
    st.sampled_from((1, 7, 90)),
)
def test_every_minute_lands_once_on_its_own_wall_clock(zone, start: int, count: int, length: int, step: int) -> None:
    minutes = list(range(start, start + count, step))
    found, summary = windows(minutes, zone, length)
    landed = []
    for window in found:
        at = np.flatnonzero(~np.isnan(window.signal[0]))
        local = int(np.datetime64(window.start, "m").astype(np.int64))
        landed += (at + local - (window.utc_offset or 0)).tolist()
        assert window.minutes <= (length if length > 60 else length + 60)
    assert len(landed) + sum(summary.minutes_dropped.values()) == len(minutes)
    assert set(landed) <= set(minutes)
    assert len(set(landed)) == len(landed)
    assert len({window.window_id for window in found}) == len(found)


@pytest.mark.parametrize("zone", [BERLIN, LORD_HOWE, HAVANA])
@pytest.mark.parametrize("length", [30, 45, 60, 61, 90])
def test_the_two_passes_of_a_repeated_hour_are_never_one_window(length: int, zone: ZoneInfo) -> None:
    year = minute_of("2019-01-01T00:00") * MINUTE
    changes = [stretch.start // MINUTE for stretch in stretches(year, year + 365 * DAY, zone) if stretch.repeated]
    assert changes
    for change in changes:
        found, _ = windows(list(range(change - 1500, change + 1500)), zone, length)
        assert len({window.window_id for window in found}) == len(found)
