"""Stable stretches: the channel stayed within a narrow band for two and a half hours and more."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from wearscribe.annotate.claim import Claim
from wearscribe.annotate.series import Bools, Floats, Ints, Series

WIDTH = 10  # minutes averaged
SHORTEST = 15  # ten-minute means
BAND = 5.0  # sds of a ten-minute mean that the band may be wide
NARROW = 1 / 3  # of the range of the day's ten-minute means
LEAST_MEASURED = 0.5
LONGEST_UNMEASURED = 30  # minutes


def stable(series: Series, noise: Floats, changes: list[Claim]) -> list[Claim]:
    """Stretches of ten-minute means (the first begins with the window) in a band that is narrow both beside the
    noise and beside what the channel does that day, clear of the changes claimed elsewhere.

    A channel that never leaves the band all day, constant or mere noise, has no stable stretch to tell of.
    """
    edges = np.arange(0, series.minutes + 1, WIDTH)
    n = np.diff(series.count[:, edges], axis=1)
    means = np.where(n > 0, np.diff(series.total[:, edges], axis=1) / np.maximum(n, 1), np.nan)
    lowest = np.where(n > 0, means, np.inf).min(axis=1)
    highest = np.where(n > 0, means, -np.inf).max(axis=1)
    band = np.minimum(np.maximum(BAND * noise, 2 * series.resolution), NARROW * (highest - lowest))
    usable = (n > 0) & ~_changing(series, changes, n.shape)
    begins = _begins(means, usable, band)
    spans = [
        (row, first, last)
        for row in np.flatnonzero(begins.any(axis=1) & (band > 0)).tolist()
        for first, last in _stretches(means[row], usable[row], np.flatnonzero(begins[row]), float(band[row]))
    ]
    rows, starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 3).T * ((1,), (WIDTH,), (WIDTH,))
    whole, measured = series.mean(rows, starts, ends).tolist(), series.coverage(rows, starts, ends).tolist()
    claims = []
    for (row, first, last), mean, share in zip(spans, whole, measured, strict=True):
        start, end, inside = first * WIDTH, last * WIDTH, means[row, first:last]
        if share >= LEAST_MEASURED and series.longest_unmeasured(row, start, end) <= LONGEST_UNMEASURED:
            values = {"low": float(inside.min()), "high": float(inside.max()), "mean": mean}
            claims.append(Claim("stable", series.names[row], start, end, values))
    return claims


def _changing(series: Series, changes: list[Claim], shape: tuple[int, ...]) -> Bools:
    changing = np.zeros(shape, dtype=bool)
    for change in changes:
        row = series.row(change.channel or "")
        if row is not None:
            changing[row, change.start // WIDTH : -(-change.end // WIDTH)] = True
    return changing


def _begins(means: Floats, usable: Bools, band: Floats) -> Bools:
    """Where the shortest stretch that counts would lie within the band, [channel, mean]."""
    if means.shape[1] < SHORTEST:
        return np.zeros((len(means), 0), dtype=bool)
    level = sliding_window_view(np.where(usable, means, np.inf), SHORTEST, axis=1)
    with np.errstate(invalid="ignore"):  # inf - inf where nothing is usable: NaN, and no begin
        within: Bools = level.max(axis=2) - level.min(axis=2) <= band[:, None]
    return within


def _stretches(means: Floats, usable: Bools, begins: Ints, band: float) -> list[tuple[int, int]]:
    """From left to right, each as long as it stays within the band; none overlap. Half-open, in means."""
    spans: list[tuple[int, int]] = []
    level, ok = means.tolist(), usable.tolist()
    free = 0
    for start in begins.tolist():
        if start < free:
            continue
        free = start + SHORTEST
        low, high = min(level[start:free]), max(level[start:free])
        while free < len(level) and ok[free] and max(high, level[free]) - min(low, level[free]) <= band:
            low, high = min(low, level[free]), max(high, level[free])
            free += 1
        spans.append((start, free))
    return spans
