"""Moves: the stretches over which a channel goes from one turning point to the next, and the ramp inside each.

A move is the raw material of a trend (its ramp is long) or of a shift (its ramp is short and its holds are long).
"""

from typing import NamedTuple

import numpy as np

from wearscribe.annotate.noise import Noise
from wearscribe.annotate.ramps import ramps
from wearscribe.annotate.series import Floats, Ints, Series
from wearscribe.annotate.turns import turning_points

WIDTH = 10  # minutes averaged in the curve
STEP = 5  # minutes from one sample of the curve to the next
CLEAR = 6.0  # sds of a ten-minute mean that a move must pass


class Moves(NamedTuple):
    """All [move]: channel row, the minutes `first` to `last` from one turning point to the next
    (with the minutes averaged in them), the ramp's minutes
    `begin` to `end` inside them, and the levels `before` and `after` it."""

    rows: Ints
    first: Ints
    last: Ints
    begin: Ints
    end: Ints
    before: Floats
    after: Floats


def moves(series: Series, noise: Noise) -> Moves:
    """The moves of every curve, by channel and time. `noise` is that of ten-minute means."""
    curve = series.smooth(WIDTH)[:, ::STEP]
    least = np.maximum(CLEAR * noise.level, 2 * series.resolution)
    rows: list[int] = []
    first: list[int] = []
    last: list[int] = []
    for row, threshold in enumerate(least.tolist()):
        known = np.flatnonzero(np.isfinite(curve[row]))
        level = curve[row, known]
        if level.size == 0 or level.max() - level.min() < threshold:
            continue
        turns = [int(known[turn]) * STEP for turn in turning_points(level.tolist(), threshold)]
        rows += [row] * (len(turns) - 1)
        first += [max(turn - WIDTH // 2, 0) for turn in turns[:-1]]
        last += [min(turn + WIDTH // 2, series.minutes) for turn in turns[1:]]
    channel, start, stop = np.array([rows, first, last], dtype=np.int64)
    begin, end, before, after = ramps(series, channel, start, stop)
    return Moves(channel, start, stop, begin, end, before, after)
