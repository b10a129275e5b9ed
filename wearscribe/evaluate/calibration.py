"""Is the model as sure of an activity as it is right? Of the stretches of a day, before its calibration and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np

from schemas.activities import UNKNOWN
from schemas.records import AnnotatedWindow, Inference
from wearscribe.evaluate.bootstrap import draws, measured
from wearscribe.evaluate.data import Day
from wearscribe.evaluate.results import Cell, Reliability, Row
from wearscribe.model.inferred import infer
from wearscribe.model.zero_shot import Calibration, probabilities
from wearscribe.training.calibrate import truth_of

BINS = 10

ABOUT = """*Calibration*, the second table: expected calibration error (Guo et al. 2017, arXiv 1706.04599) in {bins}
bins of equally many stretches, the probability of the likeliest class against how often it is right. *Every stretch*:
all that the model weighs in a day, nothing-of-these being a class too, of which it is clear what they were (an activity
that shares half of the stretch, or none). *Inferred*: those that it names, wrong where no such activity was logged. The
temperature changes no guess, only how sure it is; at 1 no stretch would reach the threshold of {threshold}, so the
same stretches are judged. An error is never negative, so that its interval lies a little high."""


@runtime_checkable
class Compares(Protocol):
    """A model that weighs the stretches of a window: `wearscribe.model.trained.TrainedModel`."""

    def similarities(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[np.ndarray, np.ndarray]]:
        """Of each window the stretches [stretch, 2] and their cosines [stretch, class]."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """`confidence` by temperature and `right`, [stretch], of the likeliest class; whose (`people`) each stretch is;
    whether it is `clear` what it was, and whether it is `inferred`."""

    confidence: dict[str, np.ndarray]
    right: np.ndarray
    people: np.ndarray
    clear: np.ndarray
    inferred: np.ndarray


def measure(model: Compares, days: Sequence[Day], calibration: Calibration) -> tuple[list[Row], Reliability]:
    """Rows of both kinds of stretches at both temperatures, and the curves."""
    found = stretches(model, days, calibration)
    rows: list[Row] = []
    curves: dict[str, Sequence[tuple[float, float]]] = {}
    for kind, chosen in (("every stretch", found.clear), ("inferred", found.inferred)):
        for name, sure in found.confidence.items():
            if chosen.any():
                confidence, right = sure[chosen], found.right[chosen]
                rows.append(_row(kind, name, confidence, right, found.people[chosen]))
                curves[f"{kind}, {name}"] = curve(confidence, right)
    return rows, Reliability("reliability", "As sure as right? Stretches of days by name", curves)


def stretches(model: Compares, days: Sequence[Day], calibration: Calibration) -> Stretches:
    """Of all `days`, seen without labels."""
    temperatures = {"temperature 1": calibration._replace(temperature=1.0), "calibrated": calibration}
    confidence: dict[str, list[np.ndarray]] = {name: [] for name in temperatures}
    right, people, clear, told = [], [], [], []
    weighed = model.similarities([day.seen for day in days])
    for day, (spans, cosines) in zip(days, weighed, strict=True):
        shares = {name: probabilities(cosines, each) for name, each in temperatures.items()}
        for name, each in shares.items():
            confidence[name].append(each.max(axis=1))
        truth = truth_of(day.whole, spans)
        right.append(shares["calibrated"].argmax(axis=1) == truth)
        people.append(np.full(len(spans), day.person))
        clear.append(truth >= 0)
        told.append(_named(spans, infer(day.seen.window, spans, shares["calibrated"], calibration)))
    return Stretches(
        {name: np.concatenate(each) for name, each in confidence.items()},
        np.concatenate(right),
        np.concatenate(people),
        np.concatenate(clear),
        np.concatenate(told),
    )


def calibration_error(confidence: np.ndarray, right: np.ndarray, weights: np.ndarray | None = None) -> float:
    """Of [stretch]es, in bins of equal weight: the mean distance of confidence and share right."""
    weight = np.ones(len(right)) if weights is None else weights
    gaps = np.bincount(_bins(confidence, weight), weight * (confidence - right), BINS)
    return float(np.abs(gaps).sum() / weight.sum())


def curve(confidence: np.ndarray, right: np.ndarray) -> list[tuple[float, float]]:
    """Mean confidence and share right of each bin."""
    bins = _bins(confidence, np.ones(len(right)))
    return [(float(confidence[bins == each].mean()), float(right[bins == each].mean())) for each in np.unique(bins)]


def _bins(confidence: np.ndarray, weight: np.ndarray) -> np.ndarray:
    order = np.argsort(confidence, kind="stable")
    bins = np.empty(len(order), dtype=int)
    before = weight[order].cumsum() - weight[order] / 2
    bins[order] = np.minimum(BINS * before / weight.sum(), BINS - 1).astype(int)
    return bins


def _row(kind: str, temperature: str, confidence: np.ndarray, right: np.ndarray, people: np.ndarray) -> Row:
    names, person = np.unique(people, return_inverse=True)
    resampled = [calibration_error(confidence, right, each[person]) for each in draws(len(names))]
    error = calibration_error(confidence, right)
    row: dict[str, Cell] = {"kind": kind, "by": temperature, "stretches": len(right)}
    row |= {"share right": float(right.mean()), "mean confidence": float(confidence.mean())}
    return {**row, "calibration error": measured(error, np.array(resampled), len(names))}


def _named(spans: np.ndarray, inferences: Sequence[Inference]) -> np.ndarray:
    """Which of the stretches are inferred and have a name."""
    named = {(each.start, each.end) for each in inferences if each.name != UNKNOWN}
    return np.array([(start, end) in named for start, end in spans.tolist()], dtype=bool)
