"""Vectors of tokens are learnt so that sums of them stand for texts."""

from collections import Counter

import numpy as np

from wearscribe.training.distill import vocabulary
from wearscribe.training.token_vectors import SHRINK, Taught, learn

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
    learnt, again = (learn(WORDS, [Taught(texts, vectors, 1.0)], steps=30) for _ in range(2))
    assert np.array_equal(learnt, again)
    other, wanted = _texts(3)
    found = np.array([sum(count * learnt[WORDS.index(word)] for word, count in text.items()) for text in other])
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    assert (found * wanted).sum(axis=1).mean() > 0.9


def test_the_vectors_are_those_of_ridge_regression() -> None:
    random = np.random.default_rng(4)
    tokens, counts = ["a", "b", "c"], np.array([[1, 0, 2], [0, 1, 1], [3, 1, 0], [1, 1, 1]])
    directions = random.normal(size=(4, 2)).astype(np.float32)
    texts = [Counter({token: int(n) for token, n in zip(tokens, row, strict=True) if n}) for row in counts]
    importance = np.array([1.0, 1.0, 0.3, 0.3])
    taught = [Taught(texts[:2], directions[:2], 1.0), Taught(texts[2:], directions[2:], 0.3)]
    weights = np.sqrt(counts) / np.linalg.norm(np.sqrt(counts), axis=1, keepdims=True) * np.sqrt(importance)[:, None]
    wanted = np.linalg.solve(
        weights.T @ weights + SHRINK * np.eye(3), weights.T @ (directions * np.sqrt(importance)[:, None])
    )
    assert np.allclose(learn(tokens, taught, steps=10), wanted, atol=1e-5)


def test_a_text_without_a_known_token_teaches_nothing() -> None:
    texts, vectors = _texts(5, count=40)
    strange = Taught([Counter(zzz=2)], np.ones((1, 12), dtype=np.float32), 1.0)
    assert np.array_equal(
        learn(WORDS, [Taught(texts, vectors, 1.0), strange], steps=10),
        learn(WORDS, [Taught(texts, vectors, 1.0)], steps=10),
    )


def test_the_vocabulary_has_captions_then_short_texts_then_other_words_each_once() -> None:
    short = [Counter(["ran", "ran far"]), Counter(["ran"])]
    long = [Counter(["slept"])] * 5 + [Counter(["rare"])] * 2
    assert vocabulary(short, [Counter(["ran"]), Counter(["cooking"])], long) == ["slept", "ran", "cooking"]
