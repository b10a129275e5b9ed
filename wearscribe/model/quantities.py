"""Numbers with a unit or without: 72 bpm, −0.3 °C, 10k steps, seven times, 세 번, 만 보, 1만 5천 걸음."""

import re

from wearscribe.model.number_patterns import DIGITS, END, START, Found, Reader
from wearscribe.model.number_words import ANY_ENGLISH, ENGLISH, NATIVE, SINO, either, value
from wearscribe.model.units import NONE, SPELLINGS, STEPS

_MASK = "N"

_UNIT = either(map(re.escape, SPELLINGS))
_DIGITS = tuple("0123456789")
_SINO = either(SINO)
_COUNTED = "steps?|times?|miles?|awakenings?|bouts?|naps?|runs?|walks?|rides?|sessions?|workouts?|activity|gaps?"

_NO_UNIT = "[a-z]|다|통|행|폭|월|(?<=도) ?(?:안|못|되|채)"  # behind what only looks like one: 5보다 is "than 5"
_THOUSAND = f"k{END}| thousand{END}"
_QUANTITY = re.compile(
    rf"{START}((?<![^\s(])[-−])?({DIGITS})({_THOUSAND})?(?:(?:[ -]|\+ ?)?({_UNIT})(?!{_NO_UNIT}))?(?=s?{END})"
)
_ONE = re.compile(rf"(?<![a-z])(one)(?=[ -](?:{_COUNTED}){END})()(?:[ -]({_UNIT}){END})?")
_WORD = re.compile(rf"(?<![a-z])((?!one)(?:{ANY_ENGLISH})){END}({_THOUSAND})?(?:[ -]({_UNIT}){END})?")
_KOREAN_COUNT = re.compile(rf"(?<![가-힣])({either(NATIVE)})() ?(번|회|차례|걸음|개)(?!째|도|꼴)")  # 한 번도 is "never"
_MYRIADS = re.compile(
    rf"(?<![가-힣\d])(?=[\d.{''.join(SINO)}]* ?[만천])(?:({DIGITS}|{_SINO})? ?(만) ?)?"
    rf"(?:(\d|{_SINO})? ?(천)|({DIGITS}))?(?= ?(?:보(?!다|기|행|이)|걸음))"
)


def _quantity(match: re.Match[str]) -> Found:
    sign, *_ = match.groups()
    found = _counted(match, 2)
    return found._replace(value=-found.value) if sign else found


def _counted(match: re.Match[str], first: int = 1) -> Found:
    """Of a number, a thousand behind it, and a unit: the groups from `first` on. The mask keeps what stands behind."""
    number, thousand, unit = match.groups()[first - 1 :]
    index, factor = SPELLINGS[unit] if unit else (NONE, 1)
    size = value(number) * factor * (1_000 if thousand else 1)
    return Found(size, index, _MASK + match[0][match.end(first + bool(thousand)) - match.start() :])


def _myriads(match: re.Match[str]) -> Found:
    """만 보 is 10,000 steps, 2만 5천 보 25,000, 천 보 1,000."""
    myriads, myriad, thousands, thousand, rest = match.groups()
    number = 10_000 * value(myriads or "1") if myriad else 0
    number += 1_000 * value(thousands or "1") if thousand else 0
    return Found(number + value(rest or "0"), STEPS, _MASK)


ENGLISH_QUANTITIES = (
    Reader(_DIGITS, _QUANTITY, _quantity),
    Reader(("one",), _ONE, _counted),
    Reader(tuple(word for word in ENGLISH if word != "one"), _WORD, _counted),
)
KOREAN_QUANTITIES = (
    Reader(("만", "천"), _MYRIADS, _myriads),
    Reader(("번", "회", "차례", "걸음", "개"), _KOREAN_COUNT, _counted),
)
