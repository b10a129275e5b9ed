from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.replay.readings import SourceError
from services.replay.wall_clock import MINUTE, instants, stretches

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Asia/Kolkata", "Asia/Seoul")


def stamps(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="datetime64[ms]")


def utc(*texts: str) -> list[int]:
    return stamps(*texts).astype(np.int64).tolist()


def test_a_repeated_hour_is_read_in_two_passes_by_the_order_of_the_file() -> None:
    local = stamps("2019-10-27T01:59", "2019-10-27T02:10", "2019-10-27T02:50", "2019-10-27T02:10", "2019-10-27T03:00")
    assert instants(local, "local", BERLIN).tolist() == utc(
        "2019-10-26T23:59", "2019-10-27T00:10", "2019-10-27T00:50", "2019-10-27T01:10", "2019-10-27T02:00"
    )


def test_a_skipped_time_is_read_on_the_clock_before_the_change() -> None:
    local = stamps("2019-03-31T01:59", "2019-03-31T02:30", "2019-03-31T03:00")
    assert instants(local, "local", BERLIN).tolist() == utc("2019-03-31T00:59", "2019-03-31T01:30", "2019-03-31T01:00")


def test_without_a_zone_the_wall_clock_is_the_axis_and_utc_is_refused() -> None:
    assert instants(stamps("2019-10-27T02:10"), "local", None).tolist() == utc("2019-10-27T02:10")
    with pytest.raises(SourceError, match="--timezone"):
        instants(stamps("2019-10-27T02:10"), "utc", None)


@settings(deadline=None)
@given(st.sampled_from(ZONES), st.datetimes(datetime(2001, 1, 1), datetime(2029, 12, 31)))
def test_unambiguous_local_times_agree_with_the_standard_library(name: str, local: datetime) -> None:
    zone = ZoneInfo(name)
    local = local.replace(microsecond=0)
    aware = local.replace(tzinfo=zone)
    found = int(instants(np.array([local], "datetime64[ms]"), "local", zone)[0])
    assert found == round(aware.timestamp() * 1000)  # fold 0, as the first pass is


@settings(deadline=None)
@given(st.sampled_from(ZONES), st.datetimes(datetime(2001, 1, 1), datetime(2029, 12, 31)))
def test_stretches_cover_everything_and_know_the_offset(name: str, start: datetime) -> None:
    zone = ZoneInfo(name)
    first = int(np.datetime64(start, "ms").astype(np.int64))
    last = first + 400 * 24 * 60 * MINUTE
    found = stretches(first, last, zone)
    assert found[0].start < first < last < found[-1].end
    for before, after in pairwise(found):
        assert before.end == after.start
        assert after.repeated == max(0, before.shift - after.shift)
    for stretch in found:
        for edge in (stretch.start, stretch.end - MINUTE):
            there = datetime.fromtimestamp(edge / 1000, zone)
            assert there.utcoffset() == timedelta(minutes=stretch.utc_offset)
