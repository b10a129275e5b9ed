"""Episodes: what is planted is proposed, and the numbers of a stretch are its own."""

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import SensorWindow
from wearscribe.model.episodes import propose
from wearscribe.model.minutes import Minutes
from wearscribe.model.span_features import NAMES, span_features
from wearscribe.model.tokens import MAX_EPISODES

LENGTH = 1440
BEYOND = ("before", "after", "rest")  # features with these in their names look beyond the stretch


def lived(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Heart rate and steps of a waking day with little in it."""
    random = np.random.default_rng(seed)
    heart = 72 + 3 * np.sin(np.arange(LENGTH) / 50) + random.normal(0, 2, LENGTH)
    return heart, np.where(random.random(LENGTH) < 0.3, random.integers(1, 25, LENGTH), 0).astype(float)


def window(heart: np.ndarray, steps: np.ndarray) -> SensorWindow:
    return SensorWindow(
        study="test", subject="a" * 26, source="hand", start=datetime(2021, 3, 1),
        minutes=len(heart), channels=("heart_rate", "steps"), signal=np.array([heart, steps]),
    )  # fmt: skip


def overlap(spans: np.ndarray, start: int, end: int) -> float:
    """The largest intersection over union of a proposal, not the whole window, with the span."""
    starts, ends = spans[1:].astype(int).T
    shared = np.clip(np.minimum(ends, end) - np.maximum(starts, start), 0, None)
    return float((shared / (ends - starts + end - start - shared)).max(initial=0))


def numbers(each: SensorWindow, *spans: tuple[int, int]) -> np.ndarray:
    return span_features(Minutes.of(each), *np.array(spans).T)


def feature(row: np.ndarray, name: str) -> float:
    return float(row[NAMES.index(name)])


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**16), st.integers(60, 1200), st.integers(25, 90))
def test_a_planted_run_is_proposed(seed: int, start: int, length: int) -> None:
    heart, steps = lived(seed)
    heart[start : start + length] += 70
    steps[start : start + length] = 160
    assert overlap(propose(window(heart, steps)), start, start + length) > 0.8


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**16), st.integers(60, 1200), st.integers(30, 90))
def test_a_planted_swim_is_proposed_although_the_pulse_is_often_lost(seed: int, start: int, length: int) -> None:
    heart, steps = lived(seed)
    heart[start : start + length] += 50
    heart[start + 3 : start + length - 3 : 3] = np.nan
    steps[start : start + length] = 0
    assert overlap(propose(window(heart, steps)), start, start + length) > 0.7


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**16), st.integers(0, 900), st.integers(240, 500))
def test_a_planted_sleep_is_proposed(seed: int, start: int, length: int) -> None:
    heart, steps = lived(seed)
    heart[start : start + length] -= 16
    steps[start : start + length] = 0
    assert overlap(propose(window(heart, steps)), start, start + length) > 0.7


@pytest.mark.parametrize("gone", [0, 1])
def test_one_channel_is_enough(gone: int) -> None:
    signal = np.array(lived())
    signal[0, 600:640] += 60
    signal[1, 600:640] = 120
    signal[gone] = np.nan
    assert overlap(propose(window(*signal)), 600, 640) > 0.7


def test_a_constant_window_is_one_episode() -> None:
    spans = propose(window(np.full(30, 70.0), np.zeros(30)))
    assert spans.tolist() == [[0, 30]]


def test_a_restless_day_keeps_the_most() -> None:
    heart, steps = lived()
    for start in range(10, 1400, 40):
        steps[start : start + 15] = 100
        heart[start : start + 15] += 30
    assert len(propose(window(heart, steps))) == MAX_EPISODES


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**16), st.lists(st.tuples(st.integers(0, 1400), st.integers(1, 300)), min_size=2, max_size=20))
def test_the_numbers_of_a_stretch_do_not_depend_on_the_others(seed: int, drawn: list[tuple[int, int]]) -> None:
    signal = np.array(lived(seed))
    signal[:, np.random.default_rng(seed).random(LENGTH) < 0.2] = np.nan
    spans = [(start, min(start + length, LENGTH)) for start, length in drawn]
    together = numbers(window(*signal), *spans)
    alone = np.concatenate([numbers(window(*signal), span) for span in spans])
    assert np.allclose(together, alone, atol=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**16), st.integers(0, 1300), st.integers(30, 140))
def test_a_crop_has_the_numbers_of_the_stretch(seed: int, start: int, length: int) -> None:
    signal = np.array(lived(seed))
    whole = numbers(window(*signal), (start, start + length))[0]
    crop = numbers(window(*signal[:, start : start + length]), (0, length))[0]
    own = [place for place, name in enumerate(NAMES) if not any(word in name for word in BEYOND)]
    assert np.allclose(whole[own], crop[own], atol=1e-6)


def test_the_numbers_are_what_they_say() -> None:
    random = np.random.default_rng(1)
    heart, steps = random.normal(100, 10, LENGTH), random.choice([0.0, 100.0], LENGTH)
    row = numbers(window(heart, steps), (200, 301))[0]
    own = (heart[200:301] - 75) / 25
    assert feature(row, "mean_h") == pytest.approx(own.mean(), abs=1e-5)
    assert feature(row, "sd_h") == pytest.approx(np.log1p(4 * own.std()), abs=1e-5)
    assert feature(row, "h_q0.5") == pytest.approx(np.median(own), abs=1e-5)
    assert feature(row, "h_q1") == pytest.approx(own.max(), abs=1e-5)
    assert feature(row, "moving") == pytest.approx((steps[200:301] == 100).mean())
    assert feature(row, "cadence") == pytest.approx(2.5)
    assert feature(row, "still_share") == pytest.approx(np.sqrt((steps[200:301] == 0).mean()))
    assert feature(row, "share_from_100") == pytest.approx(np.sqrt((steps[200:301] == 100).mean()))
    assert feature(row, "before30_h") == pytest.approx(((heart[170:200] - 75) / 25).mean() - own.mean(), abs=1e-5)


@pytest.mark.parametrize("lag", [0, 1, 2, 3, 4])
def test_the_lag_of_the_heart_behind_the_steps_shows(lag: int) -> None:
    steps = np.random.default_rng(2).choice([0.0, 80.0, 120.0], LENGTH)
    heart = 70 + np.roll(steps, lag) / 2
    row = numbers(window(heart, steps), (100, 160))[0]
    assert feature(row, f"r_sh{lag}") == pytest.approx(1, abs=0.05)
    assert max(feature(row, f"r_sh{other}") for other in range(5) if other != lag) < 0.6


def test_nothing_measured_is_nothing_told() -> None:
    heart, steps = lived()
    heart[300:400] = steps[300:400] = np.nan
    row = numbers(window(heart, steps), (300, 400))[0]
    told = [name for name, value in zip(NAMES, row, strict=True) if value]
    assert all(name.startswith(("before", "after")) for name in told)
