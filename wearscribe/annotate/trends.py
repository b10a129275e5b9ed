"""Trends: long ramps, tested against noise that remembers.

The test is the t-test of the least-squares slope of ten-minute means under AR(1) noise: the variance of the slope
is that of independent noise times (1 + ρ) / (1 - ρ), and the degrees of freedom are those of the effective sample
size n (1 - ρ) / (1 + ρ) (Bayley & Hammersley, "The effective number of independent observations in an
autocorrelated time series", JRSS 1946; Santer et al., JGR 2000, eq. 3 to 6, use the same for climate trends).
ρ and the noise are those of the residuals around the moves of the whole channel (ρ corrected for its bias in short
series, Kendall 1954), since a line fitted to a short span leaves too little of both; the residuals within the span
may raise the noise, never lower it. Because the span was chosen for its slope, the p-value is multiplied by the
number of spans that could have been chosen, over all channels (Bonferroni).
"""

import numpy as np
from scipy.special import stdtr

from wearscribe.annotate.claim import Claim
from wearscribe.annotate.moves import Moves
from wearscribe.annotate.noise import Noise
from wearscribe.annotate.series import Bools, Floats, Ints, Series

SHORTEST = 45  # minutes; a faster ramp is a shift
SIGNIFICANT = 0.05  # after the correction
LEAST_MEASURED = 0.5
EDGE = 15  # minutes at each end whose mean must lie on the line
OFF_LINE = 0.2  # of the change, how far that mean may be from it


def trends(whole: Series, series: Series, noise: Noise, found: Moves) -> list[Claim]:
    """The trends among the moves. `series` is `whole` without the sharp events; `noise` that of ten-minute means."""
    length = found.end - found.begin
    change = found.after - found.before
    p = _p_values(series, noise, found)
    keep = (length >= SHORTEST) & (p <= SIGNIFICANT) & (np.abs(change) >= 2 * series.resolution[found.rows])
    keep &= series.coverage(found.rows, found.begin, found.end) >= LEAST_MEASURED
    for seen in (whole, series):
        keep &= _ends_on_the_line(seen, noise, found)
    claims = []
    for i in np.flatnonzero(keep).tolist():
        row, begin, end = int(found.rows[i]), int(found.begin[i]), int(found.end[i])
        if whole.longest_unmeasured(row, begin, end) > max(20, (end - begin) // 5):
            continue
        values = {
            "from": float(found.before[i]),
            "to": float(found.after[i]),
            "slope": float(change[i]) * 60 / (end - begin),
        }
        claims.append(Claim("trend", series.names[row], begin, end, values, float(p[i])))
    return claims


def _p_values(series: Series, noise: Noise, found: Moves) -> Floats:
    """Corrected p-value of the slope of each move's ramp, [move]; 1 where too little is measured."""
    means = series.means(noise.width)
    t = (np.arange(means.shape[1]) + 0.5) * noise.width
    residual = means - _fitted(t, len(means), found)
    known = np.isfinite(residual)
    squares = np.where(known, residual, 0) ** 2
    n = known.sum(axis=1)
    rho = _autocorrelation(residual, known, n)
    inflation = (1 + rho) / (1 - rho)

    inside = (t >= found.begin[:, None]) & (t < found.end[:, None]) & known[found.rows]
    n_inside = np.maximum(inside.sum(axis=1), 1)
    middle = (inside * t).sum(axis=1) / n_inside
    spread = np.maximum((inside * (t - middle[:, None]) ** 2).sum(axis=1), 1e-9)
    variance = np.maximum.reduce(
        [
            noise.level[found.rows] ** 2,
            (squares.sum(axis=1) / np.maximum(n, 1))[found.rows],
            (inside * squares[found.rows]).sum(axis=1) / np.maximum(n_inside - 2, 1),
        ]
    )
    slope = (found.after - found.before) / np.maximum(found.end - found.begin, 1)
    statistic = np.abs(slope) / np.sqrt(variance * inflation[found.rows] / spread)
    freedom = np.maximum(n / inflation - 2, 1)[found.rows]
    spans = len(means) * means.shape[1] ** 2 / 2
    p: Floats = np.minimum(2 * stdtr(freedom, -statistic) * spans, 1)
    return np.where(n_inside >= 3, p, 1.0)


def _fitted(t: Floats, channels: int, found: Moves) -> Floats:
    """The channel as its moves tell it, [channel, t]: a line from ramp to ramp, level before the first and after
    the last. 0 for a channel without moves."""
    fitted = np.zeros((channels, t.size))
    for row in np.unique(found.rows).tolist():
        own = slice(*np.searchsorted(found.rows, (row, row + 1)).tolist())
        knots = np.column_stack((found.begin[own], found.end[own])).ravel()
        levels = np.column_stack((found.before[own], found.after[own])).ravel()
        fitted[row] = np.interp(t, knots, levels)
    return fitted


def _autocorrelation(residual: Floats, known: Bools, n: Ints) -> Floats:
    """Lag-one autocorrelation of each channel's residuals, [channel], 0 to 0.95."""
    x = np.where(known, residual, 0)
    pairs = np.maximum((known[:, 1:] & known[:, :-1]).sum(axis=1), 1)
    covariance = (x[:, 1:] * x[:, :-1]).sum(axis=1) / pairs
    rho = covariance / np.maximum((x**2).sum(axis=1) / np.maximum(n, 1), 1e-12)
    corrected: Floats = np.clip(rho + (1 + 4 * rho) / np.maximum(n, 1), 0, 0.95)
    return corrected


def _ends_on_the_line(series: Series, noise: Noise, found: Moves) -> Bools:
    """Whether the measured level at each end of the ramp is what the line says."""
    change = found.after - found.before
    length = np.maximum(found.end - found.begin, 1)
    edge = np.minimum(EDGE, length // 3)
    expected = change * edge / length / 2
    start = series.mean(found.rows, found.begin, found.begin + edge, least=3)
    end = series.mean(found.rows, found.end - edge, found.end, least=3)
    tolerance = np.maximum(OFF_LINE * np.abs(change), 2 * noise.level[found.rows])
    off = np.maximum(np.abs(start - found.before - expected), np.abs(end - found.after + expected))
    on_line: Bools = off <= tolerance  # NaN, an end that nobody measured, is not
    return on_line
