"""Gaps in a channel, and times at which the device was not worn."""

import numpy as np

from wearscribe.annotate.claim import Claim
from wearscribe.annotate.runs import runs
from wearscribe.annotate.series import Bools, Series

SHORTEST_NON_WEAR = 30  # minutes


def unworn(series: Series) -> Bools:
    """Minutes, shape [minute], of stretches long enough to say that the device was not worn.

    Nothing is measured, or there is no heart beat from a device that measured some in this window, and no step.
    """
    silent = np.logical_not(series.measured.any(axis=0))
    heart, steps = series.row("heart_rate"), series.row("steps")
    if heart is not None and steps is not None:
        silent |= ~series.measured[heart] & (series.values[steps] == 0)
    not_worn = np.zeros(series.minutes, dtype=bool)
    for start, end in runs(silent, SHORTEST_NON_WEAR):
        not_worn[start:end] = True
    return not_worn


def non_wear(not_worn: Bools) -> list[Claim]:
    return [Claim("non_wear", None, start, end) for start, end in runs(not_worn)]


def gaps(series: Series, not_worn: Bools) -> list[Claim]:
    """The stretches of ten minutes or more that a channel misses, but for those in which nothing was worn.

    Of a channel without any measured minute nothing is claimed.
    """
    worn_before = np.concatenate(([0], np.cumsum(~not_worn))).tolist()
    return [
        Claim("gap", name, start, end)
        for name, stretches in zip(series.names, series.unmeasured, strict=True)
        for start, end in stretches
        if worn_before[end] > worn_before[start]
    ]
