"""How English says quantities, times and counts, and which article goes before a word."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from wearscribe.describe.english.names import ACTIVITIES, CHANNELS, NOUNS, SLEEPS, UNITS, WINDOWS
from wearscribe.describe.facts.terms import Clock, Count, Duration, Moment, Name, Names, Quantity, digits

_WORDS = CHANNELS | ACTIVITIES | SLEEPS | WINDOWS
_LISTED = 4
_UNCOUNTED = ("sleep",)
_VOWEL_SOUNDS = ("a", "e", "i", "o", "u", "hour", "RMSSD", "SDNN", "RR")  # initials are spelt out: an R, an S
_CONSONANT_SOUNDS = ("uni", "use", "one")


def quantity(term: Quantity) -> str:
    number = digits(term)
    one, many = UNITS[term.unit]
    return number + (one if number == "1" else many)


@lru_cache(maxsize=4 * 24 * 60)
def clock(term: Clock) -> str:
    time = f"{term.hour:02d}:{term.minute:02d}"
    if term.day == 0:
        return time
    if term.day == -1:
        return f"{time} the evening before" if term.hour >= 17 else f"{time} the day before"
    if term.day == 1:
        return f"{time} the next morning" if term.hour < 12 else f"{time} the next day"
    return f"{time} {abs(term.day)} days {'earlier' if term.day < 0 else 'later'}"


def moment(term: Moment) -> str:
    if term.end is None:
        return f"at {clock(term.begin)}"
    return f"between {clock(term.begin)} and {clock(term.end)}"


def duration(term: Duration) -> str:
    hours, minutes = divmod(term.minutes, 60)
    parts = [f"{hours:,} hour{'s' * (hours != 1)}"] if hours else []
    if minutes or not hours:
        parts.append(f"{minutes} minute{'s' * (minutes != 1)}")
    return " ".join(parts)


def count(term: Count) -> str:
    one, many = NOUNS[term.noun]
    return f"{term.number:,}" + (one if term.number == 1 else many)


def name(term: Name) -> str:
    return _WORDS[term.key]


def names(term: Names) -> str:
    words = [_WORDS[key] for key in term.keys]
    if len(words) > _LISTED:
        words[_LISTED - 1 :] = [f"{len(words) - _LISTED + 1} other channels"]
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def agree(word: str, agreement: str) -> str:
    """`a`: the indefinite article before the word. `was`: the verb behind it, in the number of the word.
    `more`: "3 more gaps" for "3 gaps"."""
    if agreement == "a":
        return word if word in _UNCOUNTED else f"{article(word)} {word}"
    if agreement == "was":
        return f"{word} {'were' if ' and ' in word else 'was'}"
    if agreement == "more":
        return word.replace(" ", " more ", 1)
    raise ValueError(f"English has no agreement {agreement!r}")


def article(word: str) -> str:
    """By sound: "an hour", "an 8", "an 11", "an 18", "an 80", "an RMSSD", but "a HIIT session", "a one", "a unit"."""
    if word[0].isdigit():
        leading = word.replace(".", ",").replace(" ", ",").replace("-", ",").split(",")[0]
        return "an" if leading[0] == "8" or leading in ("11", "18") else "a"
    if word.startswith(_CONSONANT_SOUNDS):
        return "a"
    return "an" if word.startswith(_VOWEL_SOUNDS) else "a"


SAY: dict[type, Callable[[Any], str]] = {
    Quantity: quantity,
    Clock: clock,
    Moment: moment,
    Duration: duration,
    Count: count,
    Name: name,
    Names: names,
}
