"""Resting heart rate."""

import numpy as np

from wearscribe.annotate.claim import Claim
from wearscribe.annotate.series import Series

MINUTES = 30


def resting_heart_rate(series: Series) -> list[Claim]:
    """The lowest mean heart rate over thirty consecutive minutes, all measured and all without a step.

    Where steps are not measured nobody knows that there were none, so nothing is claimed.
    """
    heart, steps = series.row("heart_rate"), series.row("steps")
    if heart is None or steps is None:
        return []
    still = series.measured[heart] & series.measured[steps] & (series.values[steps] == 0)
    run = np.concatenate(([0], np.cumsum(still)))
    starts = np.flatnonzero(run[MINUTES:] - run[:-MINUTES] == MINUTES)
    if starts.size == 0:
        return []
    means = series.mean(heart, starts, starts + MINUTES)
    lowest = int(means.argmin())
    start = int(starts[lowest])
    return [Claim("resting_heart_rate", "heart_rate", start, start + MINUTES, {"value": float(means[lowest])})]
