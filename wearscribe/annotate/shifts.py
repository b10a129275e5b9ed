"""Shifts: the level changed within minutes and stayed.

A move whose ramp is too fast for a trend is a shift where the channel held its level for forty-five minutes on
each side. `strength` is the change over the sd of the minutes around the two levels (Cohen's d).
"""

import numpy as np

from wearscribe.annotate.claim import Claim
from wearscribe.annotate.moves import Moves
from wearscribe.annotate.noise import Noise
from wearscribe.annotate.series import Series
from wearscribe.annotate.trends import SHORTEST

CLEAR = 8.0  # sds of a ten-minute mean that the change must pass
HOLD = 45  # minutes on each side
LEAST_MEASURED = 0.6
LONGEST_UNMEASURED = 15  # minutes
STAYED = 0.6  # of the change, that every third of the new level keeps from every third of the old
WANDERING_NOISE = 5.0  # sds of means forty minutes apart that the change must pass


def shifts(whole: Series, series: Series, noise: Noise, found: Moves) -> list[Claim]:
    """The shifts among the moves. `series` is `whole` without the sharp events; `noise` that of ten-minute means."""
    least = np.maximum(CLEAR * noise.level, WANDERING_NOISE * noise.wander)
    least = np.maximum(least, 2 * series.resolution)
    fast = (found.end - found.begin < SHORTEST) & (np.abs(found.after - found.before) >= least[found.rows])
    claims = []
    for i in np.flatnonzero(fast).tolist():
        at = int(found.begin[i] + found.end[i] + 1) // 2
        claim = _claim(whole, series, int(found.rows[i]), at, float(least[found.rows[i]]))
        if claim is not None:
            claims.append(claim)
    return claims


def _claim(whole: Series, series: Series, row: int, at: int, least: float) -> Claim | None:
    start, end = at - HOLD, at + HOLD
    if (
        start < 0
        or end > series.minutes
        or series.coverage(row, start, end) < LEAST_MEASURED
        or whole.longest_unmeasured(row, start, end) > LONGEST_UNMEASURED
    ):
        return None
    before, after = (float(whole.mean(row, *side)) for side in ((start, at), (at, end)))
    change = after - before
    thirds = np.arange(start, end, HOLD // 3)
    levels = series.mean(row, thirds, thirds + HOLD // 3, least=3) * np.sign(change)
    held = levels[3:].min() - levels[:3].max() >= STAYED * abs(change)
    if abs(change) < least or not held:
        return None
    seen = whole.measured[row, start:end]
    residual = (whole.values[row, start:end] - np.where(np.arange(start, end) < at, before, after))[seen]
    sd = max(float(np.sqrt((residual**2).mean())), float(series.resolution[row]) / 12**0.5)
    values = {"before": before, "after": after, "at": float(at)}
    return Claim("shift", series.names[row], start, end, values, abs(change) / sd)
