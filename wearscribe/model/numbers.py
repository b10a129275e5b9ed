"""Finds the numbers, quantities, durations and clock times of an English or Korean sentence, and masks them.

A frozen sentence encoder carries no magnitudes, so that the model reads numbers apart from words. The mask keeps what a
number is of: "72 bpm" becomes "# bpm", every clock time one mask, every duration another. Dates are not read: their
numbers are plain numbers.
"""

import re
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from wearscribe.model.clock_times import COLON, ENGLISH_HOUR, KOREAN_HOUR, after, clock_time
from wearscribe.model.number_words import ENGLISH, NATIVE, SINO, either, value
from wearscribe.model.tokens import MAX_NUMBERS, Number
from wearscribe.model.units import CLOCK, DURATION, NONE, SPELLINGS, UNITS

__all__ = ["BUCKETS", "UNITS", "mask"]

BUCKETS = 4096  # of hashed context words; 0 = no word

_MASK, _CLOCK_MASK, _ENGLISH_DURATION, _KOREAN_DURATION = "#", "#:#", "# minutes", "#분"
_FIRST_MARK = 0xF0000  # of a private use plane: stands for a number until all are found
_MARK = re.compile("[\U000f0000-\U000ffffd]")
_HANGUL = re.compile("[가-힣]")

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_START = r"(?<![a-z0-9_.:])"
_END = r"(?![a-z0-9])"
_WORD = f"(?:{either(ENGLISH)}){_END}"
_NATIVE = f"(?<![가-힣])(?:{either(NATIVE)})"
_SINO = f"(?<![가-힣])(?:{either(SINO)})"
_UNIT = either(map(re.escape, SPELLINGS))
_COUNTED = (
    "steps?|times?|miles?|awakenings?|bouts?|naps?|runs?|walks?|rides?|sessions?|workouts?|activity|peaks?|drops?|gaps?"
)


class _Found(NamedTuple):
    value: float
    unit: int
    mask: str
    open: bool = False


def _clock(match: re.Match[str]) -> _Found:
    minute, open_ = clock_time(match)
    return _Found(minute, CLOCK, _CLOCK_MASK, open_)


def _hours(match: re.Match[str]) -> _Found:
    hours, half, rest, tight = match.groups()
    minutes = 60 * value(hours) + (30 if half else 0) + value(rest or tight or "0")
    return _Found(minutes, DURATION, _ENGLISH_DURATION)


def _minutes(match: re.Match[str]) -> _Found:
    return _Found(value(match[1]) / (60 if match[2].startswith("s") else 1), DURATION, _ENGLISH_DURATION)


def _korean_hours(match: re.Match[str]) -> _Found:
    hours, minutes, half = match.groups()
    return _Found(60 * value(hours) + value(minutes or "0") + (30 if half else 0), DURATION, _KOREAN_DURATION)


def _korean_minutes(match: re.Match[str]) -> _Found:
    return _Found(value(match[1]) / (60 if match[2] == "초" else 1), DURATION, _KOREAN_DURATION)


def _myriads(match: re.Match[str]) -> _Found:
    """만 보 is 10,000 steps, 2만 5천 보 25,000, 천 보 1,000."""
    myriads, myriad, thousands, thousand, rest = match.groups()
    number = 10_000 * value(myriads or "1") if myriad else 0
    number += 1000 * value(thousands or "1") if thousand else 0
    return _Found(number + value(rest or "0"), UNITS.index("steps"), _MASK)


def _quantity(match: re.Match[str]) -> _Found:
    sign, digits, thousand, unit = match.groups()
    index, factor = SPELLINGS[unit] if unit else (NONE, 1)
    number = value(digits) * (-1 if sign else 1) * (1000 if thousand else 1)
    return _Found(number * factor, index, match[0].replace((sign or "") + digits + (thousand or ""), _MASK, 1))


def _counted(match: re.Match[str]) -> _Found:
    index, factor = SPELLINGS.get(match[2] or "", (NONE, 1))
    return _Found(value(match[1]) * factor, index, _MASK + match[0][len(match[1]) :])


_Reader = tuple[re.Pattern[str], Callable[[re.Match[str]], _Found]]

