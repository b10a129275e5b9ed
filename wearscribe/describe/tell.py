"""Captions fact by fact, for whoever chooses what to say and how: a model does, where templates say everything."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from schemas.records import Annotation, Language, Level, SensorWindow, Sentence
from wearscribe.describe.captions import PLANNERS, TONGUES
from wearscribe.describe.facts.day import Day
from wearscribe.describe.facts.terms import Fact
from wearscribe.describe.wording import fill

LEVELS: tuple[Level, ...] = tuple(PLANNERS)


class Case(NamedTuple):
    """A row of the wording tables; `wordings` is how many ways each language has to say it."""

    level: Level
    name: str
    wordings: int


#: Every case of every level, in the order of the tables.
CASES: tuple[Case, ...] = tuple(
    Case(level, name, min(len(tongue.wordings[level][name]) for tongue in TONGUES.values()))
    for level in LEVELS
    for name in TONGUES["en"].wordings[level]
)


def facts(window: SensorWindow, annotations: Sequence[Annotation]) -> list[tuple[Level, Fact]]:
    """Everything that the captions of the window would say, by level, in the order in which it would be said."""
    day = Day(window, annotations)
    return [(level, fact) for level, plan in PLANNERS.items() for block in plan(day) for fact in block]


def render(fact: Fact, level: Level, language: Language, wording: int) -> Sentence:
    """The fact in the `wording`th of its case's wordings. Raises IndexError where there are fewer."""
    tongue = TONGUES[language]
    text = fill(tongue.wordings[level][fact.case][wording], fact.terms, tongue)
    return Sentence(text=text, annotations=fact.annotations)


@lru_cache(maxsize=1)
def case_ids() -> dict[tuple[Level, str], int]:
    """The position in `CASES` of a level's case."""
    return {(case.level, case.name): position for position, case in enumerate(CASES)}
