"""The defects of the published captioner (SensorLM, arXiv 2506.09108, released code) that concern wording."""

import re
from collections import Counter

import pytest

from schemas.channels import CHANNELS
from tests.unit.describe.days import Claims, window
from tests.unit.describe.filled import filled
from wearscribe.describe import describe
from wearscribe.describe.english import names as english
from wearscribe.describe.korean import names as korean

LANGUAGES = ("en", "ko")


def semantic(claims, language="en", seed=0):
    captions = describe(window(), claims, languages=(language,), seed=seed)
    return [sentence.text for caption in captions if caption.level == "semantic" for sentence in caption.sentences]


def test_activities_are_told_longest_first_and_none_is_dropped_for_being_short():
    claims = Claims()
    for length in (20, 200, 12, 90, 5):
        claims.add("activity", 300, 300 + length, name="outdoor_bike")
    for seed in range(10):
        ends = [re.findall(r"\d\d:\d\d", text)[-1] for text in semantic(claims, seed=seed)]
        assert ends == ["08:20", "06:30", "05:20", "05:12", "05:05"]


def test_activities_left_out_are_counted():
    claims = Claims()
    for length in range(10, 31):
        claims.add("activity", 300, 300 + length, name="walk")
    *told, counted = semantic(claims)
    assert len(told) == 8
    assert "13 more activities" in counted
    assert "22 minutes" in counted


@pytest.mark.parametrize(("language", "said"), [("en", "23:21 the evening before"), ("ko", "전날 23:21")])
def test_sleep_across_midnight_is_not_reversed(language, said):
    claims = Claims()
    claims.sleep(-39, 414)
    for seed in range(12):
        (text,) = semantic(claims, language, seed)
        assert said in text
        assert text.index("23:21") < text.index("06:54")


def test_sleep_into_the_next_day_says_so():
    claims = Claims()
    claims.sleep(1350, 1854)
    (english_text,) = semantic(claims)
    (korean_text,) = semantic(claims, "ko")
    assert "06:54 the next morning" in english_text
    assert "다음 날 06:54" in korean_text


def test_a_span_that_ends_at_midnight_ends_at_24():
    claims = Claims()
    claims.bout(1400, 1440)
    assert all("24:00" in s.text for caption in describe(window(), claims) for s in caption.sentences)


@pytest.mark.parametrize("names", [english.CHANNELS, korean.CHANNELS])
def test_every_channel_has_its_own_name(names):
    assert set(names) == set(CHANNELS)
    assert max(Counter(names.values()).values()) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_absent_channels_are_not_spoken_of(language):
    claims = Claims()
    claims.statistics("steps")
    claims.bout()
    names = english.CHANNELS if language == "en" else korean.CHANNELS
    text = " ".join(caption.text for caption in describe(window(), claims, languages=(language,)))
    for channel, name in names.items():
        assert channel == "steps" or name not in text


def test_peaks_and_drops_are_worded_alike():
    claims = Claims()
    claims.peak(600)
    claims.add("drop", 700, 720, {"value": 50.0, "baseline": 80.0, "at": 710.0}, channel="heart_rate", strength=30)
    (up, down) = describe(window(), claims, languages=("en",))[0].sentences
    assert "10:00" in up.text
    assert "11:50" in down.text


def test_bins_are_not_labelled_late():
    claims = Claims()
    span = {"channel": "heart_rate", "values": {"from": 62.0, "to": 85.0, "slope": 9.2}}
    claims.add("trend", 370, 460, **span)
    for seed in range(12):
        (caption,) = describe(window(), claims, languages=("en",), seed=seed)
        assert re.findall(r"\d\d:\d\d", caption.text) == ["06:10", "07:40"]


def test_no_minute_indices():
    assert not any(re.search(r"\bminutes? \d", sentence) for _, sentence in filled("en"))


def test_mood_is_not_reported():
    assert not any(re.search("mood|기분", sentence) for language in LANGUAGES for _, sentence in filled(language))


def test_an_drop_is_gone():
    assert not any(re.search(r"\b[Aa]n [bcdfgjklmnpqrtvwxyz]", sentence) for _, sentence in filled("en"))
