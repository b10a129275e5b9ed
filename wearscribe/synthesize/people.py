"""Who the simulated people are."""

from collections.abc import Iterator

import numpy as np

from schemas.records import SensorWindow
from wearscribe.synthesize.edits import Edit


class SyntheticPerson:
    """One person: `windows(days)` are the days from midnight to midnight, `twin(day, random)` one of them edited."""

    def windows(self, days: int) -> list[SensorWindow]:
        raise NotImplementedError

    def twin(self, day: int, random: np.random.Generator) -> tuple[SensorWindow, Edit]:
        raise NotImplementedError


def people(seed: int, count: int, first: int = 0) -> Iterator[SyntheticPerson]:
    """Persons `first` to `first + count - 1` of a seed."""
    raise NotImplementedError
    yield
