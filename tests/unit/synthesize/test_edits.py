"""Twins: the same day with one fact edited."""

from collections import Counter

import numpy as np
import pytest

from schemas.records import SensorWindow
from wearscribe.synthesize import Edit, people


@pytest.fixture(scope="module")
def twins() -> list[tuple[SensorWindow, SensorWindow, Edit]]:
    random = np.random.default_rng(1)
    return [(person.day(day), *person.twin(day, random)) for person in people(seed=7, count=40) for day in range(4)]


def _logged(day: SensorWindow) -> Counter:
    return Counter((label.name, label.start) for label in day.labels if label.kind == "activity")


def test_a_twin_is_the_same_person_on_the_same_day(twins) -> None:
    for day, twin, _ in twins:
        assert (twin.subject, twin.start, twin.channels) == (day.subject, day.start, day.channels)


def test_the_labels_differ_by_the_edit_and_nothing_else(twins) -> None:
    for day, twin, edit in twins:
        gone, come = _logged(day) - _logged(twin), _logged(twin) - _logged(day)
        assert gone == (Counter([(edit.was, edit.was_at)]) if edit.was else Counter())
        assert come == (Counter([(edit.activity, edit.at)]) if edit.activity else Counter())


def test_every_kind_of_edit_occurs_and_says_what_it_says(twins) -> None:
    kinds = Counter(edit.kind for _, _, edit in twins)
    assert set(kinds) == {"add", "remove", "move", "replace", "short_sleep", "restless_sleep"}
    for day, twin, edit in twins:
        before, after = ([label for label in one.labels if label.name == "sleep"] for one in (day, twin))
        match edit.kind:
            case "move":
                assert edit.activity == edit.was
                assert abs(edit.at - edit.was_at) >= 120
            case "replace":
                assert edit.activity != edit.was
                assert edit.at == edit.was_at
            case "short_sleep":
                assert after[0].minutes_asleep < before[0].minutes_asleep - 60
            case "restless_sleep":
                assert after[0].awakenings > before[0].awakenings
        assert edit.kind in ("short_sleep", "restless_sleep") or before == after


def test_twins_differ_only_around_the_edit(twins) -> None:
    """Elsewhere they are equal, but for what is left of a recovery."""
    for day, twin, edit in twins:
        near = np.zeros(1440, dtype=bool)
        changed = {(label.name, label.start, label.end) for label in day.labels} ^ {
            (label.name, label.start, label.end) for label in twin.labels
        }
        if edit.kind == "restless_sleep":
            changed = {(label.name, label.start, label.end) for label in day.labels if label.kind == "sleep"}
        for _, start, end in changed:
            near[max(start - 2, 0) : max(end, 0) + 150] = True
        assert not near.all()
        assert np.array_equal(day.row("steps")[~near], twin.row("steps")[~near], equal_nan=True)
        if (rate := day.row("heart_rate")) is not None:
            assert np.array_equal(np.isnan(rate[~near]), np.isnan(twin.row("heart_rate")[~near]))
            left = np.abs(rate[~near] - twin.row("heart_rate")[~near])
            assert np.nanmax(left) < 1.01  # a hair may tip the rounding
            assert np.nanmean(left) < 0.1


def test_twins_are_drawn_by_the_generator_given() -> None:
    (person,) = people(8, 1)
    one, same = (person.twin(0, np.random.default_rng(3)) for _ in range(2))
    assert one[1] == same[1]
    assert one[0] == same[0]
