"""The words of a language, and a sentence as the row of tokens they make of it: channels, clock times, durations,
numbers, and the words that tell what those mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field
from typing import NamedTuple

from wearscribe.verify import trie
from wearscribe.verify.verdict import Quantity


class Token(NamedTuple):
    """`role` is `channel`, `label`, `value`, `time`, `duration`, `number`, or a kind of claim; `text` the channel,
    label or value meant; `number` minutes (of the day, of a duration) or the value. `[start, end)` in the sentence."""

    role: str
    text: str
    start: int
    end: int
    number: float = 0.0
    quantity: Quantity = Quantity(0)
    day: int | None = None  # of a time: -1 the day before the window starts, +1 the day after, None where untold


class Link(NamedTuple):
    """A number is `role` where the text before it ends, or the text behind it begins, as told."""

    role: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


def links(*told: tuple[str, str | None, str | None]) -> tuple[Link, ...]:
    return tuple(
        Link(role, re.compile(before) if before else None, re.compile(after) if after else None)
        for role, before, after in told
    )


def phrases(
    channels: Mapping[str, tuple[str, ...]],
    labels: Mapping[str, tuple[str, ...]],
    values: Mapping[str, tuple[str, ...]],
    roles: Mapping[str, tuple[str, ...]],
) -> dict[str, tuple[str, str]]:
    """Every phrase with the role and the text of its token."""
    said = {phrase: (role, "") for role, forms in roles.items() for phrase in forms}
    for role, table in (("value", values), ("label", labels), ("channel", channels)):
        said |= {phrase: (role, name) for name, forms in table.items() for phrase in forms}
    return said


@dataclass
class Lexicon:
    """`words` maps a phrase in lower case to a token's role and text, `units` a unit as printed to its name,
    `days_before` and `days_after` the words before or behind a clock time to the day it is of. `hours` and
    `minutes` are expressions; `bounded` tells that words end where letters do. `after` are phrases about the number
    they follow directly."""

    words: Mapping[str, tuple[str, str]]
    units: Mapping[str, str]
    days_before: Mapping[str, int]
    days_after: Mapping[str, int]
    hours: InitVar[str]
    minutes: InitVar[str]
    bounded: InitVar[bool]
    after: frozenset[str]
    links: Mapping[str, tuple[Link, ...]]
    _pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self, hours: str, minutes: str, bounded: bool) -> None:
        word = trie.pattern(self.words)
        word = rf"(?<![a-z])(?:{word})(?![a-z])" if bounded else word
        before = rf"(?:(?P<day_before>{trie.pattern(self.days_before)})\s*)?" if self.days_before else ""
        after = rf"(?:\s+(?P<day_after>{trie.pattern(self.days_after)}))?" if self.days_after else ""
        count = r"(?<![a-z\d.:])\d[\d,]*"
        self._pattern = re.compile(
            rf"{before}(?P<time>\d\d?:\d\d){after}"
            rf"|(?P<hours>{count})[\s-]?(?:{hours})(?:\s?(?:and )?(?P<rest>\d+)[\s-]?(?:{minutes}))?"
            rf"|(?P<minutes>{count})[\s-]?(?:{minutes})"
            rf"|(?P<number>[-−]?{count}(?:\.\d+)?)(?:\s?(?P<unit>{trie.pattern(self.units)})(?![a-z]))?"
            rf"|(?P<word>{word})"
        )

    def scan(self, sentence: str) -> list[Token]:
        """The tokens of a sentence in lower case."""
        return [self._token(match) for match in self._pattern.finditer(sentence)]

    def _token(self, match: re.Match[str]) -> Token:
        start, end = match.span()
        group = match.lastgroup
        if group == "word":
            role, text = self.words[match["word"]]
            return Token(role, text, start, end)
        if group in ("time", "day_after"):
            told = (match["day_before"] if self.days_before else None) or (
                match["day_after"] if self.days_after else None
            )
            hour, minute = match["time"].split(":")
            return Token("time", "", start, end, int(hour) * 60 + int(minute), day=self._day(told))
        if group in ("hours", "rest"):
            return Token("duration", "", start, end, _number(match["hours"]) * 60 + int(match["rest"] or 0))
        if group == "minutes":
            return Token("duration", "", start, end, _number(match["minutes"]))
        number = match["number"]
        unit = self.units[match["unit"]] if match["unit"] else ""
        quantity = Quantity(_number(number), len(number.partition(".")[2]), unit)
        return Token("number", "", start, end, quantity.value, quantity)

    def _day(self, told: str | None) -> int | None:
        return None if told is None else self.days_before.get(told, self.days_after.get(told))

    def linked(self, kind: str, sentence: str, token: Token) -> str | None:
        """What the number is by the words around it, None where they do not tell."""
        before, after = sentence[max(token.start - 24, 0) : token.start], sentence[token.end : token.end + 24]
        for link in self.links.get(kind, ()):
            if link.before is not None and link.before.search(before):
                return link.role
            if link.after is not None and link.after.match(after):
                return link.role
        return None


def _number(digits: str) -> float:
    return float(digits.replace(",", "").replace("−", "-"))
