"""The examples of a stretch of people: their days, twins of some of these, and crops."""

from __future__ import annotations

from collections import Counter
from itertools import count as counter
from random import Random

import numpy as np

from wearscribe.synthesize import people
from wearscribe.training.composed import reverse
from wearscribe.training.crops import choose, crop
from wearscribe.training.examples import Example, example, varied

TWINS = 0.33  # share of the days that get a twin
JITTERED = 0.35  # share of the windows of which the model misses minutes
CROPS_A_DAY = 1.5
_SEEDS, _ASKS = 2, 3


def examples_of(seed: int, first: int, last: int, days: int, real: str | None) -> list[Example]:
    """Persons `first` to `last - 1` of the seed. A day's twin follows the day; crops follow both."""
    found: list[Example] = []
    seen: Counter[int] = Counter()
    for person, number in zip(people(seed, last - first, first), counter(first), strict=False):
        random = Random(f"{seed}-{number}")
        for day, window in enumerate(person.windows(days)):
            state = random.getstate()
            own = varied(window, random)
            jitter = random.random() < JITTERED
            wants_twin = random.random() < TWINS
            twin, edit = person.twin(day, np.random.default_rng([seed, number, day])) if wants_twin else (None, None)
            back = None if edit is None else reverse(edit)
            after = random.getstate()
            found.append(example(own, random, number, seeds=_SEEDS, asks=_ASKS, jitter=jitter, edit=back))
            if twin is not None and edit is not None:
                place = len(found) - 1
                random.setstate(state)  # the same device, and the same minutes missing
                same = varied(twin, random)
                random.setstate(after)
                found.append(
                    example(same, random, number, seeds=_SEEDS, asks=_ASKS, jitter=jitter, edit=edit, twin_of=place)
                )
            wanted = int(CROPS_A_DAY + random.random())
            for start, end in choose(own, wanted, seen, random):
                if (part := crop(own, start, end)) is not None:
                    found.append(example(part, random, number, seeds=1, asks=2, jitter=random.random() < JITTERED / 2))
    return found
