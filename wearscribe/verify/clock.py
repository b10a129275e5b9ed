"""Clock times of a sentence as minutes since the window's start."""

from __future__ import annotations

from collections.abc import Sequence

from wearscribe.verify.lexicon import Token

_DAY = 24 * 60


def minutes_of(times: Sequence[Token], midnight: int) -> list[int]:
    """The minute of each time; `midnight` is the minute of the day at which the window starts. A time is on the day
    told ("the next morning"), and without one on the day on which the window starts."""
    return [int(token.number) - midnight + _DAY * (token.day or 0) for token in times]
