"""English grammar over all wordings and awkward values, by a rule of its own: numbers are spelt out to hear them."""

import re

import pytest

from tests.unit.describe.filled import filled
from wearscribe.describe.english.names import ACTIVITIES, CHANNELS, NOUNS, UNITS
from wearscribe.describe.english.speech import agree, article, clock, count, duration, moment, quantity
from wearscribe.describe.facts.terms import Clock, Count, Duration, Moment, Quantity

_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SPELT = {"RMSSD": "ar", "SDNN": "es", "RR-interval": "ar", "RR-difference": "ar", "HIIT": "hit", "hour": "our"}


def spelt(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10]
    if number < 1000:
        return _ONES[number // 100]
    return spelt(number // 1000)


def begins_with_a_vowel(word: str) -> bool:
    heard = _SPELT.get(word, word)
    if word[0].isdigit():
        heard = spelt(int(re.match(r"[\d,]+", word)[0].replace(",", "")))
    return heard[0].lower() in "aeiou" and not heard.startswith(("uni", "use", "one"))


@pytest.mark.parametrize("number", [0, 1, 7, 8, 11, 18, 80, 81, 88, 100, 110, 118, 180, 800, 811, 8000, 11000, 18500])
@pytest.mark.parametrize("unit", ["bpm", "steps", "m"])
def test_articles_before_numbers(number, unit):
    said = quantity(Quantity(number, unit, 0))
    assert article(said) == ("an" if begins_with_a_vowel(said) else "a")


@pytest.mark.parametrize("word", [*ACTIVITIES.values(), *(name.removeprefix("the ") for name in CHANNELS.values())])
def test_articles_before_names(word):
    assert article(word) == ("an" if begins_with_a_vowel(word.split()[0]) else "a")


def test_articles_before_values_with_decimals():
    assert [article(word) for word in ("8.5 bpm", "1.8 bpm", "11.2 bpm", "18-minute", "0.8 µS")] == [
        "an", "a", "an", "an", "a",
    ]  # fmt: skip


def test_sleep_has_no_article_and_a_nap_has():
    assert (agree("sleep", "a"), agree("nap", "a")) == ("sleep", "a nap")


def test_articles_in_every_wording():
    for _, sentence in filled("en"):
        for said, word in re.findall(r"\b([Aa]n?) ([\w,.-]+)", sentence):
            assert (said.lower() == "an") == begins_with_a_vowel(word), sentence


def test_plurals_in_every_wording():
    nouns = {one.strip(): many.strip() for one, many in [*NOUNS.values(), UNITS["steps"], UNITS["samples"]] if one}
    nouns |= {"hour": "hours"}
    either = sorted({*nouns, *nouns.values()}, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\d:.,])(\d+(?:,\d{{3}})*) (?:more )?({'|'.join(either)})\b(?!/)")
    seen = 0
    for _, sentence in filled("en"):
        for number, noun in pattern.findall(sentence):
            assert (noun in nouns) == (number == "1"), sentence
            seen += 1
    assert seen > 500


def test_one_is_singular_and_nothing_else_is():
    assert [duration(Duration(n)) for n in (1, 2, 59, 60, 61, 62, 121, 0)] == [
        "1 minute", "2 minutes", "59 minutes", "1 hour", "1 hour 1 minute", "1 hour 2 minutes", "2 hours 1 minute",
        "0 minutes",
    ]  # fmt: skip
    assert [count(Count(n, "gap")) for n in (1, 3, 1200)] == ["1 gap", "3 gaps", "1,200 gaps"]
    assert [quantity(Quantity(n, "steps", 0)) for n in (0, 1, 2, 10_449)] == [
        "0 steps", "1 step", "2 steps", "10,449 steps",
    ]  # fmt: skip
    assert agree("1 gap", "more") == "1 more gap"


def test_zero_has_no_sign():
    assert quantity(Quantity(-0.04, "°C", 1)) == "0.0 °C"
    assert quantity(Quantity(-0.4, "°C", 1)) == "-0.4 °C"


def test_times_say_their_day():
    times = [Clock(-1, 23, 21), Clock(-1, 9, 5), Clock(0, 6, 54), Clock(1, 6, 54), Clock(1, 14, 0), Clock(2, 1, 0)]
    assert [clock(time) for time in times] == [
        "23:21 the evening before", "09:05 the day before", "06:54", "06:54 the next morning", "14:00 the next day",
        "01:00 2 days later",
    ]  # fmt: skip
    assert moment(Moment(times[2], None)) == "at 06:54"
    assert moment(Moment(times[2], Clock(0, 7, 30))) == "between 06:54 and 07:30"


def test_the_verb_agrees_with_its_channels():
    assert agree("heart rate", "was") == "heart rate was"
    assert agree("heart rate and RMSSD", "was") == "heart rate and RMSSD were"
