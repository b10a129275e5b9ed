"""Clock times of a sentence as minutes since the window's start."""

from __future__ import annotations

from collections.abc import Sequence

from wearscribe.verify.lexicon import Token

_DAY = 24 * 60


def minutes_of(times: Sequence[Token], midnight: int, minutes: int) -> list[int]:
    """The minute of each time. `midnight` is the minute of the day at which the window starts, `minutes` its length.

    A time with a day told is on that day. One without is on the day the window starts, or on the next where it lies
    outside the window otherwise.
    """
    found = []
    for token in times:
        minute = int(token.number) - midnight + _DAY * (token.day or 0)
        if token.day is None and not 0 <= minute <= minutes and 0 <= minute + _DAY <= minutes:
            minute += _DAY
        found.append(minute)
    return found
