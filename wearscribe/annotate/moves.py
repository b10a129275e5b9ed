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
    """All [move], by scale, channel and time: scale, a position in `SCALES`, and channel row, the minutes `first` to
    `last` from one turning point to the next (with the minutes averaged in them), the ramp's minutes `begin` to `end`
    inside them, and the levels `before` and `after` it."""

    scale: Ints
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


def moves(series: Series, quiet: list[Floats]) -> Moves:
    """The moves of every channel at every scale, as means at that scale show them; `quiet` is the noise in those,
    [scale][channel]."""
    scale, rows, first, last = _stretches(series, quiet)
    return Moves(scale, rows, first, last, *ramps(series, rows, first, last))


def _stretches(series: Series, quiet: list[Floats]) -> tuple[Ints, Ints, Ints, Ints]:
    """Scale, row, first and last minute of every stretch between two turning points, all [stretch]."""
    curves = [series.smooth(scale.width, scale.width // 2) for scale in SCALES]
    together = np.full((len(SCALES), *curves[0].shape), np.nan)  # turned in one pass, the coarse ones end early
    for room, curve in zip(together, curves, strict=True):
        room[:, : curve.shape[1]] = curve
    least = [np.maximum(scale.clear * noise, 2 * series.resolution) for scale, noise in zip(SCALES, quiet, strict=True)]
    tracks, at, _ = turning_points(together.reshape(-1, together.shape[2]), np.concatenate(least))
    inner = np.flatnonzero(tracks[1:] == tracks[:-1])
    scale, rows = np.divmod(tracks[inner], len(series.names))
    step = np.array([scale.width // 2 for scale in SCALES])[scale]
    first, last = np.maximum(at[inner] - 1, 0) * step, np.minimum((at[inner + 1] + 1) * step, series.minutes)
    return scale, rows, first, last
