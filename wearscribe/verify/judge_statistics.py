"""Numbers about a whole channel: recomputed over its measured minutes, to the printed digit."""

from __future__ import annotations

import numpy as np

from wearscribe.verify.facts import LEAST_MEASURED, Facts, Series
from wearscribe.verify.tolerance import LABEL_TIME
from wearscribe.verify.verdict import Claim, Quantity, Reason

_QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
_REST = 30  # minutes over which a resting heart rate is a mean


def statistics(claim: Claim, facts: Facts) -> Reason:
    if claim.channel is None or (series := facts.series(claim.channel)) is None:
        return "absent_channel"
    told = claim.values.keys() & {"measured", "coverage"}
    if not told and series.coverage(0, facts.minutes) < LEAST_MEASURED:
        return "unmeasured"
    if not all(_holds(name, value, series) for name, value in claim.values.items()):
        return "wrong_number"
    return "holds" if claim.at is None or _extreme_at(claim, series) else "wrong_time"


def _holds(name: str, stated: Quantity, series: Series) -> bool:
    ordered = series.ordered
    if name in _QUANTILES:  # every definition of a quantile lies between the two order statistics around it
        place = _QUANTILES[name] * (len(ordered) - 1)
        low, high = ordered[max(int(place) - 1, 0)], ordered[min(int(place) + 2, len(ordered) - 1)]
        return stated.matches(min(max(stated.value, float(low)), float(high)))
    if name == "sd":  # of a sample or of a population
        more = (len(ordered) / max(len(ordered) - 1, 1)) ** 0.5
        return stated.matches(series.sd) or stated.matches(series.sd * more)
    return stated.matches(_truth(name, series, stated.unit))


def _truth(name: str, series: Series, unit: str) -> float:
    ordered, minutes = series.ordered, len(series.values)
    if name == "mean":
        return series.average
    if name == "total":
        return series.average * len(ordered)
    if name in ("min", "max"):
        return float(ordered[0 if name == "min" else -1])
    if name == "minutes":
        return float(minutes)
    return len(ordered) / (1 if name == "measured" else minutes / (100 if unit == "%" else 1))


def _extreme_at(claim: Claim, series: Series) -> bool:
    at = claim.at or 0
    extreme = series.ordered[0] if "min" in claim.values else series.ordered[-1]
    if not 0 <= at < len(series.values):
        return False
    return bool((series.inside(at - LABEL_TIME, at + LABEL_TIME + 1) == extreme).any())


def resting_heart_rate(claim: Claim, facts: Facts) -> Reason:
    """The lowest mean of the heart rate over thirty consecutive measured minutes without steps."""
    series, steps = facts.series("heart_rate"), facts.series("steps")
    if series is None:
        return "absent_channel"
    still = series.measured if steps is None else series.measured & (steps.values == 0)
    count = np.concatenate(([0], np.cumsum(still)))
    runs = np.flatnonzero(count[_REST:] - count[:-_REST] == _REST)
    if not runs.size:
        return "no_such_event"
    means = series.running(_REST)[runs]
    if not claim.values["value"].matches(float(means.min())):
        return "wrong_number"
    if claim.start is None:
        return "holds"
    lowest = runs[means <= means.min() + 1e-6 * abs(means.min())]
    near = bool((np.abs(lowest - claim.start) <= LABEL_TIME).any())
    length = _REST if claim.end is None else claim.end - claim.start
    return "holds" if near and abs(length - _REST) <= LABEL_TIME else "wrong_time"
