"""Bouts, sedentary stretches, gaps, non-wear, rest: exact to the minute."""

import numpy as np
import pytest

from tests.unit.annotate.days import claims, day


def steps_with(*bouts: tuple[int, int, float]) -> np.ndarray:
    steps = np.zeros(1440)
    for start, end, cadence in bouts:
        steps[start:end] = cadence
    return steps


def spans(found: list) -> list[tuple[int, int]]:
    return [(claim.start, claim.end) for claim in found]


def test_a_bout_says_its_steps_and_cadence() -> None:
    steps = steps_with((600, 630, 110))
    steps[610] = 125
    (bout,) = claims(day(steps=steps), "bout")
    assert (bout.start, bout.end) == (600, 630)
    assert bout.values == pytest.approx({"steps": 3315, "cadence": 110.5, "peak_cadence": 125})


def test_a_bout_survives_a_minutes_pause_but_not_two() -> None:
    steps = steps_with((600, 630, 110))
    steps[610] = 0
    assert spans(claims(day(steps=steps), "bout")) == [(600, 630)]
    steps[611] = 0
    assert spans(claims(day(steps=steps), "bout")) == [(600, 610), (612, 630)]


def test_an_unmeasured_minute_is_a_pause_too() -> None:
    steps = steps_with((600, 630, 110))
    steps[610] = np.nan
    (bout,) = claims(day(steps=steps), "bout")
    assert (bout.start, bout.end) == (600, 630)
    assert bout.values["cadence"] == pytest.approx(110)


def test_sedentary_between_bouts() -> None:
    steps = steps_with((100, 110, 90), (500, 520, 90))
    steps[300] = 12  # a lone minute does not end it
    found = claims(day(steps=steps), "sedentary")
    assert spans(found) == [(0, 100), (110, 500), (520, 1440)]
    assert found[1].values == {"steps": 12}


def test_nothing_unworn_is_sedentary() -> None:
    heart, steps = np.full(1440, 70.0), steps_with((100, 110, 90))
    heart[600:800] = np.nan
    window = day(heart_rate=heart, steps=steps)
    assert spans(claims(window, "non_wear")) == [(600, 800)]
    assert spans(claims(window, "sedentary")) == [(0, 100), (110, 600), (800, 1440)]
    assert not claims(window, "gap")  # told as non-wear


def test_steps_of_zero_alone_tell_nothing_of_the_wearer() -> None:
    assert not claims(day(steps=np.zeros(1440)), "sedentary", "bout", "non_wear")


def test_a_gap_is_exact_and_a_short_one_is_not_told() -> None:
    heart = np.full(1440, 70.0)
    heart[50:59] = np.nan
    heart[200:215] = np.nan
    steps = np.full(1440, 3.0)
    assert spans(claims(day(heart_rate=heart, steps=steps), "gap")) == [(200, 215)]


def test_resting_heart_rate_is_the_lowest_half_hour_without_steps() -> None:
    heart, steps = np.full(1440, 70.0), np.zeros(1440)
    heart[300:330] = 50
    heart[600:630] = 45
    steps[615] = 4  # not at rest
    (rest,) = claims(day(heart_rate=heart, steps=steps), "resting_heart_rate")
    assert (rest.start, rest.end, rest.values) == (300, 330, {"value": 50})


def test_no_resting_heart_rate_where_steps_are_not_measured() -> None:
    heart = np.full(1440, 70.0)
    assert not claims(day(heart_rate=heart), "resting_heart_rate")
    assert not claims(day(heart_rate=heart, steps=np.full(1440, np.nan)), "resting_heart_rate")
