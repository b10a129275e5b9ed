"""Metrics: exact values of rankings made by hand, and what chance gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import balanced_accuracy_score, f1_score, ndcg_score, roc_auc_score

from wearscribe.evaluate.metrics import (
    balanced_accuracy,
    chance_recall,
    confusion,
    first_hit,
    macro_auroc,
    macro_f1,
    ndcg,
    precision,
)


def test_first_hit_of_rankings_made_by_hand() -> None:
    scores = np.array([[0.9, 0.5, 0.1], [0.9, 0.5, 0.1], [0.9, 0.5, 0.1], [0.5, 0.5, 0.5], [0.9, 0.5, 0.1]])
    hits = np.array([[1, 0, 0], [0, 0, 1], [0, 1, 1], [0, 1, 0], [0, 0, 0]], dtype=bool)
    np.testing.assert_array_equal(first_hit(scores, hits), [1, 3, 2, 2, np.nan])


@given(st.integers(2, 60), st.integers(1, 20), st.integers(1, 12))
def test_chance_recall_is_that_of_random_orders(items: int, hits: int, k: int) -> None:
    hits = min(hits, items)
    missed = np.prod([max(items - hits - place, 0) / (items - place) for place in range(min(k, items))])
    assert chance_recall(np.array([hits]), items, k)[0] == pytest.approx(1 - missed)


def test_ndcg_and_precision_of_rankings_made_by_hand() -> None:
    scores = np.array([[4.0, 3, 2, 1], [4, 3, 2, 1], [4, 3, 2, 1]])
    right = np.array([[1, 1, 0, 0], [0, 1, 0, 1], [0, 0, 0, 0]], dtype=bool)
    second = (1 / np.log2(3) + 1 / np.log2(5)) / (1 + 1 / np.log2(3))
    np.testing.assert_allclose(ndcg(scores, right), [1, second, np.nan])
    np.testing.assert_allclose(precision(scores, right, 2), [1, 0.5, 0])


def test_measures_agree_with_scikit_learn() -> None:
    random = np.random.default_rng(0)
    truth, scores = random.integers(0, 4, 200), random.random((200, 4))
    guess = scores.argmax(axis=1)
    counts = confusion(truth, guess, 5)  # the fifth class does not occur
    assert balanced_accuracy(counts) == pytest.approx(balanced_accuracy_score(truth, guess))
    assert macro_f1(counts) == pytest.approx(f1_score(truth, guess, average="macro"))
    expected = np.mean([roc_auc_score(truth == each, scores[:, each]) for each in range(4)])
    assert macro_auroc(truth, scores) == pytest.approx(expected)
    right = random.random((20, 30)) < 0.2
    ranking = random.random((20, 30))
    assert ndcg(ranking, right).mean() == pytest.approx(ndcg_score(right, ranking, k=10))


def test_a_weighted_confusion_is_that_of_the_drawn_examples() -> None:
    truth, guess = np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1])
    weights = np.array([[1, 1, 1, 1], [2, 0, 0, 1]])
    drawn = confusion(truth, guess, 2, weights)
    np.testing.assert_array_equal(drawn[0], confusion(truth, guess, 2))
    np.testing.assert_array_equal(drawn[1], [[2, 0], [0, 1]])
    np.testing.assert_allclose(balanced_accuracy(drawn), [0.75, 1])
