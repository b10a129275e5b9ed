"""Shifts: the level changed within minutes and stayed.

A move whose ramp is too fast for a trend is a shift where the channel held its level for forty-five minutes and
more on each side. `at` is the minute, near the ramp, with the largest difference between the half hours before and
after it; `strength` is the change over the sd of the minutes around the two levels (Cohen's d).
"""

from __future__ import annotations

import numpy as np

from wearscribe.annotate.claim import Claim
from wearscribe.annotate.moves import Moves
from wearscribe.annotate.series import Floats, Series
from wearscribe.annotate.significance import SIGNIFICANT
from wearscribe.annotate.trends import SHORTEST

SHORTEST_HOLD, LONGEST_HOLD = 45, 180  # minutes on each side
LEAST_MEASURED = 0.6
LONGEST_UNMEASURED = 20  # minutes
NEAR, HALF_HOUR = 10, 30  # minutes
STAYED = 0.5  # of the change, that every third of the new level keeps from every third of the old


def shifts(whole: Series, series: Series, found: Moves, p: Floats) -> dict[int, Claim]:
    """The shifts among the moves, by move, `p` their p-values; `series` is `whole` without the sharp events."""
    claims = {}
    for i in np.flatnonzero((found.end - found.begin < SHORTEST) & (p <= SIGNIFICANT)).tolist():
        row, first, last = int(found.rows[i]), int(found.first[i]), int(found.last[i])
        at = _steepest(whole, row, int(found.begin[i]), int(found.end[i]))
        start = max(min(max(first, at - LONGEST_HOLD), at - SHORTEST_HOLD), 0)
        end = min(max(min(last, at + LONGEST_HOLD), at + SHORTEST_HOLD), series.minutes)
        claim = _claim(whole, series, row, start, at, end)
        if claim is not None:
            claims[i] = claim
    return claims


def _steepest(series: Series, row: int, begin: int, end: int) -> int:
    """The minute between ten minutes before the ramp and ten after it with the largest step."""
    minutes = np.arange(max(begin - NEAR, 0), min(end + NEAR, series.minutes) + 1)
    step = series.mean(row, minutes, minutes + HALF_HOUR) - series.mean(row, minutes - HALF_HOUR, minutes)
    return int(minutes[np.nan_to_num(np.abs(step)).argmax()])


def _claim(whole: Series, series: Series, row: int, start: int, at: int, end: int) -> Claim | None:
    if (
        min(at - start, end - at) < SHORTEST_HOLD
        or min(whole.coverage(row, start, at), whole.coverage(row, at, end)) < LEAST_MEASURED
        or whole.longest_unmeasured(row, start, end) > LONGEST_UNMEASURED
    ):
        return None
    before, after = (float(whole.mean(row, *side)) for side in ((start, at), (at, end)))
    change = after - before
    cuts = np.rint(np.concatenate((np.linspace(start, at, 4), np.linspace(at, end, 4)[1:]))).astype(np.int64)
    at_once = whole.mean(row, at, at + HALF_HOUR) - whole.mean(row, at - HALF_HOUR, at)
    levels = series.mean(row, cuts[:-1], cuts[1:], least=3) * np.sign(change)
    held = levels[3:].min() - levels[:3].max() >= STAYED * abs(change)  # NaN, a third that nobody measured, is not
    if abs(change) < 2 * series.resolution[row] or not held or at_once * np.sign(change) < STAYED * abs(change):
        return None
    seen = whole.measured[row, start:end]
    residual = (whole.values[row, start:end] - np.where(np.arange(start, end) < at, before, after))[seen]
    sd = max(float(np.sqrt((residual**2).mean())), float(series.resolution[row]) / 12**0.5)
    values = {"before": before, "after": after, "at": float(at)}
    return Claim("shift", series.names[row], start, end, values, abs(change) / sd)
