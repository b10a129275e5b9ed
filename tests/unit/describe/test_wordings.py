"""Every wording of both languages, filled from annotations that reach its case."""

import re

import pytest

from tests.unit.describe.filled import facts, filled
from wearscribe.describe import wordings
from wearscribe.describe.captions import TONGUES

LANGUAGES = ("en", "ko")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_days_reach_every_case_and_every_case_has_wordings(language):
    reached = {level: set(cases) for level, cases in facts().items()}
    assert reached == {level: set(cases) for level, cases in TONGUES[language].wordings.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_more_than_240_wordings_and_none_twice(language):
    templates = wordings(language)
    assert len(set(templates)) == len(templates) > 240


def test_wordings_differ_by_more_than_punctuation():
    for language in LANGUAGES:
        for level in TONGUES[language].wordings.values():
            for choices in level.values():
                bare = {re.sub(r"[\W_]+", "", choice.template) for choice in choices}
                assert len(bare) == len(choices)


def test_both_languages_have_the_same_cases():
    english, korean = (TONGUES[language].wordings for language in LANGUAGES)
    for level, cases in english.items():
        assert set(cases) == set(korean[level])


@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_wordings_are_clean(language):
    for template, sentence in filled(language):
        assert not re.search(r"[{}]|  | [.,;:]|\(\)", sentence), (template, sentence)
        assert sentence.endswith("."), sentence
        assert sentence[0].isupper() or language == "ko", sentence
        assert "nan" not in sentence.split()
        assert sentence.count("(") == sentence.count(")")


def test_korean_is_written_politely():
    for _, sentence in filled("ko"):
        assert re.search(r"니다(\(표준편차 .+\))?\.$", sentence), sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_minute_index_is_printed(language):
    for _, sentence in filled(language):
        assert not re.search(r"minutes? \d|\d분(에 \D*(올|내|높|낮|최)|부터)", sentence), sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_about_a_channel_name_it(language):
    for level, cases in TONGUES[language].wordings.items():
        for case, choices in cases.items():
            if all("channel" in choice.slots for choice in choices):
                continue
            assert not any("channel" in choice.slots for choice in choices), (level, case)
