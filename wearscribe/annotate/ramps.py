"""Where a change between two turning points begins and ends: a hold, a ramp, a hold.

The least-squares fit of `level + change · f(t)` with f = 0 up to minute `a`, rising in a line to 1 at minute `b`, 1
after it: the continuous piecewise-linear fit with two knots (Hudson, "Fitting segmented curves whose join points
have to be estimated", JASA 1966). f is the difference of two hinges, h(a) - h(b) over b - a, h(k) = max(t - k, 0),
so that every sum of the fit is made of sums of one hinge, and those come from running sums: a pair of knots costs the
same however long the stretch, and all stretches are searched at once, on a grid that narrows around the best pair.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wearscribe.annotate.series import GRAIN, Floats, Ints, Series, running

_GRID = 9  # knots tried a side and round
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
    for _ in range(_ROUNDS):
        a, b, before, change = stretches.best(_between(begin_low, begin_high), _between(end_low, end_high))
        reach_begin = np.maximum((begin_high - begin_low) // (_GRID - 1), 1)
        reach_end = np.maximum((end_high - end_low) // (_GRID - 1), 1)
        begin_low, begin_high = np.maximum(a - reach_begin, starts), np.minimum(a + reach_begin, ends)
        end_low, end_high = np.maximum(b - reach_end, starts), np.minimum(b + reach_end, ends)
    return Ramps(a, b, before, before + change)


def _between(low: Ints, high: Ints) -> Ints:
    """The grid, [knot, stretch]."""
    share = np.linspace(0, 1, _GRID)[:, None]
    return np.rint(low + (high - low) * share).astype(np.int64)


class _Stretches:
    """The sums of all stretches, from running sums of 1, t, t², x and tx, all channels in a row."""

    def __init__(self, series: Series, rows: Ints, starts: Ints, ends: Ints) -> None:
        t = np.arange(series.minutes, dtype=np.int32)
        times = series.measured * t
        sums = (
            series.count,
            running(times, np.int32),
            running(times * t, np.int32),  # of a day: a billion
            series.total,
            running(series.grains * t, np.int64),
        )
        self._offset = rows * (series.minutes + 1)
        self._sums = [(each.ravel(), each.take(ends + self._offset)) for each in sums]
        n, _, _, x, _ = self._to_the_end(starts)
        self._n = np.maximum(n, 1)
        self._mean = x * GRAIN / self._n

    def best(self, begins: Ints, finishes: Ints) -> tuple[Ints, Ints, Floats, Floats]:
        """The pair of knots, of those tried, [knot, stretch], that explains most, its level and its change."""
        a, b = self._hinges(begins), self._hinges(finishes)
        # sums of h(a) - h(b), of its square and of its product with x, [begin, finish, stretch]
        length = finishes - begins.astype(np.float64)[:, None]
        h = a.h[:, None] - b.h
        xh = a.xh[:, None] - b.xh
        spread = a.hh[:, None] - b.hh - 2 * length * b.h - h * h / self._n
        fits = (length > 0) & (spread > _FLAT * length * length)
        gain = np.where(fits, xh * xh / np.maximum(spread, _FLAT), -1).reshape(_GRID**2, -1)

        # of knots that differ by rounding alone, the first: so that the mirror image of a signal has the same
        i, j = np.divmod((gain >= gain.max(axis=0) * (1 - _ROUNDING)).argmax(axis=0), _GRID)
        pair = i, j, np.arange(i.size)
        length, spread = np.maximum(length[pair], 1), np.maximum(spread[pair], _FLAT)
        change = xh[pair] * length / spread
        before = self._mean - change * h[pair] / length / self._n
        return begins[i, pair[2]], finishes[j, pair[2]], before, change

    def _hinges(self, knots: Ints) -> _Hinges:
        n, t, tt, x, tx = self._to_the_end(knots)
        h = t - knots * n
        hh = tt - knots * (t + h)
        return _Hinges(h.astype(np.float64), hh.astype(np.float64), (tx - knots * x) * GRAIN - h * self._mean)

    def _to_the_end(self, knots: Ints) -> list[Ints]:
        """The five sums from each knot to the end of its stretch."""
        at = knots + self._offset
        return [at_end - running_sum.take(at) for running_sum, at_end in self._sums]
