"""Simulated people (`wearscribe.synthesize`) for a demonstration and for tests: those who log a run in five days or
more, with a device that exports sleep stages. No measurement; how like one they are is told in docs/synthetic.md."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count, islice

import numpy as np

from schemas.records import SensorWindow
from services.replay.readings import LoggedSpan, Part, Person, RawId, Readings
from services.replay.summary import Summary
from wearscribe.synthesize import SyntheticPerson


class Synthetic:
    """`people` people of `days` days; equal arguments make equal people."""

    slug = "synthetic"

    def __init__(self, people: int, days: int, seed: int) -> None:
        self._people, self._days, self._seed = people, days, seed

    def people(self, summary: Summary) -> Iterator[Person]:
        yield from islice(self._runners(), self._people)

    def _runners(self) -> Iterator[Person]:
        for number in count():
            who = SyntheticPerson(self._seed, number)
            if "run" in who.repertoire and "sleep_stage" in who.channels:
                days = who.windows(self._days)
                if 5 * sum(label.name == "run" for day in days for label in day.labels) >= self._days:
                    yield Person(RawId(who.subject), (_part(days),))


def _part(days: list[SensorWindow]) -> Part:
    """Days that follow each other, as the readings and logged spans of one export."""
    time = np.concatenate([_time(day.start, 0) + np.arange(day.minutes) for day in days]).astype("datetime64[ms]")
    signal = np.concatenate([day.signal for day in days], axis=1).astype(np.float64)
    readings = tuple(
        Readings(channel, time[given], row[given])
        for channel, row in zip(days[0].channels, signal, strict=True)
        for given in (~np.isnan(row),)
    )
    spans = {
        LoggedSpan(
            label.kind,
            label.name,
            _time(day.start, label.start).astype("datetime64[ms]"),
            _time(day.start, label.end).astype("datetime64[ms]"),
            label.minutes_asleep,
            label.awakenings,
        )
        for day in days
        for label in day.labels  # a sleep across midnight is in both its days
    }
    return Part("local", readings, tuple(sorted(spans, key=lambda span: (span.start, span.name))))


def _time(start: datetime, minute: int) -> np.datetime64:
    return np.datetime64(start, "m") + np.timedelta64(minute, "m")
