"""Why the heart rate rose."""

import numpy as np
import pytest

from schemas.records import Annotation, Label, SensorWindow
from tests.unit.annotate.days import claims, day
from wearscribe.annotate import annotate


def heart_with_a_peak(start: int = 600, length: int = 20) -> np.ndarray:
    heart = 60 + np.random.default_rng(4).normal(0, 2, 1440)
    heart[start : start + length] += 50
    return heart


def relation(window: SensorWindow) -> tuple[Annotation, list[Annotation]]:
    """The only relation, and what it ties together."""
    found = annotate(window)
    (only,) = (claim for claim in found if claim.kind == "relation")
    return only, [found[ref] for ref in only.refs]


def test_a_peak_during_a_bout_although_the_heart_lags() -> None:
    steps = np.zeros(1440)
    steps[596:612] = 110
    claim, (rise, cause) = relation(day(heart_rate=heart_with_a_peak(), steps=steps))
    assert claim.name == "during"
    assert (rise.kind, cause.kind) == ("peak", "bout")
    assert claim.values["rise"] == pytest.approx(rise.values["value"] - rise.values["baseline"])
    assert claim.values["steps"] == steps[claim.start : claim.end].sum()


def test_a_logged_activity_explains_more_than_its_bout() -> None:
    steps = np.zeros(1440)
    steps[596:622] = 110
    run = Label(kind="activity", name="run", start=595, end=622)
    _, (_, cause) = relation(day((run,), heart_rate=heart_with_a_peak(), steps=steps))
    assert (cause.kind, cause.name) == ("activity", "run")


def test_a_peak_in_sleep() -> None:
    sleep = Label(kind="sleep", name="sleep", start=300, end=800)
    _, (_, cause) = relation(day((sleep,), heart_rate=heart_with_a_peak(), steps=np.zeros(1440)))
    assert cause.kind == "sleep"


def test_without_movement_where_steps_are_measured_and_absent() -> None:
    claim, (rise,) = relation(day(heart_rate=heart_with_a_peak(), steps=np.zeros(1440)))
    assert (claim.name, rise.kind, claim.values["steps"]) == ("without_movement", "peak", 0)


@pytest.mark.parametrize("steps", [None, np.nan, 9.0])
def test_no_reason_where_steps_are_absent_unmeasured_or_neither_few_nor_a_bout(steps: float | None) -> None:
    channels = {} if steps is None else {"steps": np.full(1440, steps)}
    assert not claims(day(heart_rate=heart_with_a_peak(), **channels), "relation")


def test_a_fall_has_no_reason() -> None:
    heart = 180 - heart_with_a_peak()
    assert claims(day(heart_rate=heart, steps=np.zeros(1440)), "drop")
    assert not claims(day(heart_rate=heart, steps=np.zeros(1440)), "relation")
