"""Stable stretches: the channel stayed within a narrow band for two and a half hours and more."""

from __future__ import annotations

import numpy as np

from wearscribe.annotate.claim import Claim
from wearscribe.annotate.series import Bools, Floats, Series

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
    means = series.means(WIDTH, least=1)
    reach = np.fmax.reduce(means, axis=1) - np.fmin.reduce(means, axis=1)
    band = np.minimum(np.maximum(BAND * noise, 2 * series.resolution), NARROW * reach)
    means[_changing(series, changes, means.shape)] = np.nan
    channel, begins = np.nonzero(_begins(means, band) & (band > 0)[:, None])
    starts, borders = begins.tolist(), np.searchsorted(channel, np.arange(len(band) + 1)).tolist()
    level = np.where(np.isfinite(means), means, np.inf).tolist()  # what is unknown is in no band
    found = [
        (row, *stretch)
        for row, width in enumerate(band.tolist())
        for stretch in _stretches(level[row], starts[borders[row] : borders[row + 1]], width)
    ]
    if not found:
        return []
    rows, firsts, lasts = (np.array(column) for column in list(zip(*found, strict=True))[:3])  # not the levels
    spans = rows, firsts * WIDTH, lasts * WIDTH
    claims = []
    whole, measured = series.mean(*spans).tolist(), series.coverage(*spans).tolist()
    for (row, first, last, low, high), mean, share in zip(found, whole, measured, strict=True):
        start, end = first * WIDTH, last * WIDTH
        if share >= LEAST_MEASURED and series.longest_unmeasured(row, start, end) <= LONGEST_UNMEASURED:
            values = {"low": low, "high": high, "mean": mean}
            claims.append(Claim("stable", series.names[row], start, end, values))
    return claims


def _changing(series: Series, changes: list[Claim], shape: tuple[int, ...]) -> Bools:
    changing = np.zeros(shape, dtype=bool)
    for change in changes:
        row = series.row(change.channel or "")
        if row is not None:
            changing[row, change.start // WIDTH : -(-change.end // WIDTH)] = True
    return changing


def _begins(means: Floats, band: Floats) -> Bools:
    """Where the shortest stretch that counts would lie within the band, [channel, mean]."""
    if means.shape[1] < SHORTEST:
        return np.zeros((len(means), 0), dtype=bool)
    within: Bools = _sliding(np.maximum, means) - _sliding(np.minimum, means) <= band[:, None]  # not where one is NaN
    return within


def _sliding(extreme: np.ufunc, means: Floats) -> Floats:
    """The extreme of every `SHORTEST` consecutive means: of two overlapping halves, each found in the same way."""
    width = 1
    while width < SHORTEST:
        step = min(width, SHORTEST - width)
        means = extreme(means[:, step:], means[:, :-step])
        width += step
    return means


def _stretches(level: list[float], begins: list[int], band: float) -> list[tuple[int, int, float, float]]:
    """From left to right, each as long as it stays within the band; none overlap. Half-open, in means; its lowest
    and its highest mean."""
    found: list[tuple[int, int, float, float]] = []
    free = 0
    for start in begins:
        if start < free:
            continue
        free = start + SHORTEST
        low, high = min(level[start:free]), max(level[start:free])
        for value in level[free:]:
            if value - low > band or high - value > band:
                break
            if value > high:
                high = value
            elif value < low:
                low = value
            free += 1
        found.append((start, free, low, high))
    return found
