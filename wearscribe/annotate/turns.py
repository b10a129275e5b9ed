"""The turning points of curves: where they have come back by at least a threshold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from wearscribe.annotate.series import Floats, Ints

_PRUNINGS = 3  # each leaves about half of the points


class Turns(NamedTuple):
    """Turning points by channel and time, all [turn]: channel row, sample, level."""

    rows: Ints
    at: Ints
    levels: Floats

    def only(self, which: Ints) -> Turns:
        """Those at some positions; a mask would be searched once for each of the three."""
        return Turns(self.rows.take(which), self.at.take(which), self.levels.take(which))


def turning_points(curves: Floats, least: Floats) -> Turns:
    """The alternating highs and lows of each curve, [channel, sample], every two neighbours at least `least`,
    [channel], apart; NaN is passed over.

    The first and the last of a channel may be mere ends of the curve. None where it never moves that far. The rule
    is its own mirror image: the turning points of the negated curve are the same.
    """
    wide = np.fmax.reduce(curves, axis=1) - np.fmin.reduce(curves, axis=1) >= least
    known = np.isfinite(curves) & wide[:, None]
    places = np.flatnonzero(known)
    rows = places // curves.shape[1]
    points = _extremes(Turns(rows, places - rows * curves.shape[1], curves.ravel().take(places)))
    for _ in range(_PRUNINGS):
        points = _pruned(points, least)
    levels, borders = points.levels.tolist(), np.searchsorted(points.rows, np.arange(len(curves) + 1)).tolist()
    turns: list[int] = []
    for first, last, threshold in zip(borders[:-1], borders[1:], least.tolist(), strict=True):
        turns += [first + turn for turn in _turning_points(levels[first:last], threshold)]
    return points.only(np.array(turns, dtype=np.int64))


def _extremes(points: Turns) -> Turns:
    """The highs and lows of each channel, its ends among them; of equal neighbours the first."""
    if not points.rows.size:
        return points
    differs = (points.levels[1:] != points.levels[:-1]) | (points.rows[1:] != points.rows[:-1])
    changing = np.flatnonzero(np.concatenate(([True], differs)))
    levels, rows = points.levels.take(changing), points.rows.take(changing)
    rises, crosses = levels[1:] > levels[:-1], rows[1:] != rows[:-1]
    turns = (rises[1:] != rises[:-1]) | crosses[1:] | crosses[:-1]
    return points.only(changing.take(np.flatnonzero(np.concatenate(([True], turns, [True]))[: changing.size])))


def _pruned(points: Turns, least: Floats) -> Turns:
    """Without the neighbours that are closer than `least` and lie between the levels of those before and after
    them: whatever turns there turns there without them."""
    legs = np.abs(points.levels[1:] - points.levels[:-1])
    legs[points.rows[1:] != points.rows[:-1]] = np.nan
    small = (legs[1:-1] < legs[:-2]) & (legs[1:-1] < legs[2:]) & (legs[1:-1] < least[points.rows[1:-2]])
    kept = np.ones(points.rows.size, dtype=bool)
    kept[1:-2] &= ~small
    kept[2:-1] &= ~small
    return points.only(np.flatnonzero(kept))


def _turning_points(curve: Sequence[float], threshold: float) -> list[int]:
    """Positions in one curve."""
    start, rising = _first_turn(curve, threshold)
    if start is None:
        return []
    # always climbing: a falling stretch is climbed in the negated curve
    level, mirrored = curve, [-value for value in curve]
    if not rising:
        level, mirrored = mirrored, level
    turns, last, extreme = [start], start, level[start]
    for i in range(start + 1, len(curve)):
        value = level[i]
        if value > extreme:
            last, extreme = i, value
        elif extreme - value >= threshold:
            turns.append(last)
            level, mirrored = mirrored, level
            last, extreme = i, -value
    return [*turns, last]


def _first_turn(curve: Sequence[float], threshold: float) -> tuple[int | None, bool]:
    """The first extreme that the curve leaves by the threshold, and whether upwards."""
    low = high = 0
    for i, value in enumerate(curve):
        if value > curve[high]:
            high = i
        elif value < curve[low]:
            low = i
        if curve[high] - curve[low] >= threshold:
            return (low, True) if low < high else (high, False)
    return None, False
