"""Which of some labels tell a day, and whether any does: what classify_window answers, and the two numbers it takes.

    python -m benchmarks.labels [--people 40] [--days 15]

Days of simulated people, heart rate and steps, nothing logged; their vectors by the released model, texts by the
transformer and by the static tower. Asked of a day:

- *activities*: which of twenty, by name (days with one of them); days without any activity: none of them;
- *facts*: one fact that holds of the day among three that do not, in short words; or four that do not: none of them;
- *beside*: the activity's name among three texts about anything else (`off_topic.py`, those no tower was taught);
- *off topic*: four such texts: none of them.

A label's score is the mean of its cosine with the day as a whole and of that with the nearest span of the day. *Whole*,
*span*: by one of the two alone. `unknown` is a label more, with a score of its own. That one and the temperature are
fitted on validation people, all four kinds weighing alike, by the likelihood of what is right; judged on test people.
Shares of what is named right, with 95 % intervals, bootstrap by person; *error*: expected calibration error. The
baseline, *whole* and *before*, is the day as a whole, a temperature of .05 and no `unknown`.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import NamedTuple

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.optimize import minimize

from wearscribe.embedder import Embedder
from wearscribe.evaluate.bootstrap import mean_by
from wearscribe.evaluate.class_words import NAMES
from wearscribe.evaluate.crops import CLASSES
from wearscribe.evaluate.data import TEST, VALIDATION, Day, held_out_days
from wearscribe.evaluate.zero_shot import single_class
from wearscribe.model.embedders import RELEASED, WEIGHTS, load
from wearscribe.model.zero_shot import Calibration, probabilities
from wearscribe.static_tower import FILE, StaticTower
from wearscribe.training.asks import single
from wearscribe.training.facts import facts
from wearscribe.training.off_topic import OFF_TOPIC

FORMER = Calibration(temperature=0.05, background=-9.0)
_AT_ONCE = 64
_BINS = 10
Embed = Callable[[Sequence[str]], np.ndarray]


class Question(NamedTuple):
    """`right`: which of the labels, their number where none is."""

    kind: str
    day: int
    labels: tuple[str, ...]
    right: int


class Scored(NamedTuple):
    """Cosines [label] of the day as a whole and of its nearest span."""

    question: Question
    whole: np.ndarray
    span: np.ndarray

    @property
    def both(self) -> np.ndarray:
        return np.asarray((self.whole + self.span) / 2)


def questions(days: Sequence[Day], half: int, random: Random) -> Iterator[Question]:
    names = tuple(NAMES[name][0] for name in CLASSES)
    away = [text for texts in OFF_TOPIC.values() for text in texts[1 + 2 * half :: 4]]
    places, classes = single_class(days)
    for day, right in zip(places.tolist(), classes.tolist(), strict=True):
        yield Question("activities", day, names, right)
        yield Question("beside", day, (names[right], *random.sample(away, 3)), 0)
    held = [facts(day.told.window, day.told.annotations) for day in days]
    for place, day in enumerate(days):
        yield Question("off topic", place, tuple(random.sample(away, 4)), 4)
        if not any(label.kind == "activity" for label in day.whole.labels):
            yield Question("activities", place, names, len(names))
        for language in OFF_TOPIC:
            others = random.sample(range(len(days)), min(40, len(days)))
            asks = (single(held[other], language, random) for other in others)
            of_others = (ask.text for ask in asks if ask is not None and held[place].isdisjoint(ask.need))
            unmet = list(dict.fromkeys(of_others))[:4]
            own = single(held[place], language, random)
            if own is not None and len(unmet) == 4:
                met = random.random() < 0.5
                yield Question("facts", place, (own.text, *unmet[1:]) if met else tuple(unmet), 0 if met else 4)


def score(days: Sequence[Day], model: Embedder, embed: Embed, half: int) -> list[Scored]:
    spans = [
        np.stack([each.vector for each in seen])
        for at in range(0, len(days), _AT_ONCE)
        for seen in model.embed([day.seen for day in days[at : at + _AT_ONCE]])
    ]
    asked = list(questions(days, half, Random(half)))
    known = {
        label: place for place, label in enumerate(dict.fromkeys(label for each in asked for label in each.labels))
    }
    vectors = embed(list(known))
    scored = []
    for each in asked:
        cosines = spans[each.day] @ vectors[[known[label] for label in each.labels]].T
        scored.append(Scored(each, cosines[0], cosines.max(axis=0)))
    return scored


def fit(scored: Sequence[Scored]) -> Calibration:
    """The temperature and the similarity of `unknown` under which what is right is likeliest."""
    kinds = np.array([each.question.kind for each in scored])

    def loss(at: np.ndarray) -> float:
        calibration = Calibration(float(np.exp(at[0])), float(at[1]))
        shares = [probabilities(each.both, calibration)[each.question.right] for each in scored]
        costs = -np.log(np.array(shares) + 1e-12)
        return float(np.mean([costs[kinds == kind].mean() for kind in set(kinds)]))

    best = minimize(loss, np.array([np.log(0.07), 0.5]), method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-4}).x
    return Calibration(float(np.exp(best[0])), float(best[1]))


def table(way: str, scored: Sequence[Scored], days: Sequence[Day], fitted: Calibration) -> Table:
    """Of each kind what is named right where some label is, without `unknown` and with it; where none is, what is told
    unknown; and how far off the probabilities are."""
    shown = Table("asked", "questions", *("whole", "span", "both", "and unknown"), "none of them", "error", "before")
    shown.title = f"{way}: temperature {fitted.temperature:.3f}, unknown at {fitted.background:.3f}"
    for kind in dict.fromkeys(each.question.kind for each in scored):
        some = [each for each in scored if each.question.kind == kind]
        people = np.array([days[each.question.day].person for each in some])
        right = np.array([each.question.right for each in some])
        none = right == np.array([len(each.question.labels) for each in some])
        before = [probabilities(each.whole, FORMER) for each in some]
        now = [probabilities(each.both, fitted) for each in some]
        ways = (before, [each.span for each in some], [each.both for each in some], now)
        named = [np.array([each.argmax() for each in way]) == right for way in ways]
        shares = [_share(people[~none], each[~none]) for each in named] + [_share(people[none], named[-1][none])]
        shown.add_row(kind, str(len(some)), *shares, *(f"{_error(each, right):.3f}" for each in (now, before)))
    return shown


def _share(people: np.ndarray, right: np.ndarray) -> str:
    return str(mean_by(people, right.astype(float))) if len(right) else "-"


def _error(shares: Sequence[np.ndarray], right: np.ndarray) -> float:
    """Expected calibration error of the likeliest label (Guo et al. 2017, arXiv 1706.04599, equation 3)."""
    sure, hit = np.array([p.max() for p in shares]), np.array([p.argmax() for p in shares]) == right
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    return float(sum(abs(sure[bins == b].mean() - hit[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=40, help="of validation, and as many of test")
    parser.add_argument("--days", type=int, default=15, help="of each")
    arguments = parser.parse_args()
    model, tower = load(RELEASED), StaticTower.load(WEIGHTS / RELEASED / FILE)
    fitted_on, judged = (
        list(held_out_days(arguments.people, arguments.days, seed=seed)) for seed in (VALIDATION, TEST)
    )
    console = Console(width=180)
    for way, embed in (("transformer", model.embed_text), ("static tower", tower.embed)):
        fitted = fit(score(fitted_on, model, embed, 0))
        console.print(table(way, score(judged, model, embed, 1), judged, fitted))


if __name__ == "__main__":
    main()
