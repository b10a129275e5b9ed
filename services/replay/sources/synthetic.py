"""Made-up people for a demonstration: no measurement, and no claim to be like one beyond the shapes named below.

Each day has commutes and a lunch walk, a heart rate that follows movement and recovers, a night of sleep cycles
with a lower heart rate; every third day an evening run, every fourth a stressful rise without a step, one night a
week with many awakenings, and gaps: a charger every evening, sensor dropouts, and one long absence a week.
"""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from services.replay.readings import LoggedSpan, Part, Person, RawId, Readings
from services.replay.summary import Summary

_DAY = 1440
_FIRST_DAY = np.datetime64("2024-01-01T00:00", "ms")  # a Monday
_CYCLE = ((1, 25), (2, 25), (1, 20), (3, 20))  # (stage, minutes): light, deep, light, REM
_RESPONSE = 0.25  # share of the distance to its target that the heart rate covers in a minute


class Synthetic:
    """`people` people of `days` days; equal arguments make equal people."""

    slug = "synthetic"

    def __init__(self, people: int, days: int, seed: int) -> None:
        self._people, self._days, self._seed = people, days, seed

    def people(self, summary: Summary) -> Iterator[Person]:
        for number in range(1, self._people + 1):
            random = np.random.default_rng([self._seed, number])
            yield Person(RawId(f"synthetic-{self._seed}-{number}"), (_Life(random, self._days).part(),))


class _Life:
    """Minute arrays of one person, shape [minute], filled event by event."""

    def __init__(self, random: np.random.Generator, days: int) -> None:
        self._random, self._days = random, days
        self._rest = random.uniform(54, 66)
        self._steps = np.zeros(days * _DAY)
        self._target = np.full(days * _DAY, self._rest + 14)  # heart rate that the body is heading for
        self._stage = np.full(days * _DAY, np.nan)
        self._worn = np.ones(days * _DAY, dtype=bool)
        self._spans: list[LoggedSpan] = []

    def part(self) -> Part:
        for day in range(self._days):
            self._fidget(day)
            for hour, length in ((8.25, 18), (12.5, 15), (17.75, 20)):
                self._walk(day * _DAY + self._about(hour), length)
            if day % 3 == 1:
                self._run(day * _DAY + self._about(19))
            if day % 4 == 2:
                start = day * _DAY + self._about(15)
                self._target[start : start + 40] += 32
                self._steps[start - 2 : start + 42] = 0
            self._absences(day)
        for night in range(-1, self._days):
            self._sleep(night)
        heart_rate = self._heart_rate()
        seen = self._worn & (self._random.random(len(self._worn)) > 0.01)
        return Part(
            "local",
            (
                self._readings("heart_rate", heart_rate.round(), seen),
                self._readings("steps", self._steps, self._worn),
                self._readings("sleep_stage", self._stage, ~np.isnan(self._stage)),
            ),
            tuple(self._spans),
        )

    def _about(self, hour: float) -> int:
        return round(hour * 60 + self._random.normal(0, 8))

    def _fidget(self, day: int) -> None:
        awake = slice(day * _DAY + 8 * 60, day * _DAY + 22 * 60)
        moving = self._random.random(14 * 60) < 0.18
        self._steps[awake] = np.where(moving, self._random.poisson(14, 14 * 60), 0)
        self._target[awake] += np.where(moving, 5, 0)

    def _walk(self, start: int, length: int) -> None:
        self._steps[start : start + length] = self._random.normal(108, 5, length).round()
        self._target[start : start + length] = self._rest + 42

    def _run(self, start: int) -> None:
        length = int(self._random.integers(28, 45))
        self._steps[start : start + length] = self._random.normal(164, 4, length).round()
        self._target[start : start + length] = self._rest + 88
        self._log("run", start, start + length)

    def _absences(self, day: int) -> None:
        charger = day * _DAY + self._about(21)
        self._worn[charger : charger + 35] = False
        if day % 7 == 5:
            self._worn[day * _DAY + 600 : day * _DAY + self._about(14)] = False

    def _sleep(self, night: int) -> None:
        """From the evening of day `night` into the next morning; the first night began before the first day."""
        bed = night * _DAY + self._about(23)
        wake = (night + 1) * _DAY + self._about(7)
        cycle = np.concatenate([np.full(length, stage) for stage, length in _CYCLE])
        stages = np.resize(cycle, wake - bed).astype(np.float64)
        stages[:6] = 0
        for at in np.sort(self._random.integers(30, wake - bed - 30, 14 if night % 7 == 3 else 2)):
            stages[at : at + self._random.integers(3, 9)] = 0
        low, high = max(bed, 0), min(wake, len(self._steps))
        if low >= high:
            return
        inside = stages[low - bed : high - bed]
        self._stage[low:high] = inside
        self._steps[low:high] = 0
        self._target[low:high] = self._rest + np.where(inside == 0, 11, np.where(inside == 3, 5, 1))
        self._worn[low:high] = True
        awake = np.concatenate(([False], stages[6:] == 0, [False]))
        self._log("sleep", bed, wake, int((stages > 0).sum()), int((awake[1:] & ~awake[:-1]).sum()))

    def _heart_rate(self) -> np.ndarray:
        noise = self._random.normal(0, 1.2, len(self._target))
        level = self._target[0]
        result = np.empty(len(self._target))
        for minute, target in enumerate(self._target):
            level += _RESPONSE * (target - level)
            result[minute] = level
        return result + noise

    def _log(self, name: str, start: int, end: int, asleep: int | None = None, awakenings: int | None = None) -> None:
        first, last = (_FIRST_DAY + np.timedelta64(minute, "m") for minute in (start, end))
        kind: Literal["sleep", "activity"] = "sleep" if name == "sleep" else "activity"
        self._spans.append(LoggedSpan(kind, name, first, last, asleep, awakenings))

    def _readings(self, channel: str, values: np.ndarray, given: np.ndarray) -> Readings:
        time = _FIRST_DAY + np.arange(len(values)).astype("timedelta64[m]")
        return Readings(channel, time[given], values[given])
