"""Peaks, drops and level shifts, looked for around the time that the sentence names."""

from __future__ import annotations

import numpy as np

from wearscribe.verify.facts import LEAST_MEASURED, Facts, Floats, Series
from wearscribe.verify.tolerance import LEVEL, NOISE, TIME, level_holds
from wearscribe.verify.verdict import Claim, Reason

_PROMINENCE = 4.5  # sds of a five-minute mean that an event must rise and come back by
_NEARER = 3  # minutes by which an opposite event must be nearer to be the one that is there
_REACH = 120  # minutes looked at on each side of an event
HOLDS = (30, 90)  # minutes on each side of a shift that are compared: a small one shows in the longer only
_NEARBY = 30  # minutes around a shift in which no other may be much larger
_SAME = 0.75  # share of the largest shift nearby that the one claimed must have


def event(claim: Claim, facts: Facts) -> Reason:
    """A peak, or (mirrored) a drop, whose top lies within ten minutes of the time named."""
    series = facts.series(claim.channel) if claim.channel else None
    if series is None:
        return "absent_channel"
    at = claim.at if claim.at is not None else claim.start
    if at is None:
        return "no_such_event"
    if not 0 <= at < facts.minutes:
        return "out_of_window"
    if series.coverage(at - TIME, at + TIME + 1) < LEAST_MEASURED:
        return "unmeasured"
    curve = series.curve * claim.sign
    least = max(_PROMINENCE * series.noise / 5**0.5, series.resolution)
    top, prominence, low, high = _summit(curve, at, TIME)
    if prominence < least:  # a top beside it that is no higher, but for the noise, is the same event
        beside = _summit(curve, at, 3 * TIME)
        if curve[beside[0]] - curve[top] <= min(least / 2, 0.1 * beside[1]):
            prominence, low, high = beside[1:]
    if prominence < least:
        if _summit(-curve, at, TIME)[1] >= least:
            return "wrong_direction"
        far = _summit(curve, at, 4 * TIME)[1]
        return "wrong_time" if far >= least else "no_such_event"
    foot, depth, *_ = _summit(-curve, at, TIME)
    if depth >= prominence and abs(foot - at) + _NEARER < abs(top - at):
        return "wrong_direction"  # the minute named is at the foot of it
    stated = claim.values
    raw = series.inside(at - TIME, at + TIME + 1)
    extreme = float(raw.max() if claim.sign > 0 else raw.min())
    peak = claim.sign * float(curve[top])
    slack = max(NOISE * series.noise / 5**0.5, min(LEVEL * abs(peak), 0.2 * prominence))
    if "value" in stated and not min(peak, extreme) - slack <= stated["value"].value <= max(peak, extreme) + slack:
        return "wrong_number"
    if "baseline" in stated:
        baseline = stated["baseline"].value * claim.sign
        slack = max(0.15 * abs(low), NOISE * series.noise / 3)
        if not low - slack <= baseline <= max(high, claim.sign * peak - 0.3 * prominence) + slack:
            return "wrong_number"
    return "holds"


def _summit(curve: Floats, at: int, reach: int) -> tuple[int, float, float, float]:
    """The most prominent top within `reach` minutes of `at`: its minute, its prominence (how far one must descend
    on the shallower side before a higher minute, at most two hours away), and the two levels descended to."""
    first, last = max(at - reach, 0), min(at + reach + 1, len(curve))
    near = curve[first:last]
    if np.isnan(near).all():
        return at, 0.0, 0.0, 0.0
    top = first + int(np.nanargmax(near))
    height = curve[top]
    sides = (curve[max(top - _REACH, 0) : top][::-1], curve[top + 1 : top + 1 + _REACH])
    lows = []
    for side in sides:
        higher = np.flatnonzero(side > height)
        descent = side[: higher[0]] if higher.size else side
        known = descent[~np.isnan(descent)]
        lows.append(float(known.min()) if known.size else float(height))
    return top, float(height) - max(lows), min(lows), max(lows)


def shift(claim: Claim, facts: Facts) -> Reason:
    """The level before the time named and after it, over half an hour each, or else over an hour and a half."""
    series = facts.series(claim.channel) if claim.channel else None
    if series is None:
        return "absent_channel"
    if claim.at is None:
        return "no_such_event"
    if not 0 < claim.at < facts.minutes:
        return "out_of_window"
    sign = claim.sign
    if not sign and {"before", "after"} <= claim.values.keys():
        sign = 1 if claim.values["after"].value > claim.values["before"].value else -1
    brief, long = HOLDS
    reason = _shift(claim, claim.at, sign, series, brief)
    if reason == "only_noise" and _shift(claim, claim.at, sign, series, long) == "holds":
        return "holds"
    return reason


def _shift(claim: Claim, at: int, sign: int, series: Series, hold: int) -> Reason:
    if min(series.coverage(at - hold, at), series.coverage(at, at + hold)) < LEAST_MEASURED:
        return "unmeasured"
    jumps = [sign * jump(series, minute, hold) for minute in range(at - _NEARBY, at + _NEARBY + 1)]
    near = jumps[_NEARBY - TIME : _NEARBY + TIME + 1]
    least = NOISE * series.noise * (2 / hold) ** 0.5
    if max(near) < least:
        if min(near) <= -least:
            return "wrong_direction"
        return "wrong_time" if max(jumps) >= least else "only_noise"
    if max(near) < _SAME * max(jumps):
        return "wrong_time"
    change = max(near)
    start = at - hold if claim.start is None else claim.start
    end = at + hold if claim.end is None else claim.end
    sides = {"before": ((start, at), (at - hold, at - 5)), "after": ((at, end), (at + 5, at + hold))}
    for name, spans in sides.items():
        levels = [series.mean(*span) for span in spans]
        if name in claim.values and not any(
            level_holds(claim.values[name], level, series, hold, change) for level in levels
        ):
            return "wrong_number"
    return "holds"


def jump(series: Series, minute: int, hold: int) -> float:
    """How far the mean of the `hold` minutes from the minute on lies above that of those before it; 0 if unknown."""
    change = series.mean(minute, minute + hold) - series.mean(minute - hold, minute)
    return 0.0 if np.isnan(change) else change
