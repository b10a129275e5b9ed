"""From readings at any rate to one value a minute, by the rules of the channel registry."""

from dataclasses import dataclass

import numpy as np

from schemas.channels import CHANNELS
from services.replay.summary import Summary
from services.replay.wall_clock import MINUTE


@dataclass(frozen=True, slots=True, eq=False)
class Minutes:
    """The measured minutes of one channel: `minute` int64 (instant / 60 s), rising, and `value` float32 beside it."""

    minute: np.ndarray
    value: np.ndarray

    def within(self, start: int, end: int) -> tuple[np.ndarray, np.ndarray]:
        """Minutes (from `start`) and values measured in `[start, end)`."""
        low, high = np.searchsorted(self.minute, (start, end))
        return self.minute[low:high] - start, self.value[low:high]


def to_minutes(channel: str, instant: np.ndarray, value: np.ndarray, summary: Summary) -> Minutes:
    """Aggregate readings (`instant` int64, `value` float32), in the order in which they were read, to minutes.

    Of two readings at one instant the later read wins, and is counted where it differs. A value that is not a
    number or outside the channel's range is no measurement and is counted; in a summed channel it takes its
    minute with it, because the rest of that minute is not the sum.
    """
    rule = CHANNELS[channel]
    number = ~np.isnan(value)
    summary.drop_readings(f"{channel}: not a number", int((~number).sum()))
    instant, value = _without_duplicates(channel, instant[number], value[number], summary)
    low, high = np.float32(rule.low), np.float32(rule.high)
    possible = (value >= low) & (value <= high)
    outside = f"{channel}: outside {rule.low:g} to {rule.high:g} {rule.unit}"
    summary.drop_readings(outside, int((~possible).sum()))
    spoilt = np.unique(instant[~possible] // MINUTE) if rule.aggregation == "sum" else np.empty(0, np.int64)

    minute, first, count = np.unique(instant[possible] // MINUTE, return_index=True, return_counts=True)
    value = value[possible]
    if not len(minute):
        return Minutes(minute, np.empty(0, np.float32))
    if rule.aggregation == "last":
        result = value[first + count - 1]
    else:
        result = np.add.reduceat(value, first, dtype=np.float64)
        if rule.aggregation == "mean":
            result = result / count
    result = result.astype(np.float32)
    whole = ~np.isin(minute, spoilt)
    fits = (result >= low) & (result <= high)
    summary.drop_minutes(outside + " a minute", int((whole & ~fits).sum()))
    return Minutes(minute[whole & fits], result[whole & fits])


def _without_duplicates(
    channel: str, instant: np.ndarray, value: np.ndarray, summary: Summary
) -> tuple[np.ndarray, np.ndarray]:
    """Sorted by instant, each instant once: the value that was read last."""
    order = np.argsort(instant, kind="stable")
    instant, value = instant[order], value[order]
    again = instant[1:] == instant[:-1]
    differing = int((again & (value[1:] != value[:-1])).sum())
    summary.drop_readings(f"{channel}: replaced by a later reading of the same instant", differing)
    keep = np.append(~again, True)[: len(instant)]
    return instant[keep], value[keep]
