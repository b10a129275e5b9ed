"""The physiology: what the heart does, and how slowly."""

import numpy as np
import pytest

from wearscribe.synthesize import TWENTY, people
from wearscribe.synthesize.activities import BY_NAME
from wearscribe.synthesize.bouts import bout
from wearscribe.synthesize.heart import _follow
from wearscribe.synthesize.plan import Night
from wearscribe.synthesize.sleep import AWAKE, DEEP, REM, sleep


def _days():
    return [(person, day) for person in people(seed=6, count=60) for day in person.windows(3)]


@pytest.fixture(scope="module")
def days() -> list:
    return [(person, day) for person, day in _days() if "heart_rate" in day.channels]


def test_the_heart_rises_faster_than_it_recovers() -> None:
    target = np.repeat([60.0, 160.0, 60.0], 30)
    rate = _follow(target, rise=0.6, fall=2.0)
    up, down = np.argmax(rate[30:] > 110), np.argmax(rate[60:] < 110)
    assert up < down
    assert np.all(np.diff(rate[30:60]) >= 0)
    assert np.all(np.diff(rate[60:]) <= 0)


def test_after_a_run_the_heart_rate_falls_for_minutes(days) -> None:
    falls = []
    for _, day in days:
        rate = day.row("heart_rate")
        for label in day.labels:
            if label.name in ("run", "stair_climber", "spinning") and label.end < 1420:
                falls.append([np.nanmean(rate[label.end - 5 : label.end]), *rate[label.end : label.end + 20]])
    level = np.nanmean(falls, axis=0)
    assert level[0] > level[1] > level[4] > level[15] + 3
    assert level[0] - level[2] < 0.8 * (level[0] - level[20])  # not at once


def test_the_heart_beats_slower_asleep_than_awake_and_slowest_in_deep_sleep(days) -> None:
    by_stage: dict[float, list[float]] = {}
    lower = []
    for _, day in days:
        if (stage := day.row("sleep_stage")) is None:
            continue
        rate = day.row("heart_rate")
        asleep = stage > AWAKE
        if asleep.sum() > 120 and np.isfinite(rate[np.isnan(stage)]).sum() > 120:
            lower.append(np.nanmean(rate[asleep]) < np.nanmean(rate[np.isnan(stage)]))
            for kind in (DEEP, REM):
                by_stage.setdefault(kind, []).append(float(np.nanmean(rate[stage == kind])))
    assert len(lower) > 20
    assert np.mean(lower) > 0.97
    assert np.nanmean(by_stage[DEEP]) + 2 < np.nanmean(by_stage[REM])


def test_heart_rate_at_rest_wanders_it_does_not_jump(days) -> None:
    """Neighbouring minutes are alike, minutes an hour apart less."""
    near, far = [], []
    for _, day in days:
        rate = day.row("heart_rate")
        near.append(np.nanstd(np.diff(rate)))
        far.append(np.nanstd(rate[60:] - rate[:-60]))
    assert np.median(near) < 0.5 * np.median(far)


def test_most_minutes_have_no_step_and_moving_ones_come_in_bouts(days) -> None:
    steps = np.concatenate([np.nan_to_num(day.row("steps")) for _, day in days])
    moving = steps > 0
    assert 0.15 < moving.mean() < 0.35
    assert moving[1:][moving[:-1]].mean() > 1.8 * moving.mean()


@pytest.mark.parametrize("name", TWENTY)
def test_a_bout_has_its_length_and_counts_what_a_wrist_can(name: str) -> None:
    for seed in range(5):
        done = bout(name, 45, np.random.default_rng(seed))
        assert done.effort.shape == done.steps.shape == done.lost.shape == (45,)
        assert np.all(done.effort > 0)
        assert np.all(done.steps >= 0)
    assert BY_NAME[name].met[0] < BY_NAME[name].met[1]


def test_swimming_loses_the_pulse_and_walking_does_not() -> None:
    lost = {
        name: np.mean([bout(name, 60, np.random.default_rng(seed)).lost.mean() for seed in range(40)])
        for name in ("swim", "walk", "crossfit")
    }
    assert lost["swim"] > 0.15
    assert lost["walk"] < lost["crossfit"] < lost["swim"]


def test_deep_sleep_comes_early_and_rem_late() -> None:
    nights = [sleep(Night(0, 480, seed, 2.0)).stages for seed in range(50)]
    early, late = np.concatenate([n[:240] for n in nights]), np.concatenate([n[240:] for n in nights])
    assert (early == DEEP).mean() > 2 * (late == DEEP).mean()
    assert (late == REM).mean() > 1.5 * (early == REM).mean()


def test_a_night_counts_its_awakenings() -> None:
    for seed in range(50):
        night = sleep(Night(0, 450, seed, 6.0))
        asleep = night.stages > AWAKE
        inside = asleep[np.argmax(asleep) : len(asleep) - np.argmax(asleep[::-1])]
        breaks = np.flatnonzero(inside[:-1] & ~inside[1:])
        assert night.minutes_asleep == asleep.sum()
        assert len(breaks) <= night.awakenings <= len(breaks) + 1
