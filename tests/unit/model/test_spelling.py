"""Words as hashes of their n-grams: forms of a word share most, words that differ share none."""

from itertools import pairwise

import numpy as np
import pytest

from wearscribe.model.batch import collate_texts
from wearscribe.model.read_text import read
from wearscribe.model.sentences import SentenceVectors
from wearscribe.model.spelling import BUCKETS, spell


def shared(one: str, other: str) -> float:
    """The share of the fewer n-grams that both have."""
    first, second = set(spell(one).tolist()), set(spell(other).tolist())
    return len(first & second) / min(len(first), len(second))


@pytest.mark.parametrize(("one", "other"), [("rowing", "rowed"), ("달리기를", "달리기"), ("kettlebell", "kettlebells")])
def test_forms_of_a_word_share_n_grams(one: str, other: str) -> None:
    assert shared(one, other) >= 0.1


@pytest.mark.parametrize(("one", "other"), [("rowing", "tennis"), ("달리기", "요가"), ("a", "b")])
def test_other_words_share_none(one: str, other: str) -> None:
    assert shared(one, other) == 0


def test_buckets_are_the_same_in_every_process_and_within_bounds() -> None:
    assert spell("erg").tolist() == [7847, 13623, 9988]
    grams = spell("a long row on the erg 런데이 3주차 " + "wörter " * 9)
    assert grams.min() >= 1
    assert grams.max() < BUCKETS
    assert len(set(grams.tolist())) == len(grams)
    assert len(spell("3:45, 7!")) == 0
    assert len(spell("".join(chr(0xAC00 + n) for n in range(2000)))) == 512


def test_the_grams_of_a_batch_lie_with_their_sentences() -> None:
    texts = [read("Rowing. On the erg!"), read("요가")]
    batch = collate_texts(texts, SentenceVectors(known=4))
    assert batch.mask.tolist() == [[True, True], [True, False]]
    begins = [*batch.spelt.tolist(), len(batch.spelling)]
    found = [batch.spelling[first:last].tolist() for first, last in pairwise(begins)]
    assert found == [*(spell(each.masked).tolist() for text in texts for each in text), []]
    assert np.array_equal(batch.spelt_counts().numpy(), [len(each) for each in found])
