"""Who is simulated, and that it is the same every time."""

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from schemas.activities import ACTIVITIES
from wearscribe.synthesize import TWENTY, people


@pytest.fixture(scope="module")
def crowd() -> list:
    """Forty people, four days of each."""
    return [(person, person.windows(4)) for person in people(seed=5, count=40)]


def test_equal_seeds_make_equal_people_and_other_seeds_others() -> None:
    (one,), (same,), (other,) = people(4, 1, first=2), people(4, 1, first=2), people(5, 1, first=2)
    assert one.windows(2) == same.windows(2)
    assert other.subject != one.subject
    assert other.day(0) != one.day(0)


def test_a_person_does_not_depend_on_how_many_are_asked_for_nor_a_day_on_how_many_days() -> None:
    few, many = list(people(3, 2)), list(people(3, 4))
    assert [person.subject for person in few] == [person.subject for person in many[:2]]
    assert few[1].windows(3)[2] == many[1].day(2)
    (alone,) = people(3, 1, first=1)
    assert alone.day(1) == few[1].day(1)


def test_days_follow_each_other_from_midnight_to_midnight(crowd) -> None:
    for person, days in crowd:
        assert {day.subject for day in days} == {person.subject}
        assert all(day.minutes == 1440 and day.start.hour == day.start.minute == 0 for day in days)
        assert all(late.start - early.start == timedelta(days=1) for early, late in pairwise(days))
        assert {day.channels for day in days} == {person.channels}  # what is done never decides what is measured


def test_there_are_twenty_activities_and_people_log_those_of_their_repertoire(crowd) -> None:
    assert len(set(TWENTY)) == 20
    assert set(TWENTY) <= set(ACTIVITIES)
    for person, days in crowd:
        assert 2 <= len(person.repertoire) <= 6
        logged = {label.name for day in days for label in day.labels if label.kind == "activity"}
        assert logged <= set(person.repertoire)


def test_everybody_has_steps_and_most_a_heart_rate_that_is_mostly_measured(crowd) -> None:
    with_heart = [days for person, days in crowd if "heart_rate" in person.channels]
    assert all("steps" in person.channels for person, _ in crowd)
    assert len(with_heart) / len(crowd) > 0.8
    measured = np.mean([np.isfinite(day.row("heart_rate")).mean() for days in with_heart for day in days])
    assert 0.7 < measured < 1


def test_labels_are_inside_the_day_and_do_not_overlap(crowd) -> None:
    for _, days in crowd:
        for day in days:
            spans = sorted((label.start, label.end) for label in day.labels)
            assert all(early[1] <= late[0] for early, late in pairwise(spans))
            assert all(label.start >= 0 and label.end <= 1440 for label in day.labels if label.kind == "activity")


def test_a_sleep_across_midnight_is_the_same_label_in_both_days(crowd) -> None:
    seen = 0
    for _, days in crowd:
        for early, late in pairwise(days):
            over = [label for label in early.labels if label.kind == "sleep" and label.end > 1440]
            for label in over:
                seen += 1
                moved = label.model_copy(update={"start": label.start - 1440, "end": label.end - 1440})
                assert moved in late.labels
    assert seen > 20


def test_nothing_is_logged_as_asleep_that_the_device_did_not_see(crowd) -> None:
    for _, days in crowd:
        for day in days:
            stage = day.row("sleep_stage")
            for label in day.labels if stage is not None else ():
                if label.kind == "sleep" and label.start >= 0 and label.end <= 1440:
                    asleep = (stage[label.start : label.end] > 0).sum()
                    assert asleep <= label.minutes_asleep <= label.end - label.start
