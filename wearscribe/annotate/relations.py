"""Why the heart rate rose: the bout, the logged activity or the sleep it rose in, or no movement at all.

A rise (peak, rising trend, upward shift) happened *during* a claim when its decisive minutes lie in it, where a
claim lasts five minutes longer than logged because the heart lags movement. The decisive minutes are the top of a
peak, the moment of a shift (which may come five minutes early) and at least half of a trend. A logged activity
explains more than a bout, a bout more than a sleep; of two, the one that shares more minutes. A rise is *without
movement* where steps are measured, from five minutes before it, and there are hardly any. Everything else is left
unexplained.
"""

from __future__ import annotations

from wearscribe.annotate.claim import Claim
from wearscribe.annotate.series import Series

LAG = 5  # minutes by which the heart may follow movement
HARDLY_ANY = 0.5  # steps a minute
LEAST_MEASURED = 0.8
_EXPLAINS = ("activity", "bout", "sleep")  # the best explanation first


def relations(series: Series, claims: list[Claim]) -> list[Claim]:
    """One claim for each rise of the heart rate that can be explained."""
    causes = [claim for claim in claims if claim.kind in _EXPLAINS]
    found = (_relation(series, claim, causes) for claim in claims if claim.channel == "heart_rate")
    return [relation for relation in found if relation is not None]


def _relation(series: Series, rise: Claim, causes: list[Claim]) -> Claim | None:
    height = _height(rise)
    if height is None or height <= 0:
        return None
    row, start, end = series.row("steps"), rise.start, rise.end
    values = {"rise": height}
    if row is not None and series.coverage(row, start, end) >= LEAST_MEASURED:
        values["steps"] = series.sum(row, start, end)

    during = [cause for cause in causes if _happened_in(rise, cause)]
    if during:
        cause = min(during, key=lambda c: (_EXPLAINS.index(c.kind), -_shared(rise, c), c.start))
        return Claim("relation", "heart_rate", start, end, values, name="during", about=(rise, cause))
    if row is None or "steps" not in values:
        return None
    first = max(start - LAG, 0)
    before = series.sum(row, first, end)
    if series.coverage(row, first, end) < LEAST_MEASURED or before > HARDLY_ANY * (end - first):
        return None
    return Claim("relation", "heart_rate", start, end, values, name="without_movement", about=(rise,))


def _height(claim: Claim) -> float | None:
    """How far the channel rose, in its unit; negative where it fell, None where the claim is no change."""
    low, high = {"peak": ("baseline", "value"), "trend": ("from", "to"), "shift": ("before", "after")}.get(
        claim.kind, ("", "")
    )
    return claim.values[high] - claim.values[low] if high else None


def _happened_in(rise: Claim, cause: Claim) -> bool:
    if rise.kind == "trend":
        return 2 * _shared(rise, cause) >= rise.end - rise.start
    return cause.start - LAG * (rise.kind == "shift") <= rise.values["at"] < cause.end + LAG


def _shared(rise: Claim, cause: Claim) -> int:
    return min(rise.end, cause.end + LAG) - max(rise.start, cause.start)
