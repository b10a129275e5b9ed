"""Bouts: sustained movement."""

import numpy as np

from wearscribe.annotate.claim import Claim
from wearscribe.annotate.runs import bridged
from wearscribe.annotate.series import Series

MOVING = 20  # steps/min: below is incidental movement (Tudor-Locke et al., "How fast is fast enough?", BJSM 2018)
SHORTEST = 5  # minutes
PAUSE = 1  # minutes that do not end a bout, measured or not
MOST_MINUTES = 0.8  # share of the measured minutes that must be moving


def bouts(series: Series) -> list[Claim]:
    """Stretches of at least five minutes with steps in (almost) every one: they begin and end in moving minutes,
    none but single minutes between them are not. `cadence` is steps per measured minute."""
    row = series.row("steps")
    if row is None:
        return []
    moving = series.measured[row] & (series.values[row] >= MOVING)
    claims = []
    for start, end in bridged(moving, PAUSE):
        measured = int(series.count[row, end] - series.count[row, start])
        if end - start < SHORTEST or np.count_nonzero(moving[start:end]) < MOST_MINUTES * measured:
            continue
        total, peak = series.sum(row, start, end), float(series.values[row, start:end].max())
        values = {"steps": total, "cadence": total / measured, "peak_cadence": peak}
        claims.append(Claim("bout", "steps", start, end, values))
    return claims
