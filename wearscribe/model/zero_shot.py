"""Which activity a stretch is, told by nearness to phrases: no classifier was trained for it.

A class is the mean direction of its phrases (Radford et al. 2021, arXiv 2103.00020, section 3.1.4). Nothing-of-these is
a class of its own with a fixed similarity, since "no exercise" is not a thing one does.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from schemas.activities import UNKNOWN


class Calibration(NamedTuple):
    """Fitted on validation people (`wearscribe.training.calibrate`).

    `temperature` divides the cosine similarities (Guo et al. 2017, arXiv 1706.04599), `background` is the similarity
    of nothing-of-these, and a class under `threshold` is not named.
    """

    temperature: float = 0.07
    background: float = 0.5
    threshold: float = 0.5


class Guess(NamedTuple):
    """`name` is one of the classes, or "unknown"; `confidence` is the probability of that, 0 to 1."""

    name: str
    confidence: float


def probabilities(similarities: np.ndarray, calibration: Calibration) -> np.ndarray:
    """[..., class] cosines to [..., class + 1]; the last one is nothing-of-these."""
    background = np.full((*similarities.shape[:-1], 1), calibration.background)
    logits = np.concatenate([similarities, background], axis=-1) / calibration.temperature
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def guess(row: np.ndarray, names: Sequence[str], calibration: Calibration) -> Guess | None:
    """What a row of `probabilities` says: the likeliest class; "unknown" where that is under the threshold but some
    class is likelier than none; None where none is likelier."""
    best, something = int(row[:-1].argmax()), 1 - float(row[-1])
    if row[best] >= calibration.threshold and row[best] > row[-1]:
        return Guess(names[best], float(row[best]))
    return Guess(UNKNOWN, something) if something > 0.5 else None


def prototype(phrases: np.ndarray) -> np.ndarray:
    """The mean direction [dim] of L2-normalised vectors [phrase, dim]."""
    mean = phrases.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))
