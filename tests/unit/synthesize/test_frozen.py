"""The released model was trained on these days: whoever changes the simulation changes what its report speaks of."""

import numpy as np
import pytest

from wearscribe.synthesize import people

#: Of the first day of the first training people: mean heart rate, steps, logged spans.
FROZEN = [
    (82.114, 7365, [("sleep", -80, 382), ("yoga", 1151, 1198), ("sleep", 1373, 1830)]),
    (77.017, 8797, [("sleep", -47, 283)]),
    (91.630, 27364, [("sleep", -191, 238), ("run", 481, 502), ("walk", 1039, 1053), ("run", 1072, 1110)]),
    (77.674, 10202, [("sleep", 29, 441), ("aerobics", 999, 1039)]),
]


def test_the_training_people_are_as_they_were() -> None:
    for person, (rate, steps, spans) in zip(people(seed=1, count=4), FROZEN, strict=True):
        day = person.day(0)
        assert np.nanmean(day.row("heart_rate")) == pytest.approx(rate, abs=0.01)
        assert np.nansum(day.row("steps")) == pytest.approx(steps, abs=3)
        assert [(label.name, label.start, label.end) for label in day.labels] == spans
