"""Captions fact by fact, for whoever chooses what to say and how: a model does, where templates say everything."""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from schemas.records import Annotation, Language, Level, SensorWindow, Sentence
from wearscribe.describe.captions import PLANNERS, TONGUES
from wearscribe.describe.facts.day import Day
from wearscribe.describe.facts.terms import Fact
from wearscribe.describe.wording import Voice, fill

LEVELS: tuple[Level, ...] = tuple(PLANNERS)


class Case(NamedTuple):
    """A row of the wording tables; `wordings` is in how many ways every language can say it."""

    level: Level
    name: str
    wordings: int


#: Every case of every level, in the order of the tables.
CASES: tuple[Case, ...] = tuple(
    Case(level, name, min(len(tongue.wordings[level][name]) for tongue in TONGUES.values()))
    for level in LEVELS
    for name in TONGUES["en"].wordings[level]
)
CASE_IDS: dict[tuple[Level, str], int] = {(case.level, case.name): place for place, case in enumerate(CASES)}


def facts(window: SensorWindow, annotations: Sequence[Annotation], seed: int | None = None) -> list[tuple[Level, Fact]]:
    """What `describe` says of the window, in the order in which it says it with that seed; without one, in the order
    of the planners."""
    day, told = Day(window, annotations), []
    for level, plan in PLANNERS.items():
        blocks = plan(day)
        if seed is not None:
            Random(seed).shuffle(blocks)
        told += [(level, fact) for block in blocks for fact in block]
    return told


def turns(told: Sequence[Fact], level: Level, language: Language, seed: int) -> list[int]:
    """Which wording `describe` gives each fact of one of its captions with that seed."""
    voice = Voice(TONGUES[language], level, Random(seed))
    return [voice.turn(fact.case) for fact in told]


def render(fact: Fact, level: Level, language: Language, wording: int) -> Sentence:
    """The fact in the `wording`th of its case's wordings. Raises IndexError where there are fewer."""
    tongue = TONGUES[language]
    text = fill(tongue.wordings[level][fact.case][wording], fact.terms, tongue)
    return Sentence(text=text, annotations=fact.annotations)
