"""The window's channels as matrices with running sums, so that the mean of any span costs two look-ups."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from schemas.channels import CHANNELS
from schemas.records import SensorWindow

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Number = TypeVar("Number", np.int64, np.float64)

_LEVELS = frozenset({"level", "stage"})  # units of channels that are codes, not quantities


class Series:
    """Channels that have at least one measured minute.

    `values` float64 [channel, minute], 0 where not measured (never read without `measured`, bool, same shape);
    `count` [channel, minute + 1] measured minutes before each minute.
    """

    def __init__(self, names: tuple[str, ...], values: Floats, measured: Bools) -> None:
        self.names = names
        self.values = values
        self.measured = measured
        self.minutes = values.shape[1]
        self.count = _running(measured, np.int64)

    @classmethod
    def of(cls, window: SensorWindow) -> Series:
        measured = ~np.isnan(window.signal)
        rows = np.flatnonzero(measured.any(axis=1))
        measured = measured[rows]
        values = np.where(measured, window.signal[rows], 0).astype(np.float64)
        return cls(tuple(window.channels[row] for row in rows), values, measured)

    def curves(self) -> Series:
        """The channels with a level that can rise and fall: no counts (`sum`) and no codes (level, stage)."""
        rows = [i for i, name in enumerate(self.names) if _is_curve(name)]
        return Series(tuple(self.names[i] for i in rows), self.values[rows], self.measured[rows])

    def without(self, minutes: Bools) -> Series:
        """The same channels with some minutes, [channel, minute], taken out."""
        measured = self.measured & ~minutes
        return Series(self.names, np.where(measured, self.values, 0), measured)

    @cached_property
    def total(self) -> Floats:
        """Sum of the values before each minute, [channel, minute + 1]."""
        return _running(self.values, np.float64)

    @cached_property
    def moments(self) -> Floats:
        """Running sums over the measured minutes, [moment, channel, minute + 1]: of 1, t, t², x and tx."""
        t = np.arange(self.minutes, dtype=np.float64)
        times = self.measured * t
        sums = np.zeros((5, *self.count.shape))
        sums[0] = self.count
        for i, each in enumerate((times, times * t, self.values, self.values * t), start=1):
            np.cumsum(each, axis=1, out=sums[i, :, 1:])
        return sums

    @cached_property
    def resolution(self) -> Floats:
        return np.array([CHANNELS[name].resolution for name in self.names])

    def row(self, name: str) -> int | None:
        """The channel's row, or None where it has no measured minute."""
        return self.names.index(name) if name in self.names else None

    def mean(self, rows: Ints | int, starts: Ints | int, ends: Ints | int, least: int = 1) -> Floats:
        """Mean over the measured minutes of each span; NaN where fewer than `least` are. Spans are clipped."""
        starts, ends = self._clipped(starts), self._clipped(ends)
        n = self.count[rows, ends] - self.count[rows, starts]
        total = self.total[rows, ends] - self.total[rows, starts]
        return np.where(n >= max(least, 1), total / np.maximum(n, 1), np.nan)

    def coverage(self, rows: Ints | int, starts: Ints | int, ends: Ints | int) -> Floats:
        """Share of the minutes of each span that is measured, 0 to 1. Spans are clipped to the window."""
        starts, ends = self._clipped(starts), self._clipped(ends)
        share: Floats = (self.count[rows, ends] - self.count[rows, starts]) / np.maximum(ends - starts, 1)
        return share

    def _clipped(self, minutes: Ints | int) -> Ints:
        return np.minimum(np.maximum(minutes, 0), self.minutes)  # np.clip takes five times as long on one number

    def longest_unmeasured(self, row: int, start: int, end: int) -> int:
        """The longest unmeasured stretch inside the span, minutes."""
        measured = np.flatnonzero(self.measured[row, max(start, 0) : end])
        borders = np.concatenate(([-1], measured, [end - max(start, 0)]))
        return int(np.diff(borders).max()) - 1

    def means(self, width: int) -> Floats:
        """Means of consecutive stretches of `width` minutes, [channel, stretch]; a remainder is left out.

        NaN where under half of a stretch is measured.
        """
        edges = np.arange(0, self.minutes + 1, width)
        n = np.diff(self.count[:, edges], axis=1)
        total = np.diff(self.total[:, edges], axis=1)
        return np.where(2 * n >= width, total / np.maximum(n, 1), np.nan)

    def smooth(self, width: int, step: int = 1) -> Floats:
        """Mean of the `width` minutes around every `step`th minute, [channel, sample]; NaN where under half of them
        are measured."""
        first = np.arange(0, self.minutes, step) - width // 2
        last = np.minimum(first + width, self.minutes)
        first = np.maximum(first, 0)
        n = self.count[:, last] - self.count[:, first]
        total = self.total[:, last] - self.total[:, first]
        return np.where(2 * n >= width, total / np.maximum(n, 1), np.nan)


def _is_curve(name: str) -> bool:
    channel = CHANNELS[name]
    return channel.aggregation == "mean" and channel.unit not in _LEVELS


def _running(x: NDArray[np.generic], kind: type[Number]) -> NDArray[Number]:
    sums = np.zeros((x.shape[0], x.shape[1] + 1), dtype=kind)
    np.cumsum(x, axis=1, out=sums[:, 1:])
    return sums
