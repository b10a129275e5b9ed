"""Where a change between two turning points begins and ends: a hold, a ramp, a hold.

The least-squares fit of `level + change · f(t)` with f = 0 up to minute `a`, rising in a line to 1 at minute `b`, 1
after it: the continuous piecewise-linear fit with two knots (Hudson, "Fitting segmented curves whose join points
have to be estimated", JASA 1966). f is the difference of two hinges, h(a) - h(b) over b - a, h(k) = max(t - k, 0),
so that every sum of the fit is made of sums of one hinge, and those come from running sums: a pair of knots costs the
same however long the stretch, and all stretches are searched at once, on a grid that narrows around the best pair.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wearscribe.annotate.series import GRAIN, Floats, Ints, Series, running

_GRID = 9  # knots tried a side and round
_SHARES = np.linspace(0, 1, _GRID)[:, None]
_ROUNDING = 1e-9
_ROUNDS = 3  # each narrows the grid fourfold: five hours end at two minutes, a day at eleven
_FLAT = 1e-6  # a ramp whose f varies less over the measured minutes cannot be fitted


class Ramps(NamedTuple):
    """All [stretch]: minutes and levels."""

    begin: Ints
    end: Ints
    before: Floats
    after: Floats


class _Hinges(NamedTuple):
    """Sums over the measured minutes of a stretch for each of its knots k, [knot, stretch]: of h, of h² and of x·h,
    where h = max(t - k, 0) and x is less its mean."""

    h: Floats
    hh: Floats
    xh: Floats


def ramps(series: Series, rows: Ints, starts: Ints, ends: Ints) -> Ramps:
    """The best ramp inside each stretch `[start, end)` of a channel."""
    stretches = _Stretches(series, rows, starts, ends)
    begin_low, begin_high, end_low, end_high = starts, ends, starts, ends
    knots = _between(starts, ends)
    begins, finishes = knots[:-1], knots[1:]  # no ramp begins in the last or ends in the first
    for _ in range(_ROUNDS - 1):
        a, b, _, _ = stretches.best(begins, finishes)
        reach_begin = np.maximum((begin_high - begin_low) // (_GRID - 1), 1)
        reach_end = np.maximum((end_high - end_low) // (_GRID - 1), 1)
        begin_low, begin_high = np.maximum(a - reach_begin, starts), np.minimum(a + reach_begin, ends)
        end_low, end_high = np.maximum(b - reach_end, starts), np.minimum(b + reach_end, ends)
        begins, finishes = _between(begin_low, begin_high), _between(end_low, end_high)
    a, b, before, change = stretches.best(begins, finishes)
    return Ramps(a, b, before, before + change)


def _between(low: Ints, high: Ints) -> Ints:
    """The grid, [knot, stretch]."""
    return np.rint(low + (high - low) * _SHARES).astype(np.int64)


class _Stretches:
    """The sums of all stretches, from running sums of 1, t, t², x and tx, all channels in a row."""

    def __init__(self, series: Series, rows: Ints, starts: Ints, ends: Ints) -> None:
        t = np.arange(series.minutes, dtype=np.int32)
        sums: tuple[NDArray[Any], ...] = (
            series.count,
            running(series.measured, np.int32, t),
            running(series.measured, np.int32, t * t),  # of a day: a billion
            series.total,
            running(series.grains, np.int64, t),
        )
        self._offset = rows * (series.minutes + 1)
        self._sums = [(each.ravel(), each.take(ends + self._offset)) for each in sums]
        n, _, _, x, _ = self._to_the_end(starts)
        self._n = np.maximum(n, 1)
        self._mean = x * GRAIN / self._n

    def best(self, begins: Ints, finishes: Ints) -> tuple[Ints, Ints, Floats, Floats]:
        """The pair of knots, of those tried, [knot, stretch], that explains most, its level and its change."""
        a, b = self._hinges(begins), self._hinges(finishes)
        # of h(a) - h(b), all [begin, finish, stretch]; in place, since fresh memory costs more time than the sums
        length = finishes - begins.astype(np.float64)[:, None]
        spread = length * (-2 * b.h)
        spread += a.hh[:, None]
        spread -= b.hh
        square = a.h[:, None] - b.h
        square *= square
        square /= self._n
        spread -= square
        gain = np.subtract(a.xh[:, None], b.xh, out=square)
        gain *= gain
        gain /= np.maximum(spread, _FLAT)
        np.copyto(gain, -1, where=(length <= 0) | (spread <= _FLAT * length * length))
        gain = gain.reshape(len(begins) * len(finishes), -1)

        # of knots that differ by rounding alone, the first: so that the mirror image of a signal has the same
        i, j = np.divmod((gain >= gain.max(axis=0) * (1 - _ROUNDING)).argmax(axis=0), len(finishes))
        pair = i, j, np.arange(i.size)
        begin, end = (i, pair[2]), (j, pair[2])
        run = np.maximum(length[pair], 1)
        change = (a.xh[begin] - b.xh[end]) * run / np.maximum(spread[pair], _FLAT)
        before = self._mean - change * (a.h[begin] - b.h[end]) / run / self._n
        return begins[begin], finishes[end], before, change

    def _hinges(self, knots: Ints) -> _Hinges:
        n, t, tt, x, tx = self._to_the_end(knots)
        h = t - knots * n
        hh = tt - knots * (t + h)
        return _Hinges(h.astype(np.float64), hh.astype(np.float64), (tx - knots * x) * GRAIN - h * self._mean)

    def _to_the_end(self, knots: Ints) -> list[Ints]:
        """The five sums from each knot to the end of its stretch."""
        at = knots + self._offset
        return [at_end - running_sum.take(at) for running_sum, at_end in self._sums]
