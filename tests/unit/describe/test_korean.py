"""Korean particles, by a rule of its own: the last syllable as read aloud, decomposed by Unicode."""

import re
import unicodedata

import pytest

from tests.unit.describe.filled import filled
from wearscribe.describe.facts.terms import Clock, Count, Duration, Quantity
from wearscribe.describe.korean.names import ACTIVITIES, CHANNELS, COUNTERS, SLEEPS, UNITS
from wearscribe.describe.korean.speech import agree, clock, count, duration, quantity

_PAIRS = {
    "은": "은는", "이": "이가", "을": "을를", "과": "과와", "으로": ("으로", "로"), "이었": ("이었", "였"),
    "이며": ("이며", "며"),
}  # fmt: skip
_ALOUD = {
    " bpm": "비피엠", " ms": "밀리초", " µS": "마이크로지멘스", " µS/분": "분", "°C": "도", " kcal": "킬로칼로리",
    " m": "미터", "%": "퍼센트", "RMSSD": "알엠에스에스디", "SDNN": "에스디엔엔",
}  # fmt: skip
_DIGIT = dict(zip("0123456789", ["영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"], strict=True))
_FINAL = re.compile("[\u11a8-\u11c2]$")


def aloud(word: str) -> str:
    """The word's end in Hangul."""
    for written, read in sorted(_ALOUD.items(), key=lambda pair: -len(pair[0])):
        if word.endswith(written):
            return read
    return _DIGIT.get(word[-1], word)


def expected(word: str, particle: str) -> str:
    decomposed = unicodedata.normalize("NFD", aloud(word))
    closed = bool(_FINAL.search(decomposed))
    if particle == "으로" and decomposed.endswith("\u11af"):  # after ㄹ
        closed = False
    return word + _PAIRS[particle][0 if closed else 1]


WORDS = [*CHANNELS.values(), *ACTIVITIES.values(), *SLEEPS.values()]
VALUES = [
    quantity(Quantity(value, unit, decimals))
    for unit in UNITS
    for value in (*range(12), 20, 100, 1000, 12_345)
    for decimals in (0, 1, 2)
]
TIMES = [duration(Duration(n)) for n in (0, 1, 30, 59, 60, 61, 120, 453)]
COUNTS = [count(Count(n, noun)) for noun in COUNTERS for n in range(11)]


@pytest.mark.parametrize("particle", _PAIRS)
def test_particles_agree(particle):
    for word in (*WORDS, *VALUES, *TIMES, *COUNTS):
        assert agree(word, particle) == expected(word, particle)


def test_particles_in_every_wording():
    words = sorted({*WORDS, "분", "시간", "걸음", "bpm", "°C", "걸음/분"}, key=len, reverse=True)
    either = "|".join(map(re.escape, words))
    pattern = re.compile(rf"({either})(은|는|을|를|과|와|으로|로|이었|였)(?=[ .,습고])")
    aliases = {"bpm": " bpm"}
    kinds = {form: kind for kind, forms in _PAIRS.items() for form in forms}
    seen = 0
    for _, sentence in filled("ko"):
        for word, particle in pattern.findall(sentence):
            assert word + particle == expected(aliases.get(word, word), kinds[particle]).strip(), sentence
            seen += 1
    assert seen > 1000


def test_no_wording_spells_out_a_pair():
    for template, _ in filled("ko"):
        assert not re.search(r"\((은|는|이|가|을|를|와|과|으)\)", template), template
        assert not re.search(r"\}(은|는|을|를|와|과|로|으로|이었|였)", template), template


def test_times_say_their_day():
    assert [clock(Clock(day, 6, 54)) for day in (-2, -1, 0, 1)] == [
        "2일 전 06:54", "전날 06:54", "06:54", "다음 날 06:54",
    ]  # fmt: skip


def test_numbers_have_thousands_separators():
    assert quantity(Quantity(10_449, "steps", 0)) == "10,449걸음"
    assert quantity(Quantity(-0.04, "°C", 1)) == "0.0°C"
