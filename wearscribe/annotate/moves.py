"""Moves: the stretches over which a channel goes from one turning point to the next, and the ramp inside each.

A move is the raw material of a trend (its ramp is long) or of a shift (its ramp is short and its holds are long).
"""

from typing import NamedTuple

import numpy as np

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


def moves(series: Series, quiet: list[Floats]) -> list[Moves]:
    """The moves of every channel, scale by scale, as means at that scale show them; `quiet` is the noise in those,
    [scale][channel]."""
    stretches = [_stretches(series, *each) for each in zip(SCALES, quiet, strict=True)]
    rows, first, last = np.concatenate(stretches, axis=1)
    begin, end, before, after = ramps(series, rows, first, last)
    cut = stretches[0].shape[1]
    return [
        Moves(rows[i], first[i], last[i], begin[i], end[i], before[i], after[i]) for i in (slice(cut), slice(cut, None))
    ]


def _stretches(series: Series, scale: Scale, quiet: Floats) -> Ints:
    """Row, first and last minute of every stretch between two turning points, [3, stretch]."""
    step = scale.width // 2
    least = np.maximum(scale.clear * quiet, 2 * series.resolution)
    rows, at, _ = turning_points(series.smooth(scale.width, step), least)
    first, last = np.maximum(at[:-1] - 1, 0) * step, np.minimum((at[1:] + 1) * step, series.minutes)
    return np.stack((rows[:-1], first, last))[:, rows[1:] == rows[:-1]]
