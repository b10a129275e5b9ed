"""Where a change between two turning points begins and ends: a hold, a ramp, a hold.

The least-squares fit of `level + change · f(t)` with f = 0 up to minute `begin`, rising in a line to 1 at minute
`end`, 1 after it: the continuous piecewise-linear fit with two knots (Hudson, "Fitting segmented curves whose join
points have to be estimated", JASA 1966). Every sum in it comes from running sums, so a pair of knots costs the
same however long the stretch, and all stretches are searched at once, on a grid that narrows around the best pair.
"""

from typing import NamedTuple

import numpy as np

from wearscribe.annotate.series import Floats, Ints, Series

_GRID = 9  # knots tried a side and round
_ROUNDING = 1e-9
_ROUNDS = 3  # each narrows the grid fourfold: five hours end at two minutes, a day at eleven


class Ramps(NamedTuple):
    """All [stretch]: minutes and levels."""

    begin: Ints
    end: Ints
    before: Floats
    after: Floats


def ramps(series: Series, rows: Ints, starts: Ints, ends: Ints) -> Ramps:
    """The best ramp inside each stretch `[start, end)` of a channel."""
    share = np.linspace(0, 1, _GRID)
    sums = series.moments.reshape(5, -1)
    offset = (rows * (series.minutes + 1))[:, None]
    at_end = sums.take(ends[:, None] + offset, axis=1)
    whole = at_end - sums.take(starts[:, None] + offset, axis=1)
    begin_low, begin_high, end_low, end_high = starts, ends, starts, ends
    for _ in range(_ROUNDS):
        begins = _between(begin_low, begin_high, share)
        finishes = _between(end_low, end_high, share)
        # sums from each knot to the end of its stretch
        from_begin = at_end - sums.take(begins + offset, axis=1)
        from_end = at_end - sums.take(finishes + offset, axis=1)
        a, b, before, change = _best(whole, begins, from_begin, finishes, from_end)
        reach_begin = np.maximum((begin_high - begin_low) // (_GRID - 1), 1)
        reach_end = np.maximum((end_high - end_low) // (_GRID - 1), 1)
        begin_low, begin_high = np.maximum(a - reach_begin, starts), np.minimum(a + reach_begin, ends)
        end_low, end_high = np.maximum(b - reach_end, starts), np.minimum(b + reach_end, ends)
    return Ramps(a, b, before, before + change)


def _between(low: Ints, high: Ints, share: Floats) -> Ints:
    return np.rint(low[:, None] + (high - low)[:, None] * share).astype(np.int64)


def _best(
    whole: Floats, begins: Ints, from_begin: Floats, finishes: Ints, from_end: Floats
) -> tuple[Ints, Ints, Floats, Floats]:
    """The pair of knots that explains most, its level and its change, each [stretch].

    Knots are [stretch, grid], sums [moment, stretch, grid]; `whole` holds those of the stretch.
    """
    n_b, t_b, tt_b, x_b, tx_b = from_begin[:, :, :, None]
    n_e, t_e, tt_e, x_e, tx_e = from_end[:, :, None, :]
    n, _, _, total, _ = whole[:, :, :, None]
    n = np.maximum(n, 1)
    a, b = begins[:, :, None].astype(np.float64), finishes[:, None, :].astype(np.float64)
    rises = b > a
    over = 1 / np.where(rises, b - a, np.inf)
    n_ramp, t_ramp = n_b - n_e, t_b - t_e
    sum_f = (t_ramp - a * n_ramp) * over + n_e
    sum_ff = ((tt_b - tt_e) - a * (2 * t_ramp - a * n_ramp)) * over**2 + n_e
    sum_xf = ((tx_b - tx_e) - a * (x_b - x_e)) * over + x_e
    spread = np.maximum(sum_ff - sum_f**2 / n, 1e-6)
    covariance = sum_xf - sum_f * (total / n)
    gain = np.where(rises & (spread > 1e-6), covariance**2 / spread, -1.0)

    stretch = np.arange(len(begins))
    gain = gain.reshape(len(begins), _GRID**2)
    # of knots that differ by rounding alone, the first: so that the mirror image of a signal has the same
    best = (gain >= gain.max(axis=1, keepdims=True) * (1 - _ROUNDING)).argmax(axis=1)
    i, j = np.divmod(best, _GRID)
    change = covariance[stretch, i, j] / spread[stretch, i, j]
    before = (total[:, 0, 0] - change * sum_f[stretch, i, j]) / n[:, 0, 0]
    return begins[stretch, i], finishes[stretch, j], before, change
