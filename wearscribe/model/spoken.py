"""Captions as a person would say them: a sentence encoder makes nothing of "18:54" or "13 awakenings", but knows
evenings and "many"."""

import re

_PARTS = (  # until which minute of the day
    (300, "at night"),
    (660, "in the morning"),
    (780, "around noon"),
    (1020, "in the afternoon"),
    (1260, "in the evening"),
    (1440, "at night"),
)
_CLOCK = re.compile(r"\b(\d\d):(\d\d)\b")
_COUNT = re.compile(r"\b(\d+) (?=awakenings?\b|times\b)")
_MANY, _SEVERAL = 7, 3


def spoken(sentence: str) -> str:
    """The English sentence with parts of the day for clock times, and few, several or many for counts."""
    return _COUNT.sub(_amount, _CLOCK.sub(_part, sentence))


def _part(clock: re.Match[str]) -> str:
    minute = (int(clock[1]) * 60 + int(clock[2])) % 1440
    return next(words for until, words in _PARTS if minute < until)


def _amount(count: re.Match[str]) -> str:
    number = int(count[1])
    return "many " if number >= _MANY else "several " if number >= _SEVERAL else "few "
