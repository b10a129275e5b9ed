"""What was put into a day is found, where it was put."""

from collections.abc import Callable

import numpy as np
import pytest

from tests.unit.annotate.days import claims, day

DAYS = 60


def nothing_missing(random: np.random.Generator, kept: range) -> np.ndarray:
    return np.zeros(1440, dtype=bool)


def a_third_at_random(random: np.random.Generator, kept: range) -> np.ndarray:
    return random.random(1440) < 0.3


def in_blocks(random: np.random.Generator, kept: range) -> np.ndarray:
    """Three of one to three hours, beside what was planted."""
    missing = np.zeros(1440, dtype=bool)
    for length in random.integers(60, 180, 3):
        start = random.integers(0, 1440 - length)
        if start + length <= kept.start or start >= kept.stop:
            missing[start : start + length] = True
    return missing


MISSING = [nothing_missing, a_third_at_random, in_blocks]
Missing = Callable[[np.random.Generator, range], np.ndarray]


@pytest.mark.parametrize("missing", MISSING)
@pytest.mark.parametrize(("kind", "sign"), [("peak", 1), ("drop", -1)])
def test_sharp_events_are_found_within_ten_minutes(kind: str, sign: int, missing: Missing) -> None:
    found = 0
    for seed in range(DAYS):
        random = np.random.default_rng(seed)
        length, height, sd = random.integers(5, 31), random.uniform(25, 60), random.uniform(2, 6)
        start = int(random.integers(60, 1380 - length))
        heart = (62 if sign > 0 else 120) + random.normal(0, sd, 1440)
        heart[start : start + length] += sign * height
        heart[missing(random, range(start - 40, start + length + 40))] = np.nan
        events = claims(day(heart_rate=np.round(heart)), kind)
        found += any(start - 10 <= event.values["at"] < start + length + 10 for event in events)
    assert found >= 0.95 * DAYS


@pytest.mark.parametrize("missing", MISSING)
@pytest.mark.parametrize("afterwards", ["holds", "returns", "falls back"])
@pytest.mark.parametrize("sign", [1, -1])
def test_ramps_are_found_with_both_ends_within_twenty_minutes(sign: int, afterwards: str, missing: Missing) -> None:
    found = 0
    for seed in range(DAYS):
        random = np.random.default_rng(seed)
        sd = random.uniform(1, 3)
        length = int(random.integers(60, 241))
        start = int(random.integers(60, 1440 - 2 * length - 60))
        t = np.arange(1440)
        after = {"holds": [1, 1], "returns": [1, 0], "falls back": [0, 0]}[afterwards]
        last = start + length + (1 if afterwards == "falls back" else 0)
        shape = np.interp(t, [start, start + length, last, last + length], [0, 1, *after])
        heart = (62 if sign > 0 else 140) + sign * random.uniform(10, 20) * sd * shape + random.normal(0, sd, 1440)
        heart[missing(random, range(start - 40, start + length + 40))] = np.nan
        trends = claims(day(heart_rate=heart), "trend")
        found += any(
            abs(trend.start - start) <= 20
            and abs(trend.end - start - length) <= 20
            and (trend.values["to"] - trend.values["from"]) * sign > 0
            for trend in trends
        )
    assert found >= 0.9 * DAYS


def test_a_level_that_changes_and_stays_is_a_shift() -> None:
    heart = 60 + np.random.default_rng(5).normal(0, 2, 1440)
    heart[600:] += 25
    (shift,) = claims(day(heart_rate=heart), "shift", "trend", "peak", "drop")
    assert shift.kind == "shift"
    assert abs(shift.values["at"] - 600) <= 5
    assert shift.values["before"] == pytest.approx(60, abs=1)
    assert shift.values["after"] == pytest.approx(85, abs=1)


def test_one_change_is_claimed_once() -> None:
    """A workout is a peak, and neither a trend up, a trend down nor two shifts as well."""
    heart = 60 + np.random.default_rng(6).normal(0, 2, 1440)
    heart[600:640] += 60 * np.hanning(40)
    assert [claim.kind for claim in claims(day(heart_rate=heart), "shift", "trend", "peak", "drop")] == ["peak"]


def test_two_hours_up_are_two_shifts_not_a_peak() -> None:
    heart = 60 + np.random.default_rng(7).normal(0, 2, 1440)
    heart[600:720] += 30
    found = claims(day(heart_rate=heart), "shift", "trend", "peak", "drop")
    assert [claim.kind for claim in found] == ["shift", "shift"]
    assert [claim.values["at"] for claim in found] == [pytest.approx(600, abs=5), pytest.approx(720, abs=5)]


def test_a_gap_hides_no_event_and_no_trend() -> None:
    """The channel comes back from a gap higher, or lower, than it went: nobody saw it change."""
    for step in (40, -30):
        heart = 80 + np.random.default_rng(8).normal(0, 2, 1440)
        heart[600:] += step
        heart[560:640] = np.nan
        assert not claims(day(heart_rate=heart), "shift", "trend", "peak", "drop")
