"""Bouts, sedentary stretches, gaps and non-wear: what the minutes of the span say."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wearscribe.verify.facts import LEAST_MEASURED, Facts, Series
from wearscribe.verify.tolerance import LABEL_TIME
from wearscribe.verify.verdict import Claim, Reason

_MOVING = 0.7  # share of a bout's measured minutes that have steps
_STILL = 1.0  # steps a minute that a sedentary stretch may have
_STRAY = 0.05  # share of an unmeasured stretch that may be measured


def bout(claim: Claim, facts: Facts) -> Reason:
    series, start, end, reason = _steps(claim, facts)
    if series is None:
        return reason
    walked = series.inside(start, end)
    if np.count_nonzero(walked) < _MOVING * len(walked):
        return "not_moving"
    truth = {"steps": walked.sum(), "cadence": walked.mean(), "peak_cadence": walked.max(), "max": walked.max(),
             "mean": walked.mean()}  # fmt: skip
    if any(name in truth and not stated.matches(float(truth[name])) for name, stated in claim.values.items()):
        return "wrong_number"
    return "holds" if _length_holds(claim) else "wrong_number"


def sedentary(claim: Claim, facts: Facts) -> Reason:
    series, start, end, reason = _steps(claim, facts)
    if series is None:
        return reason
    walked = series.inside(start, end)
    if walked.mean() > _STILL:
        return "moving"
    if "steps" in claim.values and not claim.values["steps"].matches(float(walked.sum())):
        return "wrong_number"
    return "holds" if _length_holds(claim) else "wrong_number"


def gap(claim: Claim, facts: Facts) -> Reason:
    """A channel that the window does not carry at all was not measured either."""
    start, end, reason = _inside(claim, facts)
    if reason != "holds" or claim.channel is None:
        return reason if claim.channel else "absent_channel"
    series = facts.series(claim.channel)
    if series is not None and series.coverage(start, end) > _STRAY:
        return "measured"
    return "holds" if _length_holds(claim) else "wrong_number"


def non_wear(claim: Claim, facts: Facts) -> Reason:
    start, end, reason = _inside(claim, facts)
    if reason != "holds":
        return reason
    if float(worn(facts)[start:end].mean()) > _STRAY:
        return "measured"
    return "holds" if _length_holds(claim) else "wrong_number"


def worn(facts: Facts) -> NDArray[np.bool_]:
    """Minutes, bool [minute], with a step or a heart beat, or with anything where the heart is not measured."""
    heart, steps = facts.series("heart_rate"), facts.series("steps")
    if heart is None or steps is None:
        anything: NDArray[np.bool_] = (~np.isnan(facts.window.signal)).any(axis=0)
        return anything
    return heart.measured | (steps.filled > 0)


def _steps(claim: Claim, facts: Facts) -> tuple[Series | None, int, int, Reason]:
    start, end, reason = _inside(claim, facts)
    if reason != "holds":
        return None, start, end, reason
    series = facts.series("steps")
    if series is None:
        return None, start, end, "absent_channel"
    if series.coverage(start, end) < LEAST_MEASURED:
        return None, start, end, "unmeasured"
    return series, start, end, "holds"


def _inside(claim: Claim, facts: Facts) -> tuple[int, int, Reason]:
    start, end = claim.start, claim.end
    if start is None or end is None or start < 0 or end > facts.minutes or end <= start:
        return 0, 0, "out_of_window"
    return start, end, "holds"


def _length_holds(claim: Claim) -> bool:
    if "length" not in claim.values or claim.start is None or claim.end is None:
        return True
    return abs(claim.values["length"].value - (claim.end - claim.start)) <= LABEL_TIME
