"""Vectors of tokens are learnt so that sums of them stand for texts."""

from collections import Counter

import numpy as np

from wearscribe.training.distill import vocabulary
from wearscribe.training.token_vectors import Bags, Taught, learn

WORDS = [f"word{number}" for number in range(30)]


def _texts(seed: int, count: int = 400) -> tuple[list[Counter[str]], np.ndarray]:
    """Texts of three words, and sums of hidden vectors for them."""
    random = np.random.default_rng(seed)
    hidden = np.random.default_rng(99).normal(size=(len(WORDS), 12)).astype(np.float32)
    rows = random.integers(0, len(WORDS), (count, 3))
    sums = hidden[rows].sum(axis=1)
    return [Counter(WORDS[row] for row in each) for each in rows], sums / np.linalg.norm(sums, axis=1, keepdims=True)


def test_texts_that_were_not_taught_get_their_vectors_and_the_same_each_time() -> None:
    texts, vectors = _texts(1)
    windows = np.random.default_rng(2).normal(size=(50, 12)).astype(np.float32)
    windows /= np.linalg.norm(windows, axis=1, keepdims=True)
    learnt, again = (learn(WORDS, [Taught(texts, vectors, 1.0)], windows, seed=0, steps=60) for _ in range(2))
    assert np.array_equal(learnt, again)
    other, wanted = _texts(3)
    found = np.array([sum(count * learnt[WORDS.index(word)] for word, count in text.items()) for text in other])
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    assert (found * wanted).sum(axis=1).mean() > 0.9


def test_bags_hold_what_is_known() -> None:
    bags = Bags.of([Counter(a=2, b=1), Counter(z=1), Counter(b=3)], {"a": 0, "b": 1})
    assert bags.starts.tolist() == [0, 2, 2, 3]
    assert bags.rows.tolist() == [0, 1, 1]
    assert bags.counts.tolist() == [2, 1, 3]


def test_the_vocabulary_has_captions_then_short_texts_then_other_words_each_once() -> None:
    short = [Counter(["ran", "ran far"]), Counter(["ran"])]
    long = [Counter(["slept"])] * 5 + [Counter(["rare"])] * 4
    assert vocabulary(short, [Counter(["ran"]), Counter(["cooking"])], long) == ["slept", "ran", "cooking"]
