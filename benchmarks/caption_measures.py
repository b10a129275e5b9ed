"""What is measured of a captioner: sentences that are false, what it finds where something was planted or nothing is,
how it tells a night, its grammar and its variety. A captioner is a function from a window and a seed to sentences,
each already judged by the checker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.planted import Planted
from schemas.records import Language, SensorWindow
from wearscribe.verify import Claim, Verdict
from wearscribe.verify.read import LEXICONS

CHANGES = ("trend", "peak", "drop", "shift")
RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    language: Language
    level: str
    verdict: Verdict


Captioner = Callable[[SensorWindow, int], list[Said]]


@dataclass
class Truth:
    """Sentences of many days, judged. `people` holds, for each person, sentences and false ones."""

    sentences: int = 0
    false: int = 0
    unreadable: int = 0
    unfounded: int = 0  # on an absent channel, or on a stretch under a quarter measured
    days: int = 0
    days_with_false: int = 0
    facts: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    people: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def interval(self, random: np.random.Generator) -> tuple[float, float]:
        """95 % bootstrap interval of the share that is false; people are drawn, each with all of their days."""
        totals = np.array([np.sum(days, axis=0) for days in self.people.values()])
        draws = totals[random.integers(0, len(totals), (RESAMPLES, len(totals)))].sum(axis=1)
        low, high = np.percentile(draws[:, 1] / np.maximum(draws[:, 0], 1), [2.5, 97.5])
        return float(low), float(high)


def truth(days: Iterable[tuple[str, SensorWindow]], captioner: Captioner) -> Truth:
    total = Truth()
    for number, (person, window) in enumerate(days):
        said = captioner(window, number)
        wrong = [s for s in said if s.verdict.false]
        total.days += 1
        total.sentences += len(said)
        total.false += len(wrong)
        total.unreadable += sum(s.verdict.unreadable for s in said)
        total.days_with_false += bool(wrong)
        total.facts += len(facts(said))
        total.people.setdefault(person, []).append((len(said), len(wrong)))
        for sentence in said:
            if sentence.verdict.unreadable:
                _note(total, "unreadable", f"{window.start:%Y-%m-%d} {sentence.text}")
        for sentence in wrong:
            claim = next(claim for claim in sentence.verdict.claims if not claim.true)
            total.unfounded += claim.reason in ("absent_channel", "unmeasured")
            _note(total, f"{claim.kind}: {claim.reason}", f"{window.start:%Y-%m-%d} {sentence.text}")
    return total


def _note(total: Truth, reason: str, example: str) -> None:
    total.reasons[reason] += 1
    total.examples.setdefault(reason, []).append(example)


def facts(said: Iterable[Said]) -> set[tuple[object, ...]]:
    """The true claims of a day in one language, each once however often it is said: what, of which channel, where.
    The numbers about a whole channel are one fact together."""
    return {
        (claim.kind, claim.channel, claim.name, claim.start if claim.at is None else claim.at, claim.end)
        if claim.kind != "statistics"
        else (claim.kind, claim.channel)
        for sentence in said
        if sentence.language == "en"
        for claim in sentence.verdict.claims
        if claim.true
    }


def changes(said: Iterable[Said]) -> list[Claim]:
    """The trends, peaks, drops and shifts that a day's English structural sentences tell of."""
    return [
        claim
        for sentence in said
        if sentence.language == "en" and sentence.level == "structural"
        for claim in sentence.verdict.claims
        if claim.kind in CHANGES or (claim.kind == "count" and claim.name in CHANGES)
    ]


@dataclass
class Found:
    planted: int = 0
    found: int = 0
    near: int = 0

    @property
    def share(self) -> float:
        return self.near / max(self.planted, 1)


def events_found(days: Iterable[Planted], captioner: Captioner, within: int = 10) -> Found:
    """Events told of with the right direction; those of them at the right time."""
    result = Found()
    for number, day in enumerate(days):
        told = [c for c in changes(captioner(day.window, number)) if c.kind == day.kind and c.channel == "heart_rate"]
        result.planted += 1
        result.found += bool(told)
        result.near += any(c.at is not None and abs(c.at - day.start) <= within for c in told)
    return result


def ramps_found(days: Iterable[Planted], captioner: Captioner, within: int = 20) -> Found:
    """Ramps told of as a trend in the right direction; those of them with both ends at the right time."""
    result = Found()
    for number, day in enumerate(days):
        told = [
            (c.start, c.end)
            for c in changes(captioner(day.window, number))
            if c.kind == "trend" and c.channel == "heart_rate" and c.sign == day.sign
        ]
        spans = [(start, end) for start, end in told if start is not None and end is not None]
        result.planted += 1
        result.found += any(start < day.end and end > day.start for start, end in spans)
        result.near += any(abs(s - day.start) <= within and abs(e - day.end) <= within for s, e in spans)
    return result


_NOUNS = "minute|hour|step|awakening|bout|peak|gap|trend|drop"
_ONE = re.compile(rf"(?<![\d.,:])1 (?:{_NOUNS})s\b")
_MANY = re.compile(rf"(?<![\d.,:])(?!1 )\d[\d,]* (?:{_NOUNS})(?![\w/-])")
_ARTICLE = re.compile(r"\b(an?) ([a-z0-9][\w.,-]*)", re.IGNORECASE)


def grammar_errors(sentence: str) -> int:
    """Wrong articles ("an drop") and numbers ("1 minutes") of an English sentence."""
    wrong = sum((article.lower() == "an") != _vowel_sound(word) for article, word in _ARTICLE.findall(sentence))
    return wrong + len(_ONE.findall(sentence)) + len(_MANY.findall(sentence))


def _vowel_sound(word: str) -> bool:
    if word[0].isdigit():
        leading = re.split(r"[.,-]", word)[0]
        return leading[0] == "8" or leading in ("11", "18")
    if word.isupper() and len(word) > 1:
        return word[0] in "AEFHILMNORSX" and word != "HIIT"
    lower = word.lower()
    return lower.startswith(("a", "e", "i", "o", "u", "hour")) and not lower.startswith(("uni", "use", "one"))


def wording(said: Said) -> str:
    """The sentence without its numbers, times and names."""
    text = said.text.lower()
    parts, last = [], 0
    for token in LEXICONS[said.language].scan(text):
        if token.role in ("channel", "label", "time", "duration", "number"):
            parts += [text[last : token.start], "#"]
            last = token.end
    masked = "".join([*parts, text[last:]])
    if said.language == "en":
        return re.sub(r"\b(?:an|the)\b", "a", masked)
    return re.sub(r"(?<=#)(?:[은는이가을를과와]|으로|로|이었|였|이며|며)", "", masked)


def distinct(said: Sequence[Said], language: Language) -> int:
    return len({wording(sentence) for sentence in said if sentence.language == language})
