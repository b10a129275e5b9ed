"""The bootstrap: its intervals hold the truth about as often as they say, and widen where people differ."""

import numpy as np
import pytest

from wearscribe.evaluate.bootstrap import mean_by, weights_by


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    held = 0
    for seed in range(100):
        random = np.random.default_rng(seed)
        people = np.repeat(np.arange(60), 5)
        values = random.normal(0, 1, 60)[people] + random.normal(0, 1, 300)
        found = mean_by(people, values, seed)
        held += found.low <= 0 <= found.high
    assert 0.88 <= held / 100 <= 1


def test_days_of_one_person_tell_less_than_days_of_many() -> None:
    values = np.repeat(np.random.default_rng(0).normal(0, 1, 30), 10)
    by_person, by_day = mean_by(np.repeat(np.arange(30), 10), values), mean_by(np.arange(300), values)
    assert by_person.high - by_person.low > 2 * (by_day.high - by_day.low)
    assert by_person.value == pytest.approx(by_day.value) == pytest.approx(values.mean())
    assert (by_person.n, by_day.n) == (30, 300)


def test_missing_values_are_left_out_and_nothing_is_not_measured() -> None:
    assert mean_by(np.array([0, 1, 2]), np.array([1.0, np.nan, 3.0])).value == 2
    with pytest.raises(ValueError, match="nothing was measured"):
        mean_by(np.array([0]), np.array([np.nan]))


def test_a_person_is_drawn_with_all_days() -> None:
    weights = weights_by(np.array([0, 0, 1, 2, 2, 2]))
    np.testing.assert_array_equal(weights[:, 0], weights[:, 1])
    np.testing.assert_array_equal(weights[:, 3], weights[:, 5])
    assert (weights[:, [0, 2, 3]].sum(axis=1) == 3).all()
