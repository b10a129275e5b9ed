"""When nothing answers: the least cosine of the best window from which on a text has an answer in the pool.

Queries that something answers are asks sampled from the facts of the pool's days. Nothing answers the same asks where
the days that answer them are taken out of the pool, nor texts about anything else (`off_topic.py`). Half of the
queries have an answer, a quarter has lost it, a quarter is off topic. A verdict "nothing" must be right in
`PRECISION` of the cases; of the thresholds that are, the one is taken that recognises most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple, Self

import numpy as np

from schemas.records import AnnotatedWindow
from wearscribe.evaluate.bootstrap import Measured, measured, weights_by
from wearscribe.evaluate.data import Day
from wearscribe.training.asks import Ask, several, single
from wearscribe.training.facts import facts
from wearscribe.training.off_topic import OFF_TOPIC

PRECISION = 0.98
ANSWERED, TAKEN_OUT, OFF = "answered", "answers taken out", "off topic"
_SHARES = {ANSWERED: 0.5, TAKEN_OUT: 0.25, OFF: 0.25}
_ASKS_A_PERSON = 4  # a language
_LEAST_LEFT = 0.5  # of the pool, where answers are taken out

Embed = Callable[[Sequence[str]], np.ndarray]  # texts in, L2-normalised [text, dimension] out


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Days: `people` [day], `vectors` [day, dimension] as the model sees them, and the facts that hold of each."""

    people: np.ndarray
    vectors: np.ndarray
    facts: Sequence[frozenset[str]]

    @classmethod
    def of(cls, days: Sequence[Day], embed: Callable[[Sequence[AnnotatedWindow]], np.ndarray]) -> Self:
        return cls(
            np.array([day.person for day in days]),
            embed([day.seen for day in days]),
            [facts(day.told.window, day.told.annotations) for day in days],
        )

    def answers(self, ask: Ask) -> np.ndarray:
        """bool [day]"""
        return np.array([holds.issuperset(ask.need) and holds.isdisjoint(ask.forbid) for holds in self.facts])

    def part(self, chosen: np.ndarray) -> Self:
        """The days where `chosen` [day]."""
        return type(self)(
            self.people[chosen],
            self.vectors[chosen],
            [each for each, keep in zip(self.facts, chosen, strict=True) if keep],
        )


class Asked(NamedTuple):
    """Of each query how near its best window is, whether any answers, what kind of query it is, in which language, and
    whose it is: a person's, or, negative, its own."""

    best: np.ndarray
    kinds: np.ndarray
    languages: np.ndarray
    owners: np.ndarray

    @property
    def weights(self) -> np.ndarray:
        """[query]: each kind has its share."""
        weight = {kind: share / max(np.sum(self.kinds == kind), 1) for kind, share in _SHARES.items()}
        return np.array([weight[kind] for kind in self.kinds])


class Judged(NamedTuple):
    """`precision`: of the verdicts "nothing", how many are right; `recall`: of the queries that nothing answers, how
    many are told so; on people and texts that the threshold was not fitted on. `told`: the share of "nothing" by kind.
    Intervals: bootstrap by person, or off-topic text. A threshold of None: no threshold is so precise."""

    threshold: float | None
    precision: Measured | None
    recall: Measured | None
    told: dict[str, float]


def calibrate(pool: Pool, embed: Embed, seed: int) -> Judged:
    """Fitted on every second person and off-topic text, judged by the others."""
    even = pool.people % 2 == 0
    threshold = fit(ask(pool.part(even), embed, 0, seed))
    return judge(ask(pool.part(~even), embed, 1, seed), threshold)


def ask(pool: Pool, embed: Embed, half: int, seed: int) -> Asked:
    """Queries of the pool's people, with and without their answers, and the `half` (0, 1) of those off-topic texts
    that no tower is taught."""
    random = Random(f"{seed}-{half}")
    days = [day for person in np.unique(pool.people) for day in _some(np.flatnonzero(pool.people == person), random)]
    asks = [
        (say(pool.facts[day], language, random), day)
        for day in days
        for say in (single, several)
        for language in OFF_TOPIC
    ]
    known = [(each, day) for each, day in asks if each is not None]
    cosines = embed([each.text for each, _ in known]) @ pool.vectors.T
    rows: list[tuple[float, str, str, int]] = []
    for scores, (each, day) in zip(cosines, known, strict=True):
        answers = pool.answers(each)
        person = int(pool.people[day])
        rows.append((float(scores.max()), ANSWERED, each.language, person))
        if (~answers).mean() >= _LEAST_LEFT:
            rows.append((float(scores[~answers].max()), TAKEN_OUT, each.language, person))
    for language, texts in OFF_TOPIC.items():
        best = (embed(texts[1 + 2 * half :: 4]) @ pool.vectors.T).max(axis=1)
        rows += [(float(score), OFF, language, -1 - len(rows) - place) for place, score in enumerate(best)]
    return Asked(*(np.array(column) for column in zip(*rows, strict=True)))


def fit(asked: Asked) -> float | None:
    """Between the two queries where most of those without an answer are below it, and `PRECISION` of all below are."""
    order = np.argsort(asked.best, kind="stable")
    best, weights = asked.best[order], asked.weights[order]
    right = np.cumsum(weights * (asked.kinds[order] != ANSWERED))
    precise = np.flatnonzero(right / np.cumsum(weights) >= PRECISION)
    precise = precise[precise < len(best) - 1]
    return float(best[precise[-1] : precise[-1] + 2].mean()) if len(precise) else None


def judge(asked: Asked, threshold: float | None) -> Judged:
    none = np.zeros(len(asked.best), bool) if threshold is None else asked.best < threshold
    told = {str(kind): float(none[asked.kinds == kind].mean()) for kind in np.unique(asked.kinds)}
    if not none.any():
        return Judged(threshold, None, None, told)
    right = none & (asked.kinds != ANSWERED)
    draws = np.concatenate([np.ones((1, len(none))), weights_by(asked.owners)]) * asked.weights
    with np.errstate(invalid="ignore"):  # a draw without any verdict
        precision, recall = (draws @ right / (draws @ of) for of in (none, asked.kinds != ANSWERED))
    people = len(np.unique(asked.owners))
    return Judged(
        threshold,
        measured(float(precision[0]), precision[1:], people),
        measured(float(recall[0]), recall[1:], people),
        told,
    )


def _some(days: np.ndarray, random: Random) -> list[int]:
    return random.sample(days.tolist(), min(len(days), _ASKS_A_PERSON))
