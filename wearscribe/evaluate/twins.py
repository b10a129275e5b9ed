"""Days with one fact edited, beside the day as it was."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from wearscribe.evaluate.data import TEST, Day, day_of
from wearscribe.evaluate.edit_words import words
from wearscribe.synthesize import Edit, people


@dataclass(frozen=True, slots=True, eq=False)
class Twin:
    of: Day
    day: Day
    edit: Edit


def twins(day: Day, count: int, seed: int = TEST) -> Iterator[Twin]:
    """At most `count` edits of the day that a person would put into different words."""
    (person,) = people(seed, 1, day.person)
    random = np.random.default_rng([day.person, day.number])
    said: set[str] = set()
    for _ in range(10 * count):
        window, edit = person.twin(day.number, random)
        if (told := words(edit, "en")) not in said:
            said.add(told)
            yield Twin(day, day_of(day.person, day.number, window), edit)
        if len(said) == count:
            return
