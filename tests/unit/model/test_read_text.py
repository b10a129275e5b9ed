"""A text as sentences: where it is cut, what reads alike, what is refused."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wearscribe.model.read_text import MAX_WORDS, read
from wearscribe.model.sentences import SentenceVectors
from wearscribe.model.tokens import MAX_SENTENCES


def masked(text: str) -> list[str]:
    return [sentence.masked for sentence in read(text)]


def test_sentences_are_told_apart_and_their_numbers_masked() -> None:
    assert masked("A run from 18:05 to 18:50. Heart rate averaged 142.5 bpm!\n잘 잤다? 7시간 20분 잤다.") == [
        "a run from 10:00 to 10:00.",
        "heart rate averaged N bpm!",
        "잘 잤다?",
        "3시간 잤다.",
    ]


def test_neither_a_decimal_point_nor_am_and_pm_end_a_sentence() -> None:
    assert masked("It was 36.6 °C at 6 a.m. and 37.1 at 7 P.M. on the dot") == [
        "it was N °c at 10:00 and N at 10:00 on the dot"
    ]


def test_long_sentences_are_read_by_their_clauses() -> None:
    long = "first the wearer got up rather late in the morning, " * 3 + "and then went for a long run in the park"
    clauses = masked(long)
    assert len(clauses) > 1
    assert " ".join(clauses) == long
    assert all(len(clause.split()) <= 25 for clause in clauses)
    assert masked("up late, then a run") == ["up late, then a run"]


def test_case_space_and_unicode_form_make_no_difference() -> None:
    text = "Jogged 5 km after work 오후 6시에 달렸다"
    for same in (
        unicodedata.normalize("NFD", text),
        f"  {text.upper()}\n",
        "Jogged ５ ㎞  after work\t오후\u00a0６시에 달렸다",
    ):
        assert read(same) == read(text)


@pytest.mark.parametrize("text", ["", "  \n ", "...", "?! — ,", "\u200b\ufeff", "\U000f0000"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        read(text)


def test_a_text_that_is_too_long_is_refused() -> None:
    assert read("word " * MAX_WORDS)
    for long in ("word " * 10_000, "0/" * 60_000):
        with pytest.raises(ValueError, match="2,000 words"):
            read(long)


def test_of_many_sentences_the_first_are_kept() -> None:
    assert masked(" ".join(f"Sentence {word}." for word in "abcdefghijklmnopqrstuvwxyz")) == [
        f"sentence {word}." for word in "abcdefghijklmnopqrstuvwxyz"[:MAX_SENTENCES]
    ]


@given(st.text(max_size=200))
def test_any_text_with_a_letter_is_read(text: str) -> None:
    sentences = read(f"{text} run")
    assert 1 <= len(sentences) <= MAX_SENTENCES
    assert all(sentence.masked.strip() == sentence.masked != "" for sentence in sentences)


@pytest.fixture(scope="module")
def vectors() -> SentenceVectors:
    return SentenceVectors(known=4)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.sampled_from(["a run", "a night", "달리기", "N bpm", "10:00 to 10:00", "잠"]), max_size=8))
def test_known_sentences_have_the_vectors_of_new_ones(vectors: SentenceVectors, sentences: list[str]) -> None:
    fresh = [vectors([sentence])[0] for sentence in sentences]
    together = vectors(sentences)
    assert together.shape == (len(sentences), 512)
    assert together.dtype == np.float32
    assert together == pytest.approx(np.reshape(fresh, (-1, 512)), abs=1e-5)
