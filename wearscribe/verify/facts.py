"""The window as the checker sees it: raw minutes and what can be recomputed from them."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from schemas.channels import CHANNELS
from schemas.records import Label, SensorWindow

Floats = NDArray[np.float64]
LEAST_MEASURED = 0.25  # share of a stretch below which nothing may be said about it
_SMOOTH = 5  # minutes averaged in the curve on which events are looked for


class Series:
    """One channel that has a measured minute: `values` float64 [minute], NaN = not measured."""

    def __init__(self, values: NDArray[np.float32], resolution: float) -> None:
        self.values = values.astype(np.float64)
        self.measured = ~np.isnan(self.values)
        self.resolution = resolution
        self.filled = np.where(self.measured, self.values, 0.0)  # unmeasured minutes as zero, to be counted in
        self._sum = np.concatenate(([0.0], np.cumsum(self.filled)))
        self._count = np.concatenate(([0], np.cumsum(self.measured)))

    def coverage(self, start: int, end: int) -> float:
        """Share of the minutes of `[start, end)` that are measured; what lies outside the window is left out."""
        start, end = max(start, 0), min(end, len(self.values))
        return float(self._count[end] - self._count[start]) / (end - start) if end > start else 0.0

    def mean(self, start: int, end: int) -> float:
        """Mean of the measured minutes of `[start, end)`, NaN where there are none."""
        start, end = max(start, 0), min(end, len(self.values))
        count = self._count[end] - self._count[start] if end > start else 0
        return float(self._sum[end] - self._sum[start]) / count if count else float("nan")

    def total(self, start: int, end: int) -> float:
        start, end = max(start, 0), min(end, len(self.values))
        return float(self._sum[end] - self._sum[start]) if end > start else 0.0

    def inside(self, start: int, end: int) -> Floats:
        """The measured values of `[start, end)`."""
        start, end = max(start, 0), max(min(end, len(self.values)), 0)
        return self.values[start:end][self.measured[start:end]]

    def running(self, width: int) -> Floats:
        """Mean of the measured minutes in `width` minutes from each minute on, shape [minute - width + 1]."""
        count = self._count[width:] - self._count[:-width]
        return np.where(count > 0, (self._sum[width:] - self._sum[:-width]) / np.maximum(count, 1), np.nan)

    def means(self, width: int, start: int, end: int) -> Floats:
        """Means of consecutive `width` minutes from `start`, NaN where under half of one is measured."""
        edges = np.arange(max(start, 0), min(end, len(self.values)) + 1, width)
        count = np.diff(self._count[edges])
        return np.where(2 * count >= width, np.diff(self._sum[edges]) / np.maximum(count, 1), np.nan)

    @cached_property
    def curve(self) -> Floats:
        """Mean of the five minutes around each minute, NaN where under three of them are measured."""
        half = _SMOOTH // 2
        low = np.maximum(np.arange(len(self.values)) - half, 0)
        high = np.minimum(np.arange(len(self.values)) + half + 1, len(self.values))
        count = self._count[high] - self._count[low]
        return np.where(count > half, (self._sum[high] - self._sum[low]) / np.maximum(count, 1), np.nan)

    @cached_property
    def noise(self) -> float:
        """Robust sd of one minute's noise, from the differences of five-minute means (their median, which a
        day's events do not enter); never under what rounding to the resolution makes."""
        means = self.means(_SMOOTH, 0, len(self.values))
        steps = np.abs(np.diff(means))
        steps = steps[~np.isnan(steps)]
        spread = float(np.median(steps)) / 0.6745 / 2**0.5 * _SMOOTH**0.5 if steps.size else 0.0
        return max(spread, self.resolution * 12**-0.5)

    @cached_property
    def ordered(self) -> Floats:
        return np.sort(self.values[self.measured])

    @cached_property
    def average(self) -> float:
        return float(self._sum[-1]) / len(self.ordered)

    @cached_property
    def sd(self) -> float:
        return float(self.ordered.std())

    @cached_property
    def spread(self) -> float:
        """What the channel's ten-minute means cover in the window, 1st to 99th percentile."""
        means = self.means(10, 0, len(self.values))
        means = np.sort(means[~np.isnan(means)])
        return float(means[-1 - len(means) // 100] - means[len(means) // 100]) if means.size else 0.0


class Facts:
    """A window, its channels on demand, and its clock."""

    def __init__(self, window: SensorWindow) -> None:
        self.window = window
        self.minutes = window.minutes
        self.midnight = window.start.hour * 60 + window.start.minute  # minute of the day at which the window starts
        self._series: dict[str, Series | None] = {}

    def series(self, channel: str) -> Series | None:
        """None where the window does not carry the channel, or no minute of it is measured."""
        if channel not in self._series:
            row = self.window.row(channel)
            absent = row is None or bool(np.isnan(row).all())
            self._series[channel] = None if absent or row is None else Series(row, CHANNELS[channel].resolution)
        return self._series[channel]

    @property
    def labels(self) -> tuple[Label, ...]:
        return self.window.labels
