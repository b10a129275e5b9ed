"""Finds the numbers, quantities, durations and clock times of an English or Korean sentence, and masks them.

A frozen sentence encoder carries no magnitudes, so that the model reads numbers apart from words. The mask keeps what a
number is of: "72 bpm" becomes "N bpm"; all clock times are masked alike, and all durations in hours. Dates are not
read: their numbers are plain numbers.
"""

import re
import zlib
from functools import lru_cache

from wearscribe.model.clock_times import COLON, ENGLISH_HOUR, KOREAN_HOUR, after
from wearscribe.model.durations import ENGLISH_DURATIONS, KOREAN_DURATIONS
from wearscribe.model.number_patterns import Found
from wearscribe.model.quantities import ENGLISH_QUANTITIES, KOREAN_QUANTITIES
from wearscribe.model.tokens import MAX_NUMBERS, Number
from wearscribe.model.units import CLOCK, UNITS

__all__ = ["BUCKETS", "UNITS", "mask"]

BUCKETS = 4096  # of hashed context words; 0 = no word

#: In turn: what an earlier one has found is out of sight of the later ones.
_ENGLISH = (COLON, ENGLISH_HOUR, *ENGLISH_DURATIONS, *ENGLISH_QUANTITIES)
_KOREAN = (COLON, ENGLISH_HOUR, KOREAN_HOUR, *KOREAN_DURATIONS, *ENGLISH_DURATIONS, *KOREAN_QUANTITIES,
           *ENGLISH_QUANTITIES)  # fmt: skip
_HANGUL = re.compile("[가-힣]")

_MARKS = 0xF0000  # the private use plane: the nth of it stands for the nth number found, until all are
_FIRST_MARK = chr(_MARKS)
_MARK = re.compile("[\U000f0000-\U000ffffd]")

_CONTEXT = re.compile("[\U000f0000-\U000ffffd]|heart rate|[a-z]+|[가-힣]+")
_UNTOLD = frozenset(["a", "an", "the", "of", "was", "were", "is", "its", "and"])
_PARTICLE = re.compile("(?<=[가-힣]{2})(?:에서|부터|까지|으로|은|는|이|가|을|를|과|와|에|의|도|로|만)$")


def mask(sentence: str) -> tuple[str, tuple[Number, ...]]:
    """A sentence in lower case and without private-use characters, with its numbers masked, and the first `MAX_NUMBERS`
    of these in their order."""
    found: list[Found] = []
    marked = sentence
    for hints, pattern, read in _KOREAN if _HANGUL.search(sentence) else _ENGLISH:
        if not any(hint in marked for hint in hints):
            continue
        end = 0
        pieces: list[str] = []
        for match in pattern.finditer(marked):
            pieces += (marked[end : match.start()], chr(_MARKS + len(found)))
            end = match.end()
            found.append(read(match))
        if pieces:
            marked = "".join(pieces) + marked[end:]
    if not found:
        return marked, ()
    words = [word for word in _CONTEXT.findall(marked) if word not in _UNTOLD]
    masked = _MARK.sub(lambda mark: found[ord(mark[0]) - _MARKS].mask, marked)
    return masked, _in_context(words, found)


def _in_context(words: list[str], found: list[Found]) -> tuple[Number, ...]:
    hashes = [0, 0, *(_hash(word if word < _FIRST_MARK else _FIRST_MARK) for word in words), 0, 0]
    numbers: list[Number] = []
    previous: float | None = None  # the last clock time, for those of which the half of the day is not told
    for at, word in enumerate(words, start=2):
        if word >= _FIRST_MARK:
            value, unit, _, open_ = found[ord(word) - _MARKS]
            if unit == CLOCK:
                value = previous = after(value, previous) if open_ and previous is not None else value
            numbers.append(Number(value, unit, (hashes[at - 2], hashes[at - 1], hashes[at + 1], hashes[at + 2])))
    return tuple(numbers[:MAX_NUMBERS])


@lru_cache(maxsize=1 << 14)
def _hash(word: str) -> int:
    """1 to BUCKETS - 1, the same in every process."""
    return 1 + zlib.crc32(_PARTICLE.sub("", word).encode()) % (BUCKETS - 1)
