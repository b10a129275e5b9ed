"""Which stretches get a name, which are unknown, and of what nothing is inferred."""

from datetime import timedelta

import numpy as np
import pytest

from schemas.activities import UNKNOWN
from schemas.records import Inference, Label, SensorWindow
from tests.support.windows import sensor_window
from wearscribe.model.activity_phrases import CLASSES, SLEEP
from wearscribe.model.inferred import infer, labels_of
from wearscribe.model.zero_shot import Calibration

DAY = sensor_window(1, minutes=1440)
CALIBRATION = Calibration(threshold=0.6)


def shares(**classes: float) -> np.ndarray:
    """A row of probabilities; what is left is nothing of these."""
    row = np.zeros(len(CLASSES) + 1)
    for name, share in classes.items():
        row[CLASSES.index(name)] = share
    row[-1] = 1 - row.sum()
    return row


def inferred(*stretches: tuple[int, int, np.ndarray], window: SensorWindow = DAY) -> list[tuple[str, int, int, float]]:
    spans = np.array([(start, end) for start, end, _ in stretches])
    found = infer(window, spans, np.array([row for _, _, row in stretches]), CALIBRATION)
    return [(each.name, each.start, each.end, pytest.approx(each.confidence)) for each in found]


def test_each_stretch_bears_the_probability_of_what_is_said_of_it() -> None:
    found = inferred(
        (1100, 1130, shares(swim=0.7)),
        (600, 640, shares(run=0.4, walk=0.35)),  # some activity, of which it is not sure
        (300, 330, shares(yoga=0.4)),  # likelier nothing
        (700, 709, shares(run=0.9)),  # too short
    )
    assert found == [(UNKNOWN, 600, 640, 0.75), ("swim", 1100, 1130, 0.7)]


def test_what_has_a_name_comes_before_what_is_surely_something() -> None:
    inside = (610, 640, shares(run=0.65))
    assert inferred((600, 650, shares(run=0.5, walk=0.45)), inside) == [("run", 610, 640, 0.65)]
    assert inferred((600, 650, shares(run=0.95)), inside) == [("run", 600, 650, 0.95)]


def test_nothing_is_inferred_of_what_was_logged() -> None:
    logged = DAY.model_copy(update={"labels": (Label(kind="activity", name="golf", start=590, end=650),)})
    for row in (shares(run=0.9), shares(run=0.5, walk=0.45)):
        assert inferred((600, 640, row), window=logged) == []
        assert len(inferred((700, 740, row), window=logged)) == 1


def test_a_short_sleep_by_day_is_a_nap() -> None:
    noon = 12 * 60 - (DAY.start.hour * 60 + DAY.start.minute)
    assert inferred((noon, noon + 60, shares(sleep=0.9)))[0][0] == "nap"
    assert inferred((noon, noon + 200, shares(sleep=0.9)))[0][0] == SLEEP
    night = DAY.model_copy(update={"start": DAY.start + timedelta(hours=12)})
    assert inferred((noon, noon + 60, shares(sleep=0.9)), window=night)[0][0] == SLEEP


def test_labels_have_a_name_and_tell_that_they_are_inferred() -> None:
    spans = [("nap", 0), (UNKNOWN, 100), ("run", 200)]
    labels = labels_of([Inference(name=name, start=at, end=at + 30, confidence=0.9) for name, at in spans])
    assert [(each.kind, each.name, each.start, each.origin) for each in labels] == [
        ("sleep", "nap", 0, "inferred"),
        ("activity", "run", 200, "inferred"),
    ]
