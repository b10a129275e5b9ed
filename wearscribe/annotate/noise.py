"""How much a channel changes when nothing happens.

The yardstick of every structural claim is the median absolute difference of consecutive means: half of a day may
be events and not enter it (the MAD of Hampel, "The influence curve and its role in robust estimation", JASA 1974,
taken of differences so that a drifting level does not enter either). Taken at longer lags it is a structure
function and tells how far the noise wanders: white noise gives the same at every lag.

A channel that is silent most of the time has a median of zero. Where a tenth or more of its differences are not, they
are its noise, and the median is theirs.
"""

import numpy as np

from wearscribe.annotate.series import Floats

_NORMAL_MEDIAN = 0.67449  # of |x|, x standard normal
_SILENT = 1e-6  # below it a difference is rounding
_SPARSE = 0.1  # share of differences that make a noise of their own
_QUANTISATION = 12**-0.5  # sd of rounding to one step of the resolution


def noise(means: Floats, width: int, resolution: Floats, lag: int = 1) -> Floats:
    """Sd of the noise in means over `width` minutes, [channel, mean], as those `lag` widths apart see it, [channel], in
    the channel's unit. A mean that is NaN is left out, not bridged; no noise is less than that of the resolution."""
    difference = np.sort(np.abs(means[:, lag:] - means[:, :-lag]), axis=1)  # NaN sorts last
    known = np.isfinite(difference).sum(axis=1)
    silent = (difference < _SILENT).sum(axis=1)
    silent[known - silent < _SPARSE * known] = 0
    spread: Floats = resolution * _QUANTISATION / np.sqrt(width)
    rows = np.flatnonzero(known)
    median: Floats = difference[rows, (known + silent)[rows] // 2] / _NORMAL_MEDIAN
    spread[rows] = np.maximum(spread[rows], median / np.sqrt(2))
    return spread
