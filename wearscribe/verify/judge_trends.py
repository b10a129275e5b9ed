"""Trends and stable stretches, looked at where the sentence says they are."""

from __future__ import annotations

import numpy as np

from wearscribe.verify.facts import LEAST_MEASURED, Facts, Series
from wearscribe.verify.tolerance import NOISE, TIME, level_holds
from wearscribe.verify.verdict import Claim, Reason

_END = 0.15  # share of a trend at each end that makes its levels, 5 to 30 minutes
_BLOCK = 10  # minutes averaged before a line is judged, and that a stable stretch is judged on
_CLEAR = 2.0  # sds of their noise by which a trend's ends must differ
_LINE = 0.2  # share of the variance of the ten-minute means that a line must explain
_BESIDE = 45  # minutes on each side of a trend that tell whether it lies where it is said to
_FINE = 5  # minutes averaged for that
_BETTER = 0.5  # share of the squared error that a displaced ramp must stay under


def trend(claim: Claim, facts: Facts) -> Reason:
    series, start, end, reason = _stretch(claim, facts)
    if series is None:
        return reason
    edge = int(min(max(_END * (end - start), 5), 30))
    begins, finishes = (_levels(series, minute, edge) for minute in (start, end - edge))
    if not begins or not finishes:
        return "unmeasured"
    change = max(((last - first) * claim.sign for first in begins for last in finishes), default=0.0)
    if (series.mean(end - edge, end) - series.mean(start, start + edge)) * claim.sign < 0 or change <= 0:
        return "wrong_direction"
    if change < _CLEAR * series.noise * (2 / edge) ** 0.5:
        return "only_noise"
    if not _is_line(series, start, end, claim.sign):
        return "not_a_trend"
    if _is_displaced(series, start, end):
        return "wrong_time"
    stated = claim.values
    if {"from", "to"} <= stated.keys() and (stated["to"].value - stated["from"].value) * claim.sign < 0:
        return "wrong_direction"
    lead = change * claim.sign * edge / 2 / max(end - start - edge, 1)  # from the middle of an edge to the line's end
    for name, levels in (
        ("from", [*begins, *(x - lead for x in begins)]),
        ("to", [*finishes, *(x + lead for x in finishes)]),
    ):
        if name in stated and not any(level_holds(stated[name], level, series, edge, change) for level in levels):
            return "wrong_number"
    if "change" in stated and not 0.5 * change - lead <= abs(stated["change"].value) <= 1.5 * change + 2 * abs(lead):
        return "wrong_number"
    if "slope" in stated:
        rate = change / ((end - start) / 60)
        if not 0.5 * rate <= abs(stated["slope"].value) <= 1.6 * rate:
            return "wrong_number"
    return "holds"


def _is_displaced(series: Series, start: int, end: int) -> bool:
    """Whether a ramp (level, line, level) that lies twenty minutes or more beside the span fits far better."""
    first, last = max(start - _BESIDE, 0), min(end + _BESIDE, len(series.values))
    means = series.means(_FINE, first, last)
    known = ~np.isnan(means)
    t, y = (first + _FINE * (np.arange(len(means)) + 0.5))[known], means[known]
    if len(y) < 6:
        return False
    moves = np.arange(-40, 41, 5)
    ramps = np.clip((t - start - moves[:, None]) / (end - start), 0, 1)
    ramps -= ramps.mean(axis=1, keepdims=True)
    y = y - y.mean()
    explained = (ramps @ y) ** 2 / np.maximum((ramps**2).sum(axis=1), 1e-9)
    left = (y**2).sum() - explained
    return bool(abs(moves[left.argmin()]) > 2 * TIME and left.min() < _BETTER * left[len(moves) // 2])


def _levels(series: Series, minute: int, edge: int) -> list[float]:
    """Means of `edge` minutes there, and as far beside it as a time may be off."""
    means = (series.mean(minute + move, minute + move + edge) for move in (0, -TIME // 2, TIME // 2, -TIME, TIME))
    return [mean for mean in means if not np.isnan(mean)]


def _is_line(series: Series, start: int, end: int, sign: int) -> bool:
    """The ten-minute (or shorter) means lean the claimed way, along a line that explains a fair part of them."""
    means = series.means(min(_BLOCK, max((end - start) // 6, 1)), start, end)
    place = np.flatnonzero(~np.isnan(means)).astype(np.float64)
    if len(place) < 3:
        return True  # too few to tell: the ends have been compared
    correlation = float(np.corrcoef(place, means[~np.isnan(means)])[0, 1])
    return correlation * sign > 0 and correlation**2 >= _LINE


def stable(claim: Claim, facts: Facts) -> Reason:
    series, start, end, reason = _stretch(claim, facts)
    if series is None:
        return reason
    means = series.means(_BLOCK, start, end)
    means = means[~np.isnan(means)]
    if not means.size:
        return "unmeasured"
    lowest, highest = float(means.min()), float(means.max())
    calm = NOISE * series.noise / _BLOCK**0.5
    if not {"low", "high"} <= claim.values.keys():
        wide = highest - lowest > max(0.25 * series.spread, 2 * calm, 2 * series.resolution)
        if wide:
            return "not_stable"
    else:
        low, high = claim.values["low"], claim.values["high"]
        printed = 10.0**-low.decimals
        if lowest < low.value - calm - printed or highest > high.value + calm + printed:
            return "not_stable"
        if low.value < lowest - calm - 0.05 * abs(lowest) - printed:
            return "wrong_number"
        if high.value > highest + calm + 0.05 * abs(highest) + printed:
            return "wrong_number"
    if "mean" in claim.values and not claim.values["mean"].matches(series.mean(start, end)):
        return "wrong_number"
    return "holds"


def _stretch(claim: Claim, facts: Facts) -> tuple[Series | None, int, int, Reason]:
    """The channel and the span, or (None first) why nothing can be said about it."""
    series = facts.series(claim.channel) if claim.channel else None
    start, end = claim.start or 0, facts.minutes if claim.end is None else claim.end
    if series is None:
        return None, start, end, "absent_channel"
    if start < 0 or end > facts.minutes or end <= start:
        return None, start, end, "out_of_window"
    if series.coverage(start, end) < LEAST_MEASURED:
        return None, start, end, "unmeasured"
    return series, start, end, "holds"
