"""Logged activities and sleeps, what the heart rate did in them, and counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from schemas.records import Label
from wearscribe.verify.facts import LEAST_MEASURED, Facts, Series
from wearscribe.verify.judge_events import HOLDS, event, jump, shift
from wearscribe.verify.judge_movement import worn
from wearscribe.verify.tolerance import LABEL_TIME, LEVEL, TIME
from wearscribe.verify.verdict import Claim, Reason

_MOVING = 0.5  # share of the minutes of a bout with steps, where a rise is tied to one
_FEW_STEPS = 20.0  # steps a minute that are no movement
_SHORTEST = {"gap": 10, "non_wear": 30, "bout": 5, "sedentary": 30, "trend": 45, "stable": 45, "shift": 30}


def label(claim: Claim, facts: Facts) -> Reason:
    """A logged activity or sleep at these times, with these values in the part of it that the window holds."""
    kind = claim.kind
    named = [a for a in facts.labels if a.kind == kind and claim.name in (None, a.name)]
    if not named:
        return "no_such_label"
    here = [a for a in named if _at(a, claim, facts)]
    if not here:
        return "wrong_time"
    reasons = [_values(claim, found, facts) for found in here]
    return "holds" if "holds" in reasons else reasons[0]


def _at(found: Label, claim: Claim, facts: Facts) -> bool:
    """Whether the times are the label's, or those of its part inside the window."""
    if claim.start is None:
        return True
    whole, inside = (found.start, found.end), (max(found.start, 0), min(found.end, facts.minutes))
    for start, end in (whole, inside):
        near = abs(start - claim.start) <= LABEL_TIME
        if near and (claim.end is None or abs(end - claim.end) <= LABEL_TIME):
            return True
    return False


def _values(claim: Claim, found: Label, facts: Facts) -> Reason:
    start, end = max(found.start, 0), min(found.end, facts.minutes)
    for name, stated in claim.values.items():
        if name == "length":
            if abs(stated.value - (found.end - found.start)) > LABEL_TIME:
                return "wrong_number"
        elif name in ("asleep", "awakenings"):
            told = found.minutes_asleep if name == "asleep" else found.awakenings
            if told is None or told != stated.value:
                return "wrong_number"
        else:
            series = facts.series("steps" if name == "steps" else "heart_rate")
            if series is None:
                return "absent_channel"
            if series.coverage(start, end) < LEAST_MEASURED:
                return "unmeasured"
            values = series.inside(start, end)
            truth = {"mean": values.mean(), "max": values.max(), "min": values.min(), "steps": values.sum()}
            if name in truth and not stated.matches(float(truth[name])):
                return "wrong_number"
    return "holds"


def within(claim: Claim, facts: Facts) -> Reason:
    """The minute `at` lies in the activity or the bout that began when told."""
    began = claim.during[0] if claim.during else 0
    at = claim.at if claim.at is not None else began
    if claim.name != "bout":
        named = [a for a in facts.labels if a.kind == "activity" and a.name == claim.name]
        if not named:
            return "no_such_label"
        inside = any(abs(a.start - began) <= LABEL_TIME and a.start <= at + 1 and at <= a.end for a in named)
        return "holds" if inside else "wrong_time"
    return _is_moving(facts, began, at + 1)


def relation(claim: Claim, facts: Facts) -> Reason:
    """The heart rate rose, and so much, when told, and what it is tied to was then. Two spans may be either."""
    told, other = (claim.start, claim.end), claim.during
    first = _relation(claim, told, other, facts)
    if first == "holds" or claim.at is not None or other is None or None in (*told, *other):
        return first
    if _relation(claim, other, (told[0] or 0, told[1]), facts) == "holds":
        return "holds"
    return first


def _relation(
    claim: Claim, span: tuple[int | None, int | None], during: tuple[int, int | None] | None, facts: Facts
) -> Reason:
    series = facts.series("heart_rate")
    if series is None:
        return "absent_channel"
    start, end = span
    if claim.at is not None:
        reason = _rose_at(claim, claim.at, series, facts)
        start, end = max(claim.at - TIME, 0), min(claim.at + TIME, facts.minutes)
    else:
        reason = _rose(claim, start, end, series)
    if reason != "holds":
        return reason
    return "wrong_time" if start is None or end is None else _context(claim, start, end, during, facts)


def _rose_at(claim: Claim, at: int, series: Series, facts: Facts) -> Reason:
    """Whether the heart rate has a peak at the minute, or a shift to a higher level, of about the rise told."""
    rise = claim.values.get("rise")
    peak = event(Claim("peak", "heart_rate", at=at, sign=1), facts)
    if peak == "holds" and (rise is None or _rise_holds(rise.value, at, series)):
        return "holds"
    if shift(Claim("shift", "heart_rate", at=at, sign=1), facts) != "holds":
        return peak if peak != "holds" else "wrong_number"
    changes = [jump(series, at, hold) for hold in (*HOLDS, 180)]
    return (
        "holds" if rise is None or _is_about(rise.value, changes, series.mean(at - TIME, at + TIME)) else "wrong_number"
    )


