"""Trends: moves whose ramp is long and whose change is significant."""

import numpy as np

from wearscribe.annotate.claim import Claim
from wearscribe.annotate.moves import Moves
from wearscribe.annotate.noise import Noise
from wearscribe.annotate.series import Bools, Floats, Series
from wearscribe.annotate.significance import SIGNIFICANT

SHORTEST = 45  # minutes; a faster ramp is a shift
LEAST_MEASURED = 0.5
EDGES = (10, 20)  # minutes at each end whose means must lie on the line
OFF_LINE = 0.2  # of the change, how far those means may be from it
EXPLAINED = 0.5  # of the variance of ten-minute means, by the line


def trends(whole: Series, series: Series, noise: Noise, found: Moves, p: Floats) -> list[Claim]:
    """The trends among the moves, `p` their p-values; `series` is `whole` without the sharp events."""
    length = found.end - found.begin
    keep = (length >= SHORTEST) & (p <= SIGNIFICANT) & (np.abs(found.change) >= 2 * series.resolution[found.rows])
    keep &= whole.coverage(found.rows, found.begin, found.end) >= LEAST_MEASURED
    keep &= series.coverage(found.rows, found.begin, found.end) >= LEAST_MEASURED
    for seen in (whole, series):
        for edge in EDGES:
            keep &= _ends_on_the_line(seen, noise, found, edge)
    claims = []
    for i in np.flatnonzero(keep).tolist():
        row, begin, end = int(found.rows[i]), int(found.begin[i]), int(found.end[i])
        if whole.longest_unmeasured(row, begin, end) > max(20, (end - begin) // 5) or not _line(whole, row, begin, end):
            continue
        values = {
            "from": float(found.before[i]),
            "to": float(found.after[i]),
            "slope": float(found.change[i]) * 60 / (end - begin),
        }
        claims.append(Claim("trend", series.names[row], begin, end, values, float(p[i])))
    return claims


def _line(series: Series, row: int, begin: int, end: int) -> bool:
    """Whether a line explains enough of the ten-minute means of the span, the sharp events in it included."""
    starts = np.arange(begin, end - 9, 10)
    means = series.mean(row, starts, starts + 10)
    known = np.flatnonzero(np.isfinite(means))
    return known.size >= 3 and float(np.corrcoef(known, means[known])[0, 1]) ** 2 >= EXPLAINED


def _ends_on_the_line(series: Series, noise: Noise, found: Moves, longest: int) -> Bools:
    """Whether the measured level at each end of the ramp is what the line says."""
    length = np.maximum(found.end - found.begin, 1)
    edge = np.minimum(longest, length // 3)
    expected = found.change * edge / length / 2
    start = series.mean(found.rows, found.begin, found.begin + edge, least=3)
    end = series.mean(found.rows, found.end - edge, found.end, least=3)
    tolerance = np.maximum(OFF_LINE * np.abs(found.change), 2 * noise.level[found.rows])
    off = np.maximum(np.abs(start - found.before - expected), np.abs(end - found.after + expected))
    on_line: Bools = off <= tolerance  # NaN, an end that nobody measured, is not
    return on_line
