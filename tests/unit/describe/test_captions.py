"""What `describe` promises of its captions."""

import re

import pytest

from tests.unit.describe.days import Claims, all_days, eventful, window
from wearscribe.describe import describe

LEVELS = ("statistical", "structural", "semantic", "summary")


def texts(claims, language="en", level=None, seed=None, of=None):
    captions = describe(of or window(), claims, languages=(language,), seed=seed)
    return [s.text for caption in captions if level in (None, caption.level) for s in caption.sentences]


def test_one_caption_a_level_and_language():
    captions = describe(*eventful())
    assert [(c.level, c.language) for c in captions] == [(level, lang) for level in LEVELS for lang in ("en", "ko")]
    assert not any(caption.verified for caption in captions)
    assert {caption.author for caption in captions} == {"template"}


def test_a_level_with_nothing_to_say_has_no_caption():
    claims = Claims()
    claims.bout()
    assert [caption.level for caption in describe(window(), claims, languages=("en",))] == ["structural"]
    assert describe(window(), ()) == ()


def test_every_sentence_carries_the_annotations_it_was_written_from():
    for of, claims in all_days():
        ids = {claim.id for claim in claims}
        for caption in describe(of, claims):
            for sentence in caption.sentences:
                assert sentence.annotations
                assert set(sentence.annotations) <= ids


def test_both_languages_say_the_same():
    for of, claims in all_days():
        captions = describe(of, claims)
        for english, korean in zip(captions[::2], captions[1::2], strict=True):
            first, second = ([s.annotations for s in caption.sentences] for caption in (english, korean))
            assert first == second


def test_the_same_window_always_reads_the_same():
    of, claims = eventful()
    assert describe(of, claims) == describe(of, claims)
    assert describe(of, claims) == describe(of, claims, seed=of.window_id.int)


def test_seeds_vary_the_wording_and_not_the_facts():
    of, claims = eventful()
    captions = [describe(of, claims, languages=("en",), seed=seed) for seed in range(20)]
    for level in range(4):
        assert len({variant[level].text for variant in captions}) >= (8 if LEVELS[level] != "summary" else 4)
        told = {tuple(sorted(s.annotations for s in variant[level].sentences)) for variant in captions}
        assert len(told) == 1


def test_nothing_is_said_twice_in_the_same_words_before_all_words_were_used():
    claims = Claims()
    for n in range(6):
        claims.bout(100 * n, 100 * n + 30)
    shapes = [re.sub(r"[\d:,]+", "#", text) for text in texts(claims)]
    assert len(set(shapes)) == len(shapes) == 6


def test_what_is_not_told_is_counted():
    claims = Claims()
    for n in range(11):
        claims.bout(100 * n, 100 * n + 10 + n)
    for seed in range(12):
        *told, counted = texts(claims, level="structural", seed=seed)
        assert len(told) == 6
        assert "5 more bouts" in counted
        assert "14 minutes" in counted


def test_events_are_told_in_order_of_time():
    claims = Claims()
    for at in (900, 300, 600):
        claims.peak(at)
    told = [re.search(r"\d\d:\d\d", text)[0] for text in texts(claims)]
    assert told == ["05:00", "10:00", "15:00"]


def test_the_most_prominent_events_are_told():
    claims = Claims()
    for n in range(9):
        claims.peak(100 * (n + 1), strength=n % 5)
    told, counted = texts(claims)[:-1], texts(claims)[-1]
    assert {re.search(r"\d\d:\d\d", text)[0] for text in told} >= {"06:40", "08:20"}  # strengths 3 and 4
    assert "5 more peaks" in counted


def test_a_gap_of_several_channels_is_one_sentence():
    claims = Claims()
    for channel in ("heart_rate", "steps", "rmssd", "sdnn", "spo2", "calories"):
        claims.add("gap", 180, 250, channel=channel)
    (text,) = texts(claims)
    assert "heart rate, the step count, RMSSD and 3 other channels" in text.replace("Heart", "heart")
    (korean,) = texts(claims, "ko")
    assert "심박수, 걸음 수, RMSSD 외 3개 채널" in korean


def test_a_quarter_of_the_minutes_is_needed_to_describe_a_channel():
    claims = Claims()
    claims.statistics("heart_rate", measured=359)
    (text,) = texts(claims)
    assert "359 of 1,440 minutes" in text
    assert "bpm" not in text


def test_a_full_channel_says_nothing_of_its_coverage():
    claims = Claims()
    claims.statistics("skin_temperature", (33.1, 31.4, 34.8, 0.7), measured=1440)
    assert not any("1,440" in text for text in texts(claims))


def test_why_the_heart_rate_rose():
    claims = Claims()
    run = claims.add("activity", 1085, 1116, name="run")
    claims.relation(claims.peak(1104), run)
    claims.relation(claims.peak(860), None, 31)
    for seed in range(12):
        semantic = " ".join(texts(claims, level="semantic", seed=seed))
        assert re.search(r"48 bpm.*18:24|18:24.*48 bpm", semantic)
        assert "18:05" in semantic
        assert re.search(r"31 bpm.* at 14:20|14:20.*31 bpm", semantic)
        assert re.search(r"ithout movement|o movement|was still", semantic)


def test_the_summary_reads_night_movement_heart():
    of, claims = eventful()
    said = {"en": ("sleep|slept|bed", "steps", "highest|maximum"), "ko": ("잔|잤", "걸음", "최고|높")}
    for language, words in said.items():
        summary = texts(claims, language, "summary", of=of)
        assert len(summary) == 3
        assert all(re.search(word, text, re.I) for word, text in zip(words, summary, strict=True))


def test_a_steps_only_day_has_a_summary():
    claims = Claims()
    claims.statistics("steps", (5.7, 0, 130, 18.0), measured=1440)
    claims.bout()
    claims.add("sedentary", 44, 624, {"steps": 0.0}, channel="steps")
    summary = texts(claims, level="summary")
    assert len(summary) == 2
    assert "8,208 steps" in summary[0]
    assert "9 hours 40 minutes" in summary[1]


def test_a_total_over_part_of_the_day_says_how_much_it_covers():
    claims = Claims()
    claims.statistics("steps", (5, 0, 130, 18.0), measured=720)
    claims.bout()
    for seed in range(4):
        (text,) = texts(claims, level="summary", seed=seed)
        assert "720 of 1,440 minutes" in text
        assert "3,600 steps" in text


def test_a_shorter_window_is_not_called_a_day():
    claims = Claims()
    claims.statistics("steps")
    claims.bout(10, 40)
    for seed in range(10):
        assert not re.search(r"\bday\b", " ".join(texts(claims, seed=seed, of=window(120))))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_inferred_labels_are_said_to_be_inferred(language):
    of, claims = all_days()[5]
    semantic = [text for text in texts(claims, language, "semantic", of=of) if re.search("HIIT|고강도", text)]
    assert len(semantic) == 5
    assert all(re.search("looks? like|보이|보입|추정|같습", text) for text in semantic)
