"""A wording is a sentence with named slots; a voice chooses wordings and fills them.

`{mean}` is replaced by what the slot means in the language. `{mean:a}` asks the language to make it agree:
in English `a` puts the right article before it, in Korean `은` puts the right one of a pair of particles behind it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from string import Formatter
from typing import Any

from schemas.records import Language, Level
from wearscribe.describe.facts.terms import Fact, Term


class Wording:
    """A template, taken apart once: a %-pattern, its slots in order, and which of them must agree, and how."""

    def __init__(self, template: str) -> None:
        parts = list(Formatter().parse(template))
        self.template = template
        self.pattern = "".join(literal.replace("%", "%%") + "%s" * (slot is not None) for literal, slot, *_ in parts)
        self.slots = tuple(slot for _, slot, *_ in parts if slot is not None)
        agreements = [agreement for _, slot, agreement, _ in parts if slot is not None]
        self.agreements = tuple((at, agreement) for at, agreement in enumerate(agreements) if agreement)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language: its wordings by level and case, how it says each type of term, and how it makes words agree."""

    language: Language
    wordings: Mapping[Level, Mapping[str, tuple[Wording, ...]]]
    say: Mapping[type, Callable[[Any], str]]
    agree: Callable[[str, str], str]


def table(templates: Mapping[str, Sequence[str]]) -> dict[str, tuple[Wording, ...]]:
    return {case: tuple(Wording(template) for template in choices) for case, choices in templates.items()}


def fill(wording: Wording, terms: Mapping[str, Term], tongue: Tongue) -> str:
    """The sentence. Raises KeyError when the wording has a slot that the terms lack."""
    say, words = tongue.say, []
    for slot in wording.slots:
        term = terms[slot]
        words.append(say[type(term)](term))
    for at, agreement in wording.agreements:
        words[at] = tongue.agree(words[at], agreement)
    text = wording.pattern % tuple(words)
    return text[0].upper() + text[1:]


class Voice:
    """Speaks one caption's facts. Starts anywhere among a case's wordings and goes through them in turn, so that
    nothing is said twice in the same words before everything was said once."""

    def __init__(self, tongue: Tongue, level: Level, random: Random) -> None:
        self._tongue = tongue
        self._wordings = tongue.wordings[level]
        self._random = random
        self._next: dict[str, int] = {}

    def sentence(self, fact: Fact) -> str:
        return fill(self._wordings[fact.case][self.turn(fact.case)], fact.terms, self._tongue)

    def turn(self, case: str) -> int:
        """Which of the case's wordings is next."""
        choices = len(self._wordings[case])
        turn = self._next.get(case)
        if turn is None:
            turn = int(self._random.random() * choices)
        self._next[case] = turn + 1
        return turn % choices
