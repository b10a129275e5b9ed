"""Sedentary stretches: half an hour and more (almost) without steps, on a device that is worn."""

import numpy as np

from wearscribe.annotate.claim import Claim
from wearscribe.annotate.runs import runs
from wearscribe.annotate.series import Bools, Series

SHORTEST = 30  # minutes
FEW = 20  # steps that a single minute between two still ones may hold
MOST_PER_MINUTE = 0.5  # steps, over the whole stretch
LEAST_MEASURED = 0.6
LONGEST_UNMEASURED = 10  # minutes


def sedentary(series: Series, not_worn: Bools) -> list[Claim]:
    """Stretches of at least thirty minutes without a step, but for lone minutes of less than twenty.

    Unmeasured minutes count as neither; more than ten in a row end a stretch. A window without any step and
    any heart beat tells nothing of its wearer, and nothing is claimed.
    """
    row = series.row("steps")
    if row is None or (series.total[row, -1] == 0 and series.row("heart_rate") is None):
        return []
    steps, measured = series.values[row], series.measured[row]
    known_still = measured & (steps == 0) & ~not_worn
    still = known_still | (~measured & ~not_worn)
    for start, end in runs(~measured, LONGEST_UNMEASURED + 1):
        still[start:end] = False
    lone = np.zeros_like(still)
    lone[1:-1] = still[:-2] & still[2:] & measured[1:-1] & (steps[1:-1] < FEW) & ~not_worn[1:-1]
    claims = []
    for first, last in runs(still | lone, SHORTEST):
        inside = np.flatnonzero(known_still[first:last])
        if inside.size == 0:
            continue
        start, end = first + int(inside[0]), first + int(inside[-1]) + 1
        total = series.sum(row, start, end)
        long, quiet = end - start >= SHORTEST, total <= MOST_PER_MINUTE * (end - start)
        if long and quiet and series.coverage(row, start, end) >= LEAST_MEASURED:
            claims.append(Claim("sedentary", "steps", start, end, {"steps": total}))
    return claims
