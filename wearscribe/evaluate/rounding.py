"""Captions with rounded numbers: an exact number in a caption names its window, and finding it would be arithmetic.

Clock times to the quarter hour, heart rates to 5 bpm, minutes to 5, cadence to 10 steps/min, anything else to two
significant digits.
"""

import re
from math import floor, log10

_CLOCK = r"(?P<clock>(?<!\d)\d{1,2}:\d\d(?!\d))"  # no word ends before a Korean particle
_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>\s?(?:bpm|minutes?|분|steps/min|걸음/분)(?!\w*/))?"
_ANY = re.compile(f"{_CLOCK}|{_NUMBER}")
_STEP = {"bpm": 5, "minute": 5, "minutes": 5, "분": 5, "steps/min": 10, "걸음/분": 10}


def rounded(text: str) -> str:
    """The text, English or Korean, with its numbers rounded."""
    return _ANY.sub(_round, text)


def _round(found: re.Match[str]) -> str:
    if clock := found["clock"]:
        hour, minute = map(int, clock.split(":"))
        quarters = round((60 * hour + minute) / 15)
        return f"{quarters // 4:02}:{quarters % 4 * 15:02}"
    value = float(found["number"].replace(",", ""))
    unit = found["unit"] or ""
    step = _STEP.get(unit.strip()) or _two_digits(value)
    near = round(value / step) * step
    return f"{near:,.0f}{unit}" if float(near).is_integer() else f"{near:,.10g}{unit}"


def _two_digits(value: float) -> float:
    return 1.0 if value == 0 else float(10.0 ** (floor(log10(value)) - 1))
