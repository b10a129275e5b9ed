"""What a person would let pass, and what not."""

from __future__ import annotations

from wearscribe.verify.facts import Series
from wearscribe.verify.verdict import Quantity

TIME = 10  # minutes an event may be off
LABEL_TIME = 2  # minutes a logged time may be off: it is known exactly
LEVEL = 0.15  # share of a level by which "from about here" may be off
CHANGE = 0.2  # share of the change by which it may be off, too
NOISE = 3.0  # sds of the noise in a mean by which it may be off, too


def level_holds(stated: Quantity, truth: float, series: Series, minutes: int, change: float = 0.0) -> bool:
    """Whether a level is what `minutes` measured minutes near it say: within 15 % of it, a fifth of the change it is
    an end of (levels may be near zero), or three sds of their mean's noise; or as printed."""
    if stated.matches(truth):
        return True
    slack = max(LEVEL * abs(truth), CHANGE * abs(change), NOISE * series.noise / max(minutes, 1) ** 0.5)
    return bool(abs(stated.value - truth) <= slack + 0.5 * 10.0**-stated.decimals)
