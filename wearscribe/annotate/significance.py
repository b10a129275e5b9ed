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

from wearscribe.annotate.moves import Moves
from wearscribe.annotate.series import Bools, Floats, Ints

TESTED = 10  # minutes averaged in the means that are tested
SIGNIFICANT = 0.05  # after the correction
_OWN_NOISE = 18  # means from which the residuals of a move are a noise of its own
_PARAMETERS = 4  # of the fit: two knots, two levels


def p_values(means: Floats, noise: Floats, found: Moves) -> Floats:
    """Corrected two-sided p-value of each move's change, [move], from the ten-minute means, [channel, mean], and the
    noise in them, [channel]."""
    if not found.rows.size:
        return np.empty(0)
    t: Floats = np.multiply(np.arange(means.shape[1]) + 0.5, TESTED)
    residual = np.subtract(means, _fitted(t, len(means), found))
    known = np.isfinite(residual)
    squares = np.where(known, residual, 0) ** 2
    n = known.sum(axis=1)
    rho = _autocorrelation(residual, known, n)
    inflation = ((1 + rho) / (1 - rho))[found.rows]

    inside = (t >= found.first[:, None]) & (t < found.last[:, None]) & known[found.rows]
    n_inside = np.maximum(inside.sum(axis=1), 1)
    length = np.maximum(found.end - found.begin, 1)
    ramp = np.clip((t - found.begin[:, None]) / length[:, None], 0, 1)
    ramp *= inside
    spread = np.maximum(np.einsum("ij,ij->i", ramp, ramp) - ramp.sum(axis=1) ** 2 / n_inside, 1e-9)

    own = (squares[found.rows] * inside).sum(axis=1) / np.maximum(n_inside - _PARAMETERS, 1)
    channel = squares.sum(axis=1)[found.rows] / np.maximum(n[found.rows], 1)
    long = n_inside >= _OWN_NOISE
    variance = np.where(long, own, np.maximum(own, channel))
    variance = np.maximum(variance, (noise[found.rows] / 2) ** 2)  # not even sleep is quieter than this
    freedom = np.where(long, n_inside - _PARAMETERS, n[found.rows]) / inflation
    statistic = np.abs(found.change) / np.sqrt(variance * inflation / spread)
    spans = len(means) * means.shape[1] ** 2 / 2
    p: Floats = np.minimum(2 * stdtr(np.maximum(freedom, 1), -statistic) * spans, 1)
    return p


def _fitted(t: Floats, channels: int, found: Moves) -> Floats:
    """The channel as its moves tell it, [channel, t]: a line from ramp to ramp, level before the first and after
    the last. Without meaning for a channel that has no moves."""
    apart = 2 * TESTED * t.size  # all channels on one axis
    first = np.concatenate(([True], found.rows[1:] != found.rows[:-1]))
    last = np.concatenate((first[1:], [True]))
    start, end = np.where(first, -TESTED, found.begin), np.where(last, apart - 2 * TESTED, found.end)
    knots = np.column_stack((start, found.begin, found.end, end)) + apart * found.rows[:, None]
    levels = np.column_stack((found.before, found.before, found.after, found.after))
    axis = t + apart * np.arange(channels)[:, None]
    return np.interp(axis, knots.ravel(), levels.ravel())


def _autocorrelation(residual: Floats, known: Bools, n: Ints) -> Floats:
    """Lag-one autocorrelation of each channel's residuals, [channel], 0 to 0.95."""
    x = np.where(known, residual, 0)
    pairs = np.maximum((known[:, 1:] & known[:, :-1]).sum(axis=1), 1)
    covariance = (x[:, 1:] * x[:, :-1]).sum(axis=1) / pairs
    rho = covariance / np.maximum((x**2).sum(axis=1) / np.maximum(n, 1), 1e-12)
    corrected: Floats = np.clip(rho + (1 + 4 * rho) / np.maximum(n, 1), 0, 0.95)
    return corrected
