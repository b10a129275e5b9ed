"""Stable stretches: the channel stayed within a narrow band for two hours and more."""

from __future__ import annotations

import numpy as np

from wearscribe.annotate.claim import Claim
from wearscribe.annotate.noise import Noise
from wearscribe.annotate.series import Bools, Floats, Series

WIDTH = 10  # minutes averaged
SHORTEST = 12  # ten-minute means
BAND = 5.0  # sds of a ten-minute mean that the band may be wide
NARROW = 1 / 3  # of the range of the day's ten-minute means
LEAST_MEASURED = 0.5
LONGEST_UNMEASURED = 30  # minutes


def stable(series: Series, noise: Noise, changes: list[Claim]) -> list[Claim]:
    """Stretches of ten-minute means (the first begins with the window) in a band that is narrow both beside the
    noise and beside what the channel does that day, clear of the changes claimed elsewhere.

    A channel that never leaves the band all day, constant or mere noise, has no stable stretch to tell of.
    """
    edges = np.arange(0, series.minutes + 1, WIDTH)
    n = np.diff(series.count[:, edges], axis=1)
    means = np.where(n > 0, np.diff(series.total[:, edges], axis=1) / np.maximum(n, 1), np.nan)
    lowest = np.where(n > 0, means, np.inf).min(axis=1)
    highest = np.where(n > 0, means, -np.inf).max(axis=1)
    band = np.minimum(np.maximum(BAND * noise.level, 2 * series.resolution), NARROW * (highest - lowest))
    usable = (n > 0) & ~_changing(series, changes, n.shape)
    claims = []
    for row in np.flatnonzero(band > 0).tolist():
        for first, last in _stretches(means[row], usable[row], float(band[row])):
            start, end = first * WIDTH, last * WIDTH
            if (
                series.coverage(row, start, end) >= LEAST_MEASURED
                and series.longest_unmeasured(row, start, end) <= LONGEST_UNMEASURED
            ):
                inside = means[row, first:last]
                values = {
                    "low": float(inside.min()),
                    "high": float(inside.max()),
                    "mean": float(series.mean(row, start, end)),
                }
                claims.append(Claim("stable", series.names[row], start, end, values))
    return claims


def _changing(series: Series, changes: list[Claim], shape: tuple[int, ...]) -> Bools:
    changing = np.zeros(shape, dtype=bool)
    for change in changes:
        row = series.row(change.channel or "")
        if row is not None:
            changing[row, change.start // WIDTH : -(-change.end // WIDTH)] = True
    return changing


def _stretches(means: Floats, usable: Bools, band: float) -> list[tuple[int, int]]:
    """Stretches without overlap, from left to right, whose means lie within `band`. Half-open, in means."""
    spans: list[tuple[int, int]] = []
    level = means.tolist()
    floor = start = 0  # where a stretch may begin, and where the present one does
    low, high = np.inf, -np.inf
    for end, (value, ok) in enumerate([*zip(level, usable.tolist(), strict=True), (0.0, False)]):
        if ok and value - low <= band and high - value <= band:
            if value < low:
                low = value
            if value > high:
                high = value
            continue
        if end - start >= SHORTEST:
            spans.append((start, end))
            floor = end
        if not ok:
            floor = start = end + 1
            low, high = np.inf, -np.inf
            continue
        start, low, high = end, value, value
        while start > floor and max(high, level[start - 1]) - min(low, level[start - 1]) <= band:
            start -= 1
            low, high = min(low, level[start]), max(high, level[start])
    return spans
