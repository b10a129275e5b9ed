"""Which activity this is, told by nearness to phrases: no classifier was trained for it."""

from typing import NamedTuple

import numpy as np


class Guess(NamedTuple):
    """`name` is one of the classes, or "unknown" where `confidence` (0 to 1, calibrated) is below the threshold."""

    name: str
    confidence: float


def classify(vectors: np.ndarray, prototypes: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """Probabilities [vector, class] of L2-normalised vectors [vector, dim] against prototypes [class, dim]."""
    raise NotImplementedError
