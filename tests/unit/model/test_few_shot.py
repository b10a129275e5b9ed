"""A linear probe on frozen vectors."""

import numpy as np
import pytest

from wearscribe.model.few_shot import fit


def clusters(classes: int, each: int, spread: float, seed: int = 0) -> tuple[np.ndarray, list[str]]:
    random = np.random.default_rng(seed)
    centres = random.normal(size=(classes, 32))
    vectors = np.repeat(centres, each, axis=0) + spread * random.normal(size=(classes * each, 32))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float32), [f"label {i}" for i in range(classes) for _ in range(each)]


def test_it_tells_apart_what_lies_apart_and_knows_how_well() -> None:
    vectors, labels = clusters(3, 5, 0.3)
    learnt = fit(vectors, labels)
    assert learnt.labels == ("label 0", "label 1", "label 2")
    assert (learnt.weights.shape, learnt.biases.shape) == ((3, 32), (3,))
    assert learnt.accuracy == 1
    unseen, truth = clusters(3, 40, 0.3)
    shares = learnt.probabilities(unseen)
    assert np.allclose(shares.sum(axis=1), 1)
    assert np.mean([learnt.labels[i] for i in shares.argmax(axis=1)] == np.array(truth)) > 0.95


def test_what_cannot_be_told_apart_is_not_claimed_to_be() -> None:
    random = np.random.default_rng(0)
    vectors = random.normal(size=(40, 32))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    learnt = fit(vectors, ["a", "b"] * 20)
    assert learnt.accuracy is not None
    assert learnt.accuracy < 0.8  # though it can learn forty random labels in 32 dimensions by heart
    assert learnt.probabilities(vectors).max(axis=1).mean() < 0.95


def test_the_order_of_examples_changes_nothing() -> None:
    vectors, labels = clusters(4, 3, 0.8)
    order = np.random.default_rng(1).permutation(len(labels))
    one, other = fit(vectors, labels), fit(vectors[order], [labels[i] for i in order])
    assert one.labels == other.labels
    assert np.allclose(one.probabilities(vectors), other.probabilities(vectors), atol=0.02)


def test_one_example_a_label_is_enough_to_begin_with() -> None:
    vectors, labels = clusters(2, 1, 0.1)
    learnt = fit(vectors, labels)
    assert learnt.accuracy is None
    assert [learnt.labels[i] for i in learnt.probabilities(vectors).argmax(axis=1)] == labels


def test_a_single_label_is_refused() -> None:
    vectors, _ = clusters(2, 3, 0.1)
    with pytest.raises(ValueError, match="something else too"):
        fit(vectors, ["same"] * 6)