#: In turn: what an earlier one has found is out of sight of the later ones.
_CLOCKS: tuple[_Reader, ...] = ((COLON, _clock), (ENGLISH_HOUR, _clock))
_ENGLISH: tuple[_Reader, ...] = (
    (
        re.compile(
            rf"{_START}({_DIGITS}|{_WORD})( and a half)?[ -]?(?:hours?|hrs?|h)"
            rf"(?:{_END}(?:,? (?:and )?({_DIGITS}|{_WORD})[ -]?(?:minutes?|mins?|m){_END})?|([0-5]?\d)(?:min|m)?{_END})"
        ),
        _hours,
    ),
    (re.compile(rf"{_START}({_DIGITS}|{_WORD})[ -]?(minutes?|mins?|seconds?|secs?){_END}"), _minutes),
)
_KOREAN: tuple[_Reader, ...] = (
    (KOREAN_HOUR, _clock),
    (
        re.compile(rf"({_DIGITS}|{_NATIVE}) ?시간(?!당|대)(?: ?(\d+|{either(SINO)}) ?분| ?(반)(?!복|응))?"),
        _korean_hours,
    ),
    (re.compile(rf"({_DIGITS}|{_SINO}) ?(분|초)(?!당|위|류|과|반)"), _korean_minutes),
    (
        re.compile(
            rf"(?<![가-힣\d])(?=[\d.{''.join(SINO)}]* ?[만천])(?:({_DIGITS}|{either(SINO)})? ?(만) ?)?"
            rf"(?:(\d|{either(SINO)})? ?(천)|({_DIGITS}))?(?= ?(?:보(?!다|기|행|이)|걸음))"
        ),
        _myriads,
    ),
    (re.compile(rf"({_NATIVE}) ?(번|회|차례|걸음|개)(?!째|도|꼴)"), _counted),
)
_PLAIN: tuple[_Reader, ...] = (
    (
        re.compile(rf"{_START}((?<![^\s(])[-−])?({_DIGITS})(k{_END})?(?:[ -]?({_UNIT})(?![a-z]|다))?(?![a-z\d])"),
        _quantity,
    ),
    (re.compile(rf"(?<![a-z])(one)(?=[ -](?:{_COUNTED}){_END})(?:[ -]({_UNIT}){_END})?"), _counted),
    (re.compile(rf"(?<![a-z])(?!one)({_WORD})(?:[ -]({_UNIT}){_END})?"), _counted),
)


_ENGLISH_READERS = (*_CLOCKS, *_ENGLISH, *_PLAIN)
_KOREAN_READERS = (*_CLOCKS, *_KOREAN, *_ENGLISH, *_PLAIN)

_CONTEXT = re.compile("[\U000f0000-\U000ffffd]|heart rate|[a-z]+|[가-힣]+")
_UNTOLD = frozenset(["a", "an", "the", "of", "was", "were", "is", "its", "and"])
_PARTICLE = re.compile("(?<=[가-힣]{2})(?:에서|부터|까지|으로|은|는|이|가|을|를|과|와|에|의|도|로|만)$")


def mask(sentence: str) -> tuple[str, tuple[Number, ...]]:
    """The sentence, in lower case, with its numbers masked, and the numbers in their order, `MAX_NUMBERS` at most."""
    found: list[_Found] = []
    marked = sentence
    for pattern, read in _KOREAN_READERS if _HANGUL.search(sentence) else _ENGLISH_READERS:

        def mark(match: re.Match[str], read: Callable[[re.Match[str]], _Found] = read) -> str:
            found.append(read(match))
            return chr(_FIRST_MARK + len(found) - 1)

        marked = pattern.sub(mark, marked)
    if not found:
        return marked, ()
    masked = _MARK.sub(lambda mark: found[ord(mark[0]) - _FIRST_MARK].mask, marked)
    return masked, _in_context(_CONTEXT.findall(marked), found)


def _in_context(words: list[str], found: list[_Found]) -> tuple[Number, ...]:
    hashes = [0, 0, *(_bucket(word) for word in words if word not in _UNTOLD), 0, 0]
    numbers: list[Number] = []
    previous: float | None = None  # clock time of which the half of the day is known
    for at, word in enumerate((word for word in words if word not in _UNTOLD), start=2):
        if ord(word[0]) < _FIRST_MARK:
            continue
        number, unit, _, open_ = found[ord(word) - _FIRST_MARK]
        if unit == CLOCK:
            number = previous = after(number, previous) if open_ and previous is not None else number
        numbers.append(Number(number, unit, (hashes[at - 2], hashes[at - 1], hashes[at + 1], hashes[at + 2])))
        if len(numbers) == MAX_NUMBERS:
            break
    return tuple(numbers)


def _bucket(word: str) -> int:
    return _hash(_MASK if ord(word[0]) >= _FIRST_MARK else word)


@lru_cache(maxsize=1 << 14)
def _hash(word: str) -> int:
    """1 to BUCKETS - 1, the same in every process."""
    return 1 + zlib.crc32(_PARTICLE.sub("", word).encode()) % (BUCKETS - 1)
