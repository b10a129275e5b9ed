"""How much a channel changes when nothing happens.

The yardstick of every structural claim is the median absolute difference of consecutive means: half of a day may
be events and not enter it (the MAD of Hampel, "The influence curve and its role in robust estimation", JASA 1974,
taken of differences so that a drifting level does not enter either). Taken at longer lags it is a structure
function and tells how far the noise wanders: white noise gives the same at every lag.
"""

from typing import NamedTuple

import numpy as np

from wearscribe.annotate.series import Floats, Series

_NORMAL_MEDIAN = 0.67449  # of |x|, x standard normal
_QUANTISATION = 12**-0.5  # sd of rounding to one step of the resolution


class Noise(NamedTuple):
    """Sd of the noise in a mean over `width` minutes, [channel], in the channel's unit: `level` as adjacent means
    see it, `wander` as means four widths apart see it (never below `level`)."""

    width: int
    level: Floats
    wander: Floats


def noise(series: Series, width: int) -> Noise:
    """The noise of the means over `width` minutes. NaN means (under half measured) are left out, not bridged."""
    means = series.means(width)
    level = np.maximum(_spread(means, lag=1), series.resolution * _QUANTISATION / np.sqrt(width))
    return Noise(width, level, np.maximum(_spread(means, lag=4), level))


def _spread(means: Floats, lag: int) -> Floats:
    """Robust sd of the differences at a lag, over √2: the sd of a mean if its noise were white. Shape [channel]."""
    difference = np.sort(np.abs(means[:, lag:] - means[:, :-lag]), axis=1)  # NaN sorts last
    known = np.isfinite(difference).sum(axis=1)
    spread = np.zeros(len(difference))
    rows = np.flatnonzero(known)
    spread[rows] = difference[rows, known[rows] // 2] / _NORMAL_MEDIAN
    spread /= np.sqrt(2)
    return spread
