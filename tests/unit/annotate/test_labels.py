"""Sleep and activities: as logged, or as the stages tell, or not at all."""

import numpy as np

from schemas.records import Label
from tests.unit.annotate.days import claims, day

NIGHT = Label(kind="sleep", name="sleep", start=60, end=480)


def stages() -> np.ndarray:
    stages = np.full(1440, np.nan)
    stages[60:480] = 1
    stages[60:70] = 0  # falling asleep is no awakening
    stages[200:210] = 0
    stages[300] = 0
    stages[470:480] = 0  # nor is waking up
    return stages


def test_stages_tell_what_was_not_logged() -> None:
    (sleep,) = claims(day((NIGHT,), sleep_stage=stages()), "sleep")
    assert sleep.values == {"minutes_asleep": 389, "awakenings": 2}


def test_the_log_goes_before_the_stages() -> None:
    logged = NIGHT.model_copy(update={"minutes_asleep": 400, "awakenings": 7})
    (sleep,) = claims(day((logged,), sleep_stage=stages()), "sleep")
    assert sleep.values == {"minutes_asleep": 400, "awakenings": 7}


def test_stages_of_half_a_night_tell_nothing() -> None:
    half = stages()
    half[250:] = np.nan
    (sleep,) = claims(day((NIGHT,), sleep_stage=half), "sleep")
    assert sleep.values == {}
    across = NIGHT.model_copy(update={"start": -60})
    (sleep,) = claims(day((across,), sleep_stage=stages()), "sleep")
    assert sleep.values == {}


def test_an_activity_whose_minutes_are_not_measured_has_no_values() -> None:
    heart, steps = np.full(1440, 100.0), np.full(1440, 50.0)
    heart[600:625] = np.nan
    run = Label(kind="activity", name="run", start=600, end=640)
    (activity,) = claims(day((run,), heart_rate=heart, steps=steps), "activity")
    assert activity.values == {"steps": 2000}


def test_an_activity_beyond_the_window_is_whole_and_valued_inside() -> None:
    heart = np.full(1440, 100.0)
    heart[1430] = 150
    run = Label(kind="activity", name="run", start=1420, end=1500)
    (activity,) = claims(day((run,), heart_rate=heart), "activity")
    assert (activity.start, activity.end) == (1420, 1500)
    assert activity.values == {"mean_heart_rate": 102.5, "max_heart_rate": 150}
