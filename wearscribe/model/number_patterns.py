"""What the readers of clock times, durations and quantities share."""

import re
from collections.abc import Callable
from typing import NamedTuple

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
START = r"(?<![a-z0-9_.:])"
END = r"(?![a-z0-9])"


class Found(NamedTuple):
    """A number in its unit's own measure. `mask` is what the sentence encoder reads in its place; `open` tells a clock
    time of which the half of the day is unknown."""

    value: float
    unit: int
    mask: str
    open: bool = False


class Reader(NamedTuple):
    """An expression, and what a match of it says. Only a sentence with one of the `hints` can have a match."""

    hints: tuple[str, ...]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Found]
