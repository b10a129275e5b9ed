"""How far a number would move with other people: 95 % percentile bootstrap, resampling people and not windows.

Days of one person are alike, so that an interval over days would be too narrow (Efron and Tibshirani 1993, ch. 8).
"""

from dataclasses import dataclass

import numpy as np

DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Measured:
    """A number with its 95 % interval; `n` is how many people (or queries) were resampled."""

    value: float
    low: float
    high: float
    n: int

    @property
    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


def mean_by(groups: np.ndarray, values: np.ndarray, seed: int = 0) -> Measured:
    """The mean of `values` [example], NaN left out, with the interval over their `groups` [example]: people, queries.

    Raises ValueError where nothing was measured.
    """
    known = ~np.isnan(values)
    if not known.any():
        raise ValueError("nothing was measured")
    names, group = np.unique(groups[known], return_inverse=True)
    sums, counts = np.bincount(group, values[known]), np.bincount(group)
    weights = draws(len(names), seed)
    means = weights @ sums / (weights @ counts)
    return Measured(float(sums.sum() / counts.sum()), *_percentiles(means), n=len(names))


def weights_by(groups: np.ndarray, seed: int = 0) -> np.ndarray:
    """How often each example is drawn, [draw, example], for a measure that is not a mean."""
    names, group = np.unique(groups, return_inverse=True)
    return draws(len(names), seed)[:, group]


def measured(value: float, resampled: np.ndarray, n: int) -> Measured:
    return Measured(value, *_percentiles(resampled), n=n)


def draws(groups: int, seed: int = 0) -> np.ndarray:
    """Float32 [draw, group]: how often each group is drawn in `groups` draws with replacement."""
    random = np.random.default_rng(seed)
    return random.multinomial(groups, np.full(groups, 1 / groups), size=DRAWS).astype(np.float32)


def _percentiles(values: np.ndarray) -> tuple[float, float]:
    low, high = np.nanpercentile(values, (2.5, 97.5))
    return float(low), float(high)
