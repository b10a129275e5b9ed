"""Words to ids and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Language
from tests.unit.describe.filled import filled
from wearscribe.model.vocabulary import END, UNKNOWN, Vocabulary, of_captions


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_caption_sentence_comes_back_as_it_was(language: Language) -> None:
    vocabulary = of_captions()
    for _, sentence in filled(language):
        ids = vocabulary.encode([sentence], most=200)
        assert UNKNOWN not in ids
        assert vocabulary.decode(ids) == [sentence.lower()]


def test_a_digit_is_a_piece() -> None:
    vocabulary = of_captions()
    assert len(vocabulary.encode(["12345"], 99)) == 6


def test_only_whole_sentences_are_kept() -> None:
    vocabulary = of_captions()
    sentence = "The step count was 7."
    length = len(vocabulary.encode([sentence], 99)) - 1
    cut = vocabulary.encode([sentence] * 3, most=2 * length + 2)
    assert vocabulary.decode(cut) == [sentence.lower()] * 2
    assert cut[-1] == END
    assert len(cut) == 2 * length + 2


@settings(max_examples=50)
@given(st.text(max_size=30))
def test_any_text_can_be_read(text: str) -> None:
    ids = of_captions().encode([text], 200)
    assert all(0 <= place < len(of_captions()) for place in ids)


def test_the_same_words_by_json() -> None:
    again = Vocabulary.from_json(of_captions().to_json())
    assert again.pieces == of_captions().pieces


@pytest.mark.parametrize("text", ["[]", "{}", '["a", "b", "c", "d"]'])
def test_another_list_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a vocabulary"):
        Vocabulary.from_json(text)
