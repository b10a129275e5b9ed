"""How Korean says quantities, times and counts, and which of a pair of particles goes behind a word."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from wearscribe.describe.facts.terms import Clock, Count, Duration, Moment, Name, Names, Quantity, digits
from wearscribe.describe.korean.names import ACTIVITIES, CHANNELS, COUNTERS, SLEEPS, UNITS, WINDOWS

_WORDS = CHANNELS | ACTIVITIES | SLEEPS | WINDOWS
_LISTED = 4
_FIRST_SYLLABLE, _LAST_SYLLABLE, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8

#: After a final consonant, and after a vowel.
_PARTICLES = {
    "은": ("은", "는"),
    "이": ("이", "가"),
    "을": ("을", "를"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
    "이었": ("이었", "였"),
    "이며": ("이며", "며"),
}

#: The syllable that ends the word as it is read aloud: 비피엠, 밀리초, 지멘스, 도, 퍼센트, 미터, 칼로리, 디, 엔.
_READ = {
    "bpm": "엠",
    "ms": "초",
    "µS": "스",
    "°C": "도",
    "%": "트",
    "kcal": "리",
    "m": "터",
    "RMSSD": "디",
    "SDNN": "엔",
}
_DIGITS = dict(zip("0123456789", "영일이삼사오육칠팔구", strict=True))


def quantity(term: Quantity) -> str:
    return digits(term) + UNITS[term.unit]


@lru_cache(maxsize=4 * 24 * 60)
def clock(term: Clock) -> str:
    time = f"{term.hour:02d}:{term.minute:02d}"
    if term.day == 0:
        return time
    if abs(term.day) == 1:
        return f"{'전날' if term.day < 0 else '다음 날'} {time}"
    return f"{abs(term.day)}일 {'전' if term.day < 0 else '뒤'} {time}"


def moment(term: Moment) -> str:
    if term.end is None:
        return f"{clock(term.begin)}에"
    return f"{clock(term.begin)}부터 {clock(term.end)}까지"


def duration(term: Duration) -> str:
    hours, minutes = divmod(term.minutes, 60)
    parts = [f"{hours:,}시간"] if hours else []
    if minutes or not hours:
        parts.append(f"{minutes}분")
    return " ".join(parts)


def count(term: Count) -> str:
    return f"{term.number:,}{COUNTERS[term.noun]}"


def name(term: Name) -> str:
    return _WORDS[term.key]


def names(term: Names) -> str:
    words = [_WORDS[key] for key in term.keys]
    if len(words) > _LISTED:
        rest = len(words) - _LISTED + 1
        return f"{', '.join(words[: _LISTED - 1])} 외 {rest}개 채널"
    return ", ".join(words)


def agree(word: str, agreement: str) -> str:
    """The word with the particle behind it that its last sound asks for: `은` gives 은 or 는. After ㄹ, 으로 is 로."""
    after_consonant, after_vowel = _PARTICLES[agreement]
    final = _final(_last_token(word))
    if agreement == "으로" and final == _RIEUL:
        return word + after_vowel
    return word + (after_consonant if final else after_vowel)


def _last_token(word: str) -> str:
    if _FIRST_SYLLABLE <= ord(word[-1]) <= _LAST_SYLLABLE or word[-1].isdigit():
        return word[-1]
    return word.rsplit(" ", 1)[-1].lstrip("0123456789.,-")


@lru_cache(maxsize=256)
def _final(token: str) -> int:
    """The number of the final consonant in the token's last syllable as read aloud; 0 when it ends in a vowel."""
    syllable = _READ.get(token) or _DIGITS.get(token[-1], token[-1])
    return (ord(syllable) - _FIRST_SYLLABLE) % _FINALS


SAY: dict[type, Callable[[Any], str]] = {
    Quantity: quantity,
    Clock: clock,
    Moment: moment,
    Duration: duration,
    Count: count,
    Name: name,
    Names: names,
}
