"""Statistics of every channel over its measured minutes."""

import numpy as np
from numpy.typing import NDArray

from schemas.channels import CHANNELS
from wearscribe.annotate.claim import Claim
from wearscribe.annotate.series import GRAIN, Floats, Series

_QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}


def statistics(series: Series) -> list[Claim]:
    """One claim a channel; `min_at` and `max_at` are the first minutes of the extremes, quantiles interpolate
    linearly (type 7 of Hyndman & Fan 1996, numpy's default), `sd` is that of the measured minutes (ddof 0)."""
    n = series.count[:, -1].astype(np.float64)
    total = series.total[:, -1] * GRAIN
    mean = total / n
    residual = (series.values - mean.astype(np.float32)[:, None]) * series.measured
    residual *= residual
    sd = np.sqrt(residual.sum(axis=1) / n)
    ordered = np.where(series.measured, series.values, np.float32(np.inf))
    lowest = ordered.argmin(axis=1)
    highest = np.where(series.measured, series.values, np.float32(-np.inf)).argmax(axis=1)
    _sort(ordered)
    rows = np.arange(len(n))
    columns: dict[str, Floats] = {
        "mean": mean,
        "min": series.values[rows, lowest],
        "max": series.values[rows, highest],
        "sd": sd,
        **{name: _quantile(ordered, n, share) for name, share in _QUANTILES.items()},
        "measured": n,
        "coverage": n / series.minutes,
        "min_at": lowest.astype(np.float64),
        "max_at": highest.astype(np.float64),
    }
    claims = []
    for row, (name, *numbers) in enumerate(zip(series.names, *(c.tolist() for c in columns.values()), strict=True)):
        values = dict(zip(columns, numbers, strict=True))
        if CHANNELS[name].aggregation == "sum":
            values["total"] = float(total[row])
        claims.append(Claim("statistics", name, 0, series.minutes, values))
    return claims


def _sort(values: NDArray[np.float32]) -> None:
    """Each channel in place, as whole numbers, which takes half the time: the bits of a float, all but the sign
    flipped where it is negative, order as the floats do."""
    bits = values.view(np.int32)
    bits ^= (bits >> 31) & 0x7FFFFFFF
    bits.sort(axis=1)
    bits ^= (bits >> 31) & 0x7FFFFFFF


def _quantile(ordered: np.ndarray, n: Floats, share: float) -> Floats:
    position = (n - 1) * share
    below = position.astype(np.int64)
    above = np.minimum(below + 1, n.astype(np.int64) - 1)
    rows = np.arange(len(n))
    low, high = ordered[rows, below].astype(np.float64), ordered[rows, above].astype(np.float64)
    quantile: Floats = low + (high - low) * (position - below)
    return quantile
