"""The texts that evaluation asks with: rounded numbers, edits in words, and words that training never had."""

from pathlib import Path

import pytest

import wearscribe
from wearscribe.evaluate.class_words import NAMES, SYNONYMS, UNSEEN
from wearscribe.evaluate.edit_words import words
from wearscribe.evaluate.rounding import rounded
from wearscribe.synthesize import TWENTY, Edit

_SOURCES = ("training", "describe", "model")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7,894 steps, 76.3 bpm at 06:29", "7,900 steps, 75 bpm at 06:30"),
        ("119 steps/min for 18 minutes", "120 steps/min for 20 minutes"),
        ("7 hours 52 minutes until 23:56", "7 hours 50 minutes until 24:00"),
        ("06:29에 깼고 23:56부터 잤다", "06:30에 깼고 24:00부터 잤다"),
        ("18분의 움직임은 1,970걸음, 최고 117걸음/분", "20분의 움직임은 2,000걸음, 최고 120걸음/분"),
        ("2 awakenings, 0 steps", "2 awakenings, 0 steps"),
        ("a quiet day", "a quiet day"),
    ],
)
def test_numbers_are_rounded(text: str, expected: str) -> None:
    assert rounded(text) == expected


def test_rounding_is_done_once() -> None:
    text = rounded("In total 12,345 steps, 149.9 bpm, from 07:07 until 07:52, 45 minutes at 0.53.")
    assert rounded(text) == text


def test_every_class_has_words_and_unseen_ones() -> None:
    assert set(NAMES) == set(SYNONYMS) == set(UNSEEN) == set(TWENTY)
    for name, phrases in SYNONYMS.items():
        for phrase in phrases:
            assert any(word.strip() in phrase for word in UNSEEN[name]), phrase


def test_no_unseen_word_stands_where_training_texts_come_from() -> None:
    root = Path(wearscribe.__file__).parent
    known = "\n".join(
        file.read_text(encoding="utf-8").casefold()
        for part in _SOURCES
        for kind in ("*.py", "*.txt")
        for file in (root / part).rglob(kind)
    )
    assert [word for several in UNSEEN.values() for word in several if word in known] == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_edit_is_told_apart(language: str) -> None:
    edits = [
        Edit("add", "run", 1110, None, None),
        Edit("add", "run", 480, None, None),
        Edit("remove", None, None, "run", 1110),
        Edit("move", "run", 480, "run", 1110),
        Edit("move", "run", 540, "run", 1110),
        Edit("replace", "swim", 1110, "run", 1110),
        Edit("short_sleep", None, None, None, None),
        Edit("restless_sleep", None, None, None, None),
    ]
    told = [words(edit, language) for edit in edits]  # type: ignore[arg-type]  # a Language
    assert len(set(told)) == len(told)
    assert not any("None" in each for each in told)
