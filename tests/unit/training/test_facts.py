"""Facts of windows made by hand."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from schemas.records import Label, SensorWindow
from wearscribe.annotate import annotate
from wearscribe.training.facts import FACTS, facts, parts


def day(*labels: Label, minutes: int = 1440, hour: int = 0, **rows: np.ndarray) -> SensorWindow:
    signal = {"heart_rate": np.full(minutes, 70.0), "steps": np.zeros(minutes)} | rows
    return SensorWindow(
        study="test", subject="a" * 26, source="none", start=datetime(2024, 5, 6, hour), minutes=minutes,
        channels=tuple(signal), signal=np.array(list(signal.values())), labels=labels,
    )  # fmt: skip


def holds(window: SensorWindow) -> frozenset[str]:
    return facts(window, annotate(window))


def did(name: str, start: int, end: int) -> Label:
    return Label(kind="activity", name=name, start=start, end=end)


def slept(start: int, end: int, asleep: int | None = None, awakenings: int | None = None) -> Label:
    return Label(kind="sleep", name="sleep", start=start, end=end, minutes_asleep=asleep, awakenings=awakenings)


def test_the_list_is_closed_and_every_name_is_there_once() -> None:
    assert len(set(FACTS)) == len(FACTS)
    assert holds(day(did("run", 1110, 1180), slept(-60, 420, 330, 9))) <= set(FACTS)


def test_an_activity_is_told_with_its_part_of_the_day_and_its_length() -> None:
    found = holds(day(did("run", 1110, 1180)))
    assert {"run", "run.evening", "run.long", "exercise.any", "exercise.evening"} <= found
    assert not found & {"run.morning", "run.short", "exercise.none", "exercise.two", "walk"}


def test_parts_of_the_day_overlap_and_night_goes_past_midnight() -> None:
    assert parts(0, 1230, 1250) == ["evening", "night"]
    assert parts(0, 60, 90) == ["night"]
    assert parts(1380, 60, 90) == ["night"]
    assert parts(0, 690, 720) == ["morning", "midday"]


def test_a_walk_is_no_exercise_and_no_rest_either() -> None:
    found = holds(day(did("walk", 600, 640)))
    assert "walk" in found
    assert not found & {"exercise.any", "exercise.none"}


def test_hiit_counts_as_crossfit() -> None:
    assert "crossfit.midday" in holds(day(did("hiit", 700, 740)))


@pytest.mark.parametrize(
    ("night", "told"),
    [
        (slept(-30, 400, 350, 2), {"sleep.short", "sleep.calm"}),
        (slept(-30, 500, 520, 1), {"sleep.long", "sleep.calm", "sleep.good"}),
        (slept(-30, 450, 430, 9), {"sleep.restless"}),
        (slept(90, 500, 400, 4), {"sleep.late_bed"}),
        (slept(-120, 340, 420, 4), {"sleep.early_rise"}),
        (slept(30, 620, 500, 4), {"sleep.late_rise"}),
        (slept(-60, 420, 420, 4), set()),
    ],
)
def test_the_night(night: Label, told: set[str]) -> None:
    assert {name for name in holds(day(night)) if name.startswith("sleep.")} == told


def test_the_next_night_is_not_last_night_but_its_bedtime_is_today() -> None:
    assert {n for n in holds(day(slept(1270, 1600, 300, 12))) if n.startswith("sleep.")} == {"sleep.early_bed"}


def test_steps_and_heart_come_from_the_signal() -> None:
    steps = np.zeros(1440)
    steps[600:740] = 100
    heart = np.full(1440, 50.0)
    heart[650:700] = 175
    found = holds(day(steps=steps, heart_rate=heart))
    assert {"steps.many", "bout.long", "bout.morning", "heart.very_high", "heart.low_rest", "wear.full"} <= found
    assert "steps.few" in holds(day())


def test_what_was_not_worn() -> None:
    heart = np.full(1440, 70.0)
    heart[:400] = np.nan
    assert {"wear.off", "wear.no_night"} <= holds(day(heart_rate=heart))


def test_a_crop_tells_what_was_done_and_nothing_of_the_day() -> None:
    assert holds(day(did("swim", -10, 40), minutes=60, hour=18)) == {"swim", "swim.evening", "water", "water.evening"}
