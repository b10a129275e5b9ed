"""Trends: moves whose ramp is long and whose change is significant."""

import numpy as np

from wearscribe.annotate.claim import Claim
from wearscribe.annotate.moves import Moves
from wearscribe.annotate.series import Bools, Floats, Ints, Series
from wearscribe.annotate.significance import SIGNIFICANT

SHORTEST = 45  # minutes; a faster ramp is a shift
LEAST_MEASURED = 0.5
EDGES = np.array([10, 20])  # minutes at each end whose means must lie on the line
OFF_LINE = 0.2  # of the change, how far those means may be from it
EXPLAINED = 0.5  # of the variance of ten-minute means, by the line


def trends(whole: Series, series: Series, noise: Floats, found: Moves, p: Floats) -> dict[int, Claim]:
    """The trends among the moves, by move, `p` their p-values; `series` is `whole` without the sharp events."""
    length = found.end - found.begin
    keep = (length >= SHORTEST) & (p <= SIGNIFICANT) & (np.abs(found.change) >= 2 * series.resolution[found.rows])
    for seen in (whole, series):
        if not keep.any():
            return {}
        keep[keep] = seen.coverage(found.rows[keep], found.begin[keep], found.end[keep]) >= LEAST_MEASURED
        keep[keep] = _ends_on_the_line(seen, noise, found, np.flatnonzero(keep))
    claims: dict[int, Claim] = {}
    keep[keep] = _lines(whole, found, np.flatnonzero(keep))
    for i in np.flatnonzero(keep).tolist():
        row, begin, end = int(found.rows[i]), int(found.begin[i]), int(found.end[i])
        if whole.longest_unmeasured(row, begin, end) > max(20, (end - begin) // 5):
            continue
        values = {
            "from": float(found.before[i]),
            "to": float(found.after[i]),
            "slope": float(found.change[i]) * 60 / (end - begin),
        }
        claims[i] = Claim("trend", series.names[row], begin, end, values, float(p[i]))
    return claims


def _lines(series: Series, found: Moves, which: Ints) -> Bools:
    """Whether a line explains enough of the ten-minute means of some ramps, the sharp events in them included."""
    rows, begin, end = (x[which][:, None] for x in (found.rows, found.begin, found.end))
    x = np.arange((end - begin).max(initial=0) // 10)
    starts = begin + 10 * x
    means = series.mean(rows, starts, starts + 10)
    known = np.isfinite(means) & (starts + 10 <= end)
    dx, dy = (_centred(values, known) for values in (x, means))
    explained: Bools = (dx * dy).sum(axis=1) ** 2 >= EXPLAINED * (dx * dx).sum(axis=1) * (dy * dy).sum(axis=1)
    explained &= known.sum(axis=1) >= 3
    return explained


def _centred(values: Floats | Ints, known: Bools) -> Floats:
    """Less the mean of what is known in each row, 0 where unknown."""
    mean = np.where(known, values, 0).sum(axis=1, keepdims=True) / np.maximum(known.sum(axis=1, keepdims=True), 1)
    return np.where(known, values - mean, 0)


def _ends_on_the_line(series: Series, noise: Floats, found: Moves, which: Ints) -> Bools:
    """Whether the measured levels at each end of some ramps are what the line says, [ramp]."""
    rows, begin, end = (x[which][:, None] for x in (found.rows, found.begin, found.end))
    before, change = (x[which][:, None] for x in (found.before, found.change))
    edges = np.minimum(EDGES, (end - begin) // 3)
    lean = change * edges / np.maximum(end - begin, 1) / 2
    start = series.mean(rows, begin, begin + edges, least=3) - before - lean
    finish = series.mean(rows, end - edges, end, least=3) - before - change + lean
    tolerance = np.maximum(OFF_LINE * np.abs(change), 2 * noise[rows])
    on_line: Bools = (np.maximum(np.abs(start), np.abs(finish)) <= tolerance).all(axis=1)  # NaN, unmeasured, is not
    return on_line
