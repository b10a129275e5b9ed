"""Where a change between two turning points begins and ends: a hold, a ramp, a hold.

The least-squares fit of `level + change · f(t)` with f = 0 up to minute `begin`, rising in a line to 1 at minute
`end`, 1 after it: the continuous piecewise-linear fit with two knots (Hudson, "Fitting segmented curves whose join
points have to be estimated", JASA 1966). Every sum in it comes from running sums, so a pair of knots costs the
same however long the stretch, and all stretches are searched at once, on a grid that narrows around the best pair.
"""

from typing import NamedTuple

import numpy as np

from wearscribe.annotate.series import Floats, Ints, Series

_GRID = 13  # knots tried a side and round
_ROUNDS = 3  # each narrows the grid sixfold: a day ends at single minutes


class Ramps(NamedTuple):
    """All [stretch]: minutes and levels."""

    begin: Ints
    end: Ints
    before: Floats
    after: Floats


def ramps(series: Series, rows: Ints, starts: Ints, ends: Ints) -> Ramps:
    """The best ramp inside each stretch `[start, end)` of a channel."""
    share = np.linspace(0, 1, _GRID)
    begin_low, begin_high, end_low, end_high = starts, ends, starts, ends
    for _ in range(_ROUNDS):
        begins = _between(begin_low, begin_high, share)
        finishes = _between(end_low, end_high, share)
        a, b, before, change = _best(series, rows, starts, ends, begins, finishes)
        reach_begin = np.maximum((begin_high - begin_low) // (_GRID - 1), 1)
        reach_end = np.maximum((end_high - end_low) // (_GRID - 1), 1)
        begin_low, begin_high = np.maximum(a - reach_begin, starts), np.minimum(a + reach_begin, ends)
        end_low, end_high = np.maximum(b - reach_end, starts), np.minimum(b + reach_end, ends)
    return Ramps(a, b, before, before + change)


def _between(low: Ints, high: Ints, share: Floats) -> Ints:
    return np.rint(low[:, None] + (high - low)[:, None] * share).astype(np.int64)


def _best(
    series: Series, rows: Ints, starts: Ints, ends: Ints, begins: Ints, finishes: Ints
) -> tuple[Ints, Ints, Floats, Floats]:
    """The pair of knots [stretch, grid] × [stretch, grid] that explains most, its level and change."""
    t, tt, x, tx = series.moments
    r = rows[:, None]

    def after(sums: Floats, at: Ints) -> Floats:
        """The sum from each knot to the end of its stretch."""
        return sums[r, ends[:, None]] - sums[r, at]

    n_b, t_b, tt_b, x_b, tx_b = (after(s, begins)[:, :, None] for s in (series.count, t, tt, x, tx))
    n_e, t_e, tt_e, x_e, tx_e = (after(s, finishes)[:, None, :] for s in (series.count, t, tt, x, tx))
    a, b = begins[:, :, None].astype(np.float64), finishes[:, None, :].astype(np.float64)
    length = np.where(b > a, b - a, np.inf)
    n, total = (after(s, starts[:, None])[:, :, None] for s in (series.count, x))

    slope_t, slope_n = (t_b - t_e) / length, (n_b - n_e) * a / length
    sum_f = slope_t - slope_n + n_e
    sum_ff = ((tt_b - tt_e) - 2 * a * (t_b - t_e) + a**2 * (n_b - n_e)) / length**2 + n_e
    sum_xf = ((tx_b - tx_e) - a * (x_b - x_e)) / length + x_e
    spread = sum_ff - sum_f**2 / np.maximum(n, 1)
    covariance = sum_xf - sum_f * total / np.maximum(n, 1)
    gain = np.where((b > a) & (spread > 1e-6), covariance**2 / np.maximum(spread, 1e-6), -1.0)

    stretch = np.arange(rows.size)
    best = gain.reshape(rows.size, _GRID**2).argmax(axis=1)
    i, j = np.unravel_index(best, gain.shape[1:])
    change = covariance[stretch, i, j] / np.maximum(spread[stretch, i, j], 1e-6)
    before = (total[:, 0, 0] - change * sum_f[stretch, i, j]) / np.maximum(n[:, 0, 0], 1)
    return begins[stretch, i], finishes[stretch, j], before, change
