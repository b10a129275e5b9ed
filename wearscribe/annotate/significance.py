"""Whether a move is more than noise that remembers.

The test is the t-test of the change in the hold-ramp-hold fit of ten-minute means under AR(1) noise: the variance of
the change is that of independent noise times (1 + ρ) / (1 - ρ), and the degrees of freedom are those of the
effective sample size n (1 - ρ) / (1 + ρ) (Bayley & Hammersley, "The effective number of independent observations in
an autocorrelated time series", JRSS 1946; Santer et al., JGR 2000, eq. 3 to 6, do so for climate trends). ρ is that
of the residuals around the moves of the whole channel, corrected for its bias in short series (Kendall 1954); the
variance is that of the residuals around the move where it is three hours long, since the night is quieter than the
day, and never below the channel's where it is shorter, since a fit to few means leaves too little. Because the move
was chosen for its change, the p-value is multiplied by the number of spans that could have been chosen, over all
channels (Bonferroni).
"""

import numpy as np
from scipy.special import stdtr

from wearscribe.annotate.moves import SCALES, Moves
from wearscribe.annotate.series import Bools, Floats, Ints, running

TESTED = 10  # minutes averaged in the means that are tested
SIGNIFICANT = 0.05  # after the correction
_OWN_NOISE = 18  # means from which the residuals of a move are a noise of its own
_PARAMETERS = 4  # of the fit: two knots, two levels


def p_values(means: Floats, noise: Floats, found: Moves) -> Floats:
    """Corrected two-sided p-value of each move's change, [move], from the ten-minute means, [channel, mean], and the
    noise in them, [channel]."""
    if not found.rows.size:
        return np.empty(0)
    t: Ints = TESTED * np.arange(means.shape[1]) + TESTED // 2
    tracks = found.rows + len(means) * found.scale  # each channel at each scale, as its moves there tell it
    residual = np.tile(means, (len(SCALES), 1))
    residual -= _fitted(t, tracks, len(residual), found)
    known = np.isfinite(residual)
    residual[~known] = 0
    count, squares = running(known, np.int64), running(residual * residual, np.float64)
    n = count[:, -1]
    rho = _autocorrelation(residual, known, n, squares[:, -1] / np.maximum(n, 1))
    inflation = ((1 + rho) / (1 - rho))[tracks]

    first, last = ((tracks, np.searchsorted(t, minutes)) for minutes in (found.first, found.last))
    n_inside = np.maximum(count[last] - count[first], 1)
    own = (squares[last] - squares[first]) / np.maximum(n_inside - _PARAMETERS, 1)
    channel = (squares[:, -1] / np.maximum(n, 1))[tracks]
    long = n_inside >= _OWN_NOISE
    variance = np.where(long, own, np.maximum(own, channel))
    variance = np.maximum(variance, (noise[found.rows] / 2) ** 2)  # not even sleep is quieter than this
    freedom = np.where(long, n_inside - _PARAMETERS, n[tracks]) / inflation
    statistic = np.abs(found.change) / np.sqrt(variance * inflation / _spread(t, tracks, known, count, found))
    spans = len(means) * means.shape[1] ** 2 / 2
    p: Floats = np.minimum(2 * stdtr(np.maximum(freedom, 1), -statistic) * spans, 1)
    return p


def _spread(t: Ints, tracks: Ints, known: Bools, count: Ints, found: Moves) -> Floats:
    """Sum of squares of each move's f around its mean, over its known means, [move].

    f is 0 before the ramp, (t - begin) / length in it, 1 after it: its sums come from running sums of t and t²."""
    first, last, begin, end = ((tracks, np.searchsorted(t, minutes)) for minutes in found[2:6])
    t_sum = running(known, np.int64, t)
    tt_sum = running(known, np.int64, np.square(t))
    n, after = count[end] - count[begin], count[last] - count[end]
    t_ramp, tt_ramp = t_sum[end] - t_sum[begin], tt_sum[end] - tt_sum[begin]
    length = np.maximum(found.end - found.begin, 1)
    f = (t_ramp - found.begin * n) / length + after
    ff = (tt_ramp - found.begin * (2 * t_ramp - found.begin * n)) / length**2 + after
    spread: Floats = np.maximum(ff - f**2 / np.maximum(count[last] - count[first], 1), 1e-9)
    return spread


def _fitted(t: Ints, tracks: Ints, count: int, found: Moves) -> Floats:
    """What the moves make of each of `count` tracks, [track, t], `tracks` the one of each move: a line from ramp to
    ramp, level before the first and after the last. Without meaning for a track that has no moves."""
    apart = 2 * TESTED * t.size  # all tracks on one axis
    first = np.concatenate(([True], tracks[1:] != tracks[:-1]))
    last = np.concatenate((first[1:], [True]))
    start, end = np.where(first, -TESTED, found.begin), np.where(last, apart - 2 * TESTED, found.end)
    knots = np.column_stack((start, found.begin, found.end, end)) + apart * tracks[:, None]
    levels = np.column_stack((found.before, found.before, found.after, found.after))
    axis = t + apart * np.arange(count)[:, None]
    fitted: Floats = np.interp(axis, knots.ravel(), levels.ravel())
    return fitted


def _autocorrelation(residual: Floats, known: Bools, n: Ints, variance: Floats) -> Floats:
    """Lag-one autocorrelation of each channel's residuals, zero where not known, [channel], 0 to 0.95."""
    pairs = np.maximum((known[:, 1:] & known[:, :-1]).sum(axis=1), 1)
    covariance = (residual[:, 1:] * residual[:, :-1]).sum(axis=1) / pairs
    rho = covariance / np.maximum(variance, 1e-12)
    corrected: Floats = np.clip(rho + (1 + 4 * rho) / np.maximum(n, 1), 0, 0.95)
    return corrected
