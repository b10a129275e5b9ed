"""Moves: the stretches over which a channel goes from one turning point to the next, and the ramp inside each.

A move is the raw material of a trend (its ramp is long) or of a shift (its ramp is short and its holds are long).
"""

from typing import NamedTuple

import numpy as np

from wearscribe.annotate.noise import noise
from wearscribe.annotate.ramps import ramps
from wearscribe.annotate.series import Floats, Ints, Series
from wearscribe.annotate.turns import turning_points


class Scale(NamedTuple):
    """`width`: minutes averaged in the curve; `clear`: sds of the noise in such a mean that a move must pass."""

    width: int
    clear: float


#: Ten minutes find where a ramp begins and ends; an hour sees through the bustle of a day to its slow changes.
SCALES = (Scale(10, 6), Scale(60, 3))


class Moves(NamedTuple):
    """All [move], by channel and time: channel row, the minutes `first` to `last` from one turning point to the
    next (with the minutes averaged in them), the ramp's minutes `begin` to `end` inside them, and the levels
    `before` and `after` it."""

    rows: Ints
    first: Ints
    last: Ints
    begin: Ints
    end: Ints
    before: Floats
    after: Floats

    @property
    def change(self) -> Floats:
        return self.after - self.before


def moves(series: Series, scale: Scale) -> Moves:
    """The moves of every channel as means at the scale show them."""
    step = scale.width // 2
    curve = series.smooth(scale.width)[:, ::step]
    least = np.maximum(scale.clear * noise(series, scale.width).level, 2 * series.resolution)
    rows: list[int] = []
    first: list[int] = []
    last: list[int] = []
    for row, threshold in enumerate(least.tolist()):
        known = np.flatnonzero(np.isfinite(curve[row]))
        level = curve[row, known]
        if level.size == 0 or level.max() - level.min() < threshold:
            continue
        turns = [int(known[turn]) * step for turn in turning_points(level.tolist(), threshold)]
        rows += [row] * (len(turns) - 1)
        first += [max(turn - step, 0) for turn in turns[:-1]]
        last += [min(turn + step, series.minutes) for turn in turns[1:]]
    channel, start, stop = np.array([rows, first, last], dtype=np.int64)
    begin, end, before, after = ramps(series, channel, start, stop)
    return Moves(channel, start, stop, begin, end, before, after)
