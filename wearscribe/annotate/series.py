"""The window's channels as matrices with running sums, so that the mean of any span costs two look-ups.

Values are summed in grains of 2**-30 of their unit: whole numbers add up exactly, in any order, and eight times as
fast as floats. The largest sum, that of value times minute over a day of 3,000 ms, stays under 2**63.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from schemas.channels import CHANNELS
from schemas.records import SensorWindow
from wearscribe.annotate.runs import runs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Number = TypeVar("Number", np.int32, np.int64, np.float64)

GRAIN = 2.0**-30
SHORTEST_GAP = 10  # minutes
_LEVELS = frozenset({"level", "stage"})  # units of channels that are codes, not quantities


@dataclass(frozen=True, eq=False)
class Series:
    """Channels that have at least one measured minute, those with a curve first.

    `values` float32 [channel, minute] as in the window, 0 where it has none; `measured` bool, same shape;
    `grains` the measured values in grains, 0 elsewhere; `count` and `total` [channel, minute + 1] the measured
    minutes and their grains before each minute.
    """

    names: tuple[str, ...]
    values: NDArray[np.float32]
    measured: Bools
    grains: Ints
    count: NDArray[np.int32]
    total: Ints

    @classmethod
    def of(cls, window: SensorWindow) -> Series:
        known = ~np.isnan(window.signal)
        present = known.any(axis=1).tolist()
        rows = [row for row, name in enumerate(window.channels) if present[row] and _is_curve(name)]
        rows += [row for row, name in enumerate(window.channels) if present[row] and not _is_curve(name)]
        measured = known[rows]
        # the bits of what is measured, zero elsewhere: a mask that comes and goes makes np.where guess, and wait
        values = (window.signal[rows].view(np.int32) & -measured.astype(np.int32)).view(np.float32)
        grains = (values * np.float32(1 / GRAIN)).astype(np.int64)
        names = tuple(window.channels[row] for row in rows)
        return cls(names, values, measured, grains, running(measured, np.int32), running(grains, np.int64))

    def curves(self) -> Series:
        """The channels with a level that can rise and fall: no counts (`sum`) and no codes (level, stage)."""
        names = tuple(filter(_is_curve, self.names))
        own = slice(len(names))
        return Series(names, self.values[own], self.measured[own], self.grains[own], self.count[own], self.total[own])

    def without(self, minutes: Bools) -> Series:
        """The same channels with some minutes, [channel, minute], not measured."""
        measured = self.measured & ~minutes
        grains = self.grains * measured
        return replace(
            self, measured=measured, grains=grains, count=running(measured, np.int32), total=running(grains, np.int64)
        )

    @property
    def minutes(self) -> int:
        return len(self.values.T)

    @cached_property
    def resolution(self) -> Floats:
        return np.array([CHANNELS[name].resolution for name in self.names])

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.names)}

    @cached_property
    def unmeasured(self) -> list[list[tuple[int, int]]]:
        """The stretches of ten minutes and more that each channel misses, by channel."""
        missing = np.zeros(self.count.shape, dtype=bool)  # each channel ends in a minute that is not missing
        np.logical_not(self.measured, out=missing[:, :-1])
        stretches: list[list[tuple[int, int]]] = [[] for _ in self.names]
        for start, end in runs(missing.ravel(), SHORTEST_GAP):
            row, first = divmod(start, self.minutes + 1)
            stretches[row].append((first, first + end - start))
        return stretches

    def row(self, name: str) -> int | None:
        """The channel's row, or None where it has no measured minute."""
        return self._rows.get(name)

    def sum(self, row: int, start: int, end: int) -> float:
        """Of the measured values of a span inside the window."""
        return float(self.total[row, end] - self.total[row, start]) * GRAIN

    def mean(self, rows: Ints | int, starts: Ints | int, ends: Ints | int, least: int = 1) -> Floats:
        """Mean over the measured minutes of each span; NaN where fewer than `least` are. Spans are clipped."""
        starts, ends = self._clipped(starts), self._clipped(ends)
        n = self.count[rows, ends] - self.count[rows, starts]
        return _means(self.total[rows, ends] - self.total[rows, starts], n, least)

    def coverage(self, rows: Ints | int, starts: Ints | int, ends: Ints | int) -> Floats:
        """Share of the minutes of each span that is measured, 0 to 1. Spans are clipped to the window."""
        starts, ends = self._clipped(starts), self._clipped(ends)
        share: Floats = (self.count[rows, ends] - self.count[rows, starts]) / np.maximum(ends - starts, 1)
        return share

    def _clipped(self, minutes: Ints | int) -> Ints:
        return np.minimum(np.maximum(minutes, 0), self.minutes)  # np.clip takes five times as long on one number

    def longest_unmeasured(self, row: int, start: int, end: int) -> int:
        """The longest unmeasured stretch inside the span, minutes; 0 where it belongs to none of ten or more."""
        longest = 0
        for first, last in self.unmeasured[row]:
            if first < end and last > start:
                longest = max(longest, min(last, end) - max(first, start))
        return longest

    def means(self, width: int, least: int | None = None) -> Floats:
        """Means of consecutive stretches of `width` minutes, [channel, stretch]; a remainder is left out.

        NaN where fewer than `least` of its minutes, by default half, are measured.
        """
        count, total = self.count[:, ::width], self.total[:, ::width]
        return _means(total[:, 1:] - total[:, :-1], count[:, 1:] - count[:, :-1], least or -(-width // 2))

    def smooth(self, width: int, step: int) -> Floats:
        """Mean of the `width` minutes around every `step`th minute, [channel, sample]; NaN where under half of them
        are measured."""
        first = np.arange(0, self.minutes, step) - width // 2
        last, first = np.minimum(first + width, self.minutes), np.maximum(first, 0)
        n = self.count.take(last, axis=1) - self.count.take(first, axis=1)
        return _means(self.total.take(last, axis=1) - self.total.take(first, axis=1), n, -(-width // 2))


def _is_curve(name: str) -> bool:
    channel = CHANNELS[name]
    return channel.aggregation == "mean" and channel.unit not in _LEVELS


def _means(total: Ints, n: NDArray[np.int32], least: int) -> Floats:
    return np.where(n >= least, total / np.maximum(n, 1) * GRAIN, np.nan)


def running(x: NDArray[Any], kind: type[Number], times: NDArray[Number] | None = None) -> NDArray[Number]:
    """Sums before each minute, [channel, minute + 1], of what is in the minutes, times something."""
    sums = np.empty((x.shape[0], x.shape[1] + 1), dtype=kind)
    sums[:, 0] = 0
    np.cumsum(x if times is None else np.multiply(x, times, out=sums[:, 1:]), axis=1, out=sums[:, 1:])
    return sums