def _rose(claim: Claim, start: int | None, end: int | None, series: Series) -> Reason:
    """Whether the heart rate is higher in the last part of the span than in the first, by about the rise told."""
    if start is None or end is None or start < 0 or end > len(series.values) or end <= start:
        return "out_of_window"
    if series.coverage(start, end) < LEAST_MEASURED:
        return "unmeasured"
    edges = max(int(0.15 * (end - start)), 3), max((end - start) // 2, 3)
    changes = [series.mean(end - edge, end) - series.mean(start, start + edge) for edge in edges]
    if max(changes) <= 0:
        return "wrong_direction"
    clear = (change > series.noise * (2 / edge) ** 0.5 for change, edge in zip(changes, edges, strict=True))
    if not any(clear):
        return "only_noise"
    rise = claim.values.get("rise")
    return "holds" if rise is None or _is_about(rise.value, changes, series.mean(start, end)) else "wrong_number"


def _is_about(rise: float, changes: Sequence[float], level: float) -> bool:
    return any(abs(rise - change) <= max(LEVEL * abs(level), 0.3 * change) for change in changes)


def _rise_holds(rise: float, at: int, series: Series) -> bool:
    """Whether the rise is what lies between the top and some level around it."""
    top = float(series.inside(at - TIME, at + TIME + 1).max())
    smooth = float(np.nanmax(series.curve[max(at - TIME, 0) : at + TIME + 1]))
    around = series.curve[max(at - 120, 0) : at + 121]
    around = around[~np.isnan(around)]
    lowest = smooth - float(np.percentile(around, 75)) - LEVEL * smooth
    return lowest <= rise <= top - float(around.min()) + 1


def _context(claim: Claim, start: int, end: int, during: tuple[int, int | None] | None, facts: Facts) -> Reason:
    if claim.name == "without_movement":
        steps = facts.series("steps")
        if steps is None:
            return "absent_channel"
        if steps.coverage(start, end) < LEAST_MEASURED:
            return "unmeasured"
        return "holds" if steps.mean(start, end) < _FEW_STEPS else "moving"
    if claim.name == "bout":
        if during is None:
            return _is_moving(facts, start, end)
        began, ended = during
        if ended is not None and not (began - TIME <= end and start <= ended + TIME):
            return "wrong_time"
        return _is_moving(facts, began, ended if ended is not None else began + 5)
    kind = "sleep" if claim.name == "sleep" else "activity"
    begin, finish = during if during is not None else (None, None)
    for found in facts.labels:
        if found.kind != kind or (kind == "activity" and found.name != claim.name):
            continue
        inside = max(found.start, 0), min(found.end, facts.minutes)
        begins = begin is None or min(abs(begin - found.start), abs(begin - inside[0])) <= LABEL_TIME
        ends = finish is None or min(abs(finish - found.end), abs(finish - inside[1])) <= LABEL_TIME
        if begins and ends and found.start <= end and start <= found.end:
            return "holds"
    return "no_such_label" if not any(a.kind == kind for a in facts.labels) else "wrong_time"


def _is_moving(facts: Facts, start: int, end: int) -> Reason:
    steps = facts.series("steps")
    if steps is None:
        return "absent_channel"
    if steps.coverage(start, end) < LEAST_MEASURED:
        return "unmeasured"
    walked = steps.inside(start, end)
    return "holds" if np.count_nonzero(walked) >= _MOVING * len(walked) else "not_moving"


def count(claim: Claim, facts: Facts) -> Reason:
    """At least so many of the kind are there, or (of what only a detector can count) can be."""
    number, longest = claim.values["count"].value, claim.values.get("longest")
    kind = claim.name or ""
    if kind in ("activity", "sleep"):
        found = [a for a in facts.labels if a.kind == kind]
        short = [a for a in found if longest is None or a.end - a.start <= longest.value]
        return "holds" if number <= len(short) else "wrong_number"
    if kind in ("trend", "stable", "peak", "drop", "shift") and (
        claim.channel is None or facts.series(claim.channel) is None
    ):
        return "absent_channel"
    there = _COUNTS[kind](facts) if kind in _COUNTS else facts.minutes // _SHORTEST.get(kind, 5)
    return "holds" if number <= there else "wrong_number"


def _runs(mask: np.ndarray, shortest: int) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    return int(np.count_nonzero(edges[1::2] - edges[::2] >= shortest))


def _bouts(facts: Facts) -> int:
    steps = facts.series("steps")
    return 0 if steps is None else max(_runs(steps.filled >= few, 2) for few in (1, 10, 20))


def _still(facts: Facts) -> int:
    steps = facts.series("steps")
    return 0 if steps is None else _runs(~(steps.filled > 0), 10)


def _gaps(facts: Facts) -> int:
    return sum(_runs(row, _SHORTEST["gap"]) for row in np.isnan(facts.window.signal))


_COUNTS: dict[str, Callable[[Facts], int]] = {
    "bout": _bouts,
    "sedentary": _still,
    "gap": _gaps,
    "non_wear": lambda facts: _runs(~worn(facts), _SHORTEST["non_wear"]),
}
