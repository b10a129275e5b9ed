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
    """All [channel], in the channel's unit but for `rho`.

    `level`: sd of the noise in a mean over `width` minutes, as adjacent means see it; `wander`: the same, as
    means four widths apart see it (never below `level`); `rho`: lag-one autocorrelation of the means, 0 to 0.95;
    `samples`: number of measured means.
    """

    width: int
    level: Floats
    wander: Floats
    rho: Floats
    samples: Floats


def noise(series: Series, width: int) -> Noise:
    """The noise of the means over `width` minutes. NaN means (under half measured) are left out, not bridged."""
    means = series.means(width)
    near, next_, far = (_spread(means, lag) for lag in (1, 2, 4))
    floor = series.resolution * _QUANTISATION / np.sqrt(width)
    level = np.maximum(near, floor)
    ratio = np.divide(next_, near, out=np.ones_like(near), where=near > floor)
    rho = np.clip(ratio**2 - 1, 0, 0.95)
    return Noise(width, level, np.maximum(far, level), rho, np.isfinite(means).sum(axis=1).astype(np.float64))


def _spread(means: Floats, lag: int) -> Floats:
    """Robust sd of the differences at a lag, over √2: the sd of a mean if its noise were white. Shape [channel]."""
    difference = np.sort(np.abs(means[:, lag:] - means[:, :-lag]), axis=1)  # NaN sorts last
    known = np.isfinite(difference).sum(axis=1)
    spread = np.zeros(len(difference))
    rows = np.flatnonzero(known)
    spread[rows] = difference[rows, known[rows] // 2] / _NORMAL_MEDIAN
    spread /= np.sqrt(2)
    return spread
