"""Statistics of every channel over its measured minutes."""

import numpy as np
from numpy.typing import NDArray

from schemas.channels import CHANNELS
from wearscribe.annotate.claim import Claim
from wearscribe.annotate.series import GRAIN, Floats, Series

_QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
_LARGEST = np.int32(0x7FFFFFFF)


def statistics(series: Series) -> list[Claim]:
    """One claim a channel; `min_at` and `max_at` are the first minutes of the extremes, quantiles interpolate
    linearly (type 7 of Hyndman & Fan 1996, numpy's default), `sd` is that of the measured minutes (ddof 0)."""
    n = series.count[:, -1].astype(np.float64)
    total = series.total[:, -1] * GRAIN
    mean = total / n
    residual = (series.values - mean.astype(np.float32)[:, None]) * series.measured
    residual *= residual
    sd = np.sqrt(residual.sum(axis=1) / n)
    ordered, rows = _sorted(series), np.arange(len(n))
    low, high = ordered[:, 0], ordered[rows, series.count[:, -1] - 1]
    columns: dict[str, Floats | NDArray[np.float32]] = {
        "mean": mean,
        "min": low,
        "max": high,
        "sd": sd,
        **{name: _quantile(ordered, n, share) for name, share in _QUANTILES.items()},
        "measured": n,
        "coverage": n / series.minutes,
        "min_at": _first(series, low),
        "max_at": _first(series, high),
    }
    claims = []
    for row, (name, *numbers) in enumerate(zip(series.names, *(c.tolist() for c in columns.values()), strict=True)):
        values = dict(zip(columns, numbers, strict=True))
        if CHANNELS[name].aggregation == "sum":
            values["total"] = float(total[row])
        claims.append(Claim("statistics", name, 0, series.minutes, values))
    return claims


def _sorted(series: Series) -> NDArray[np.float32]:
    """The measured values of each channel in order, NaN behind them, [channel, minute].

    Sorted as whole numbers, which takes half the time: the bits of a float, all but the sign flipped where it is
    negative, order as the floats do, and the largest number, to which the bits of what is missing are set, is a NaN."""
    bits = series.values.view(np.int32)
    bits = bits ^ ((bits >> 31) & _LARGEST)
    bits |= (series.measured.astype(np.int32) - 1) & _LARGEST
    bits.sort(axis=1)
    bits ^= (bits >> 31) & _LARGEST
    return bits.view(np.float32)


def _first(series: Series, level: NDArray[np.float32]) -> Floats:
    """The first minute of each channel that measured the level, [channel]."""
    at: Floats = ((series.values == level[:, None]) & series.measured).argmax(axis=1).astype(np.float64)
    return at


def _quantile(ordered: np.ndarray, n: Floats, share: float) -> Floats:
    position = (n - 1) * share
    below = position.astype(np.int64)
    above = np.minimum(below + 1, n.astype(np.int64) - 1)
    rows = np.arange(len(n))
    low, high = ordered[rows, below].astype(np.float64), ordered[rows, above].astype(np.float64)
    quantile: Floats = low + (high - low) * (position - below)
    return quantile
