"""The minutes of many stretches laid end to end, so that one pass of numpy serves them all."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wearscribe.model.minutes import Floats, Ints, Minutes

PAUSE = 10  # unmeasured minutes behind every stretch: no lag reaches the next one
_APART = 64.0  # more than two values can differ by, in model units


class Laid(NamedTuple):
    """`values` float64 [heart rate and steps, laid minute], 0 where not measured; `known` the same, 1.0 where measured;
    `span` the stretch of each laid minute; `first` where each stretch begins."""

    values: Floats
    known: Floats
    span: Ints
    first: Ints

    def sums(self, rows: Floats) -> Floats:
        """Of each stretch, [row, stretch], of rows of laid minutes."""
        return np.asarray(np.add.reduceat(rows, self.first, axis=1))

    def ordered(self, channel: int) -> Floats:
        """The measured values by stretch and size, those of stretch n raised by n times `_APART`."""
        measured = self.known[channel] > 0
        return np.sort((self.values[channel] + self.span * _APART)[measured])


def rank(ordered: Floats, edges: Floats, stretches: int) -> Ints:
    """How many of all measured values come before each edge of each stretch, [edge, stretch]."""
    return np.searchsorted(ordered, edges[:, None] + np.arange(stretches) * _APART)


def picked(ordered: Floats, places: Ints, stretches: int) -> Floats:
    """The values at places [..., stretch] of the ordered ones; anything where the place is none of the stretch's."""
    if not len(ordered):
        return np.zeros(places.shape)
    return ordered[np.minimum(places, len(ordered) - 1)] - np.arange(stretches) * _APART


def lay(minutes: Minutes, starts: Ints, ends: Ints) -> Laid:
    """The stretches laid out, each with a pause behind it."""
    lengths = ends - starts + PAUSE
    first = np.cumsum(lengths) - lengths
    span = np.repeat(np.arange(len(starts)), lengths)
    at = np.arange(len(span)) + (starts - first)[span]
    at[at >= ends[span]] = minutes.length  # the pauses read the unmeasured minute behind the window
    table = np.zeros((4, minutes.length + 1))
    (table[0, :-1], table[2, :-1]), (table[1, :-1], table[3, :-1]) = minutes.heart, minutes.steps
    table = table.take(at, axis=1)
    return Laid(table[:2], table[2:], span, first)
