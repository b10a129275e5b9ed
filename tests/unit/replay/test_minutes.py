import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from services.replay.minutes import Minutes, to_minutes
from services.replay.summary import Summary


def aggregate(channel: str, seconds: list[float], values: list[float]) -> tuple[Minutes, Summary]:
    summary = Summary()
    instant = (np.array(seconds) * 1000).astype(np.int64)
    return to_minutes(channel, instant, np.array(values, dtype=np.float32), summary), summary


def test_a_mean_channel_is_averaged_inside_the_minute() -> None:
    minutes, _ = aggregate("heart_rate", [0, 20, 59.999, 60], [60, 62, 67, 90])
    assert minutes.minute.tolist() == [0, 1]
    assert minutes.value.tolist() == [63, 90]


def test_a_last_channel_keeps_the_latest_reading_however_late_it_was_read() -> None:
    minutes, _ = aggregate("sleep_stage", [30, 0], [2, 1])
    assert minutes.value.tolist() == [2]


def test_identical_duplicates_are_silent_and_differing_ones_are_counted_and_replaced() -> None:
    minutes, summary = aggregate("steps", [0, 0, 60, 60], [10, 10, 20, 25])
    assert minutes.value.tolist() == [10, 25]
    assert dict(summary.readings_dropped) == {"steps: replaced by a later reading of the same instant": 1}


def test_impossible_values_are_counted_by_reason_and_become_gaps() -> None:
    minutes, summary = aggregate("heart_rate", [0, 60, 60, 120, 180], [-5, np.nan, 70, 900, np.inf])
    assert minutes.minute.tolist() == [1]
    assert dict(summary.readings_dropped) == {
        "heart_rate: not a number": 1,
        "heart_rate: outside 20 to 250 bpm": 3,
    }


def test_a_million_steps_take_their_minute_with_them() -> None:
    minutes, summary = aggregate("steps", [0, 30, 60], [5, 1_000_000, 7])
    assert (minutes.minute.tolist(), minutes.value.tolist()) == ([1], [7])
    assert summary.readings_dropped["steps: outside 0 to 400 steps"] == 1


def test_a_sum_beyond_the_range_is_no_measurement() -> None:
    minutes, summary = aggregate("steps", [0, 30], [300, 300])
    assert not len(minutes.minute)
    assert dict(summary.minutes_dropped) == {"steps: outside 0 to 400 steps a minute": 1}


@settings(deadline=None)
@given(st.dictionaries(st.integers(0, 2000), st.integers(0, 6), min_size=1, max_size=60), st.randoms())
def test_a_total_survives_shuffling_and_duplicates(readings: dict[int, int], random) -> None:
    rows = list(readings.items()) + random.sample(sorted(readings.items()), len(readings) // 2)
    random.shuffle(rows)
    minutes, summary = aggregate("steps", [second for second, _ in rows], [value for _, value in rows])
    assert int(minutes.value.sum(dtype=np.float64)) == sum(readings.values())
    assert not summary.readings_dropped
    assert (np.diff(minutes.minute) > 0).all()
