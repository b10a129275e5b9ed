"""The examples of a stretch of people: their days, twins of some of these, and crops."""

from __future__ import annotations

from itertools import count as counter
from pathlib import Path
from random import Random

import numpy as np

from schemas.records import SensorWindow
from wearscribe.synthesize import Edit, people
from wearscribe.training.composed import reverse
from wearscribe.training.crops import choose, crop
from wearscribe.training.examples import Example, example, varied
from wearscribe.training.real_days import real_days, with_activity

TWINS = 0.33  # share of the days that get a twin
REAL = 0.1  # real days to a simulated one
FIRST_REAL = 1_000_000  # number of the first real person
JITTERED = 0.35  # share of the windows of which the model misses minutes
_ASKS = 2  # asks of a day for one fact, a language


def examples_of(seed: int, first: int, last: int, days: int, real: str | None) -> list[Example]:
    """Persons `first` to `last - 1` of the seed. A day's twin follows the day; crops follow both."""
    found: list[Example] = []
    for person, number in zip(people(seed, last - first, first), counter(first), strict=False):
        random = Random(f"{seed}-{number}")
        for day, window in enumerate(person.windows(days)):
            twin = None
            if random.random() < TWINS:
                twin = person.twin(day, np.random.default_rng([seed, number, day]))
            found += _day(window, twin, number, len(found), random)
            if real is not None and random.random() < REAL:
                found += _real(window, Path(real), random)
    return found


def _day(
    window: SensorWindow, twin: tuple[SensorWindow, Edit] | None, person: int, place: int, random: Random
) -> list[Example]:
    """A day, its twin and its crops, as another device may have measured them: the same for day and twin."""
    device, jitter = random.getrandbits(32), random.random() < JITTERED
    own = varied(window, Random(device))
    back = None if twin is None else reverse(twin[1])
    found = [example(own, random, person, again=True, asks=_ASKS, jitter=jitter, edit=back)]
    if twin is not None:
        other = varied(twin[0], Random(device))
        found.append(example(other, random, person, again=True, asks=_ASKS, jitter=jitter, edit=twin[1], twin_of=place))
    return found + _crops(own, person, random)


def _crops(window: SensorWindow, person: int, random: Random, labelled: bool = True) -> list[Example]:
    parts = (crop(window, start, end) for start, end in choose(window, random))
    return [
        example(part, random, person, again=False, asks=1, jitter=random.random() < JITTERED / 2, labelled=labelled)
        for part in parts
        if part is not None
    ]


def _real(simulated: SensorWindow, file: Path, random: Random) -> list[Example]:
    """A real day with one of the day's activities in it, and crops of these."""
    day = random.choice(real_days(file))
    window = with_activity(day, simulated, random)
    person = FIRST_REAL + day.person
    whole = example(window, random, person, again=True, asks=_ASKS, jitter=False, labelled=False)
    return [whole, *_crops(window, person, random, labelled=False)]
