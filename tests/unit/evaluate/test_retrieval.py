"""Search among vectors: a perfect embedder is perfect, a random one gets chance, and equal captions are hits."""

import numpy as np
import pytest

from wearscribe.evaluate.answering import by_person
from wearscribe.evaluate.matcher import number_scores
from wearscribe.evaluate.matryoshka import cut
from wearscribe.evaluate.retrieval import both_ways, pools, search

SIZE, PEOPLE = 300, 30


def points(seed: int, count: int = SIZE) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, 16))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


people = np.arange(SIZE) % PEOPLE
distinct = np.arange(SIZE)
everything = np.ones(SIZE, dtype=bool)


def test_a_perfect_embedder_is_perfect() -> None:
    found = both_ways(points(0), points(0), distinct, people, everything, 100)
    for ranks in found.values():
        assert ranks.recall(1).value == ranks.recall(1).low == 1
        assert len(ranks.ranks) == SIZE
        assert ranks.pool == 100


def test_a_random_embedder_gets_chance() -> None:
    row = both_ways(points(0), points(1), distinct, people, everything, 100)["text→window"].row()
    assert row["chance R@10"] == pytest.approx(0.1)
    assert row["R@10"].low <= 0.1 <= row["R@10"].high
    assert 35 <= row["median rank"] <= 66


def test_equal_captions_are_hits() -> None:
    same = np.zeros(SIZE, dtype=int)
    ranks = search(points(0), points(1), same, distinct, people)
    assert (ranks.ranks == 1).all()
    assert (ranks.hits == SIZE).all()
    pairs = search(points(0), np.roll(points(0), 1, axis=0), np.arange(SIZE) // 2, distinct, people)
    assert pairs.recall(1).value == 0.5  # the neighbour stands where every second one is looked for


def test_days_without_a_caption_ask_nothing_but_stay_in_the_pool() -> None:
    said = np.arange(SIZE) % 3 > 0
    found = both_ways(points(0), points(0), distinct, people, said, SIZE)
    assert len(found["text→window"].ranks) == said.sum()
    assert found["text→window"].pool == SIZE
    assert found["window→text"].pool == said.sum()


def test_pools_are_disjoint_and_larger_ones_hold_the_queried() -> None:
    assert [list(pool[[0, -1]]) for pool, _ in pools(1000, 100, 300)] == [[0, 99], [100, 199], [200, 299]]
    ((pool, queried),) = pools(1000, 1000, 300)
    assert (len(pool), len(queried)) == (1000, 300)
    assert list(pools(50, 100, 300)) == []
    assert "window→text" not in both_ways(points(0)[:100], points(0), distinct, people, everything[:100], SIZE)


def test_numbers_alone_find_a_caption_of_numbers() -> None:
    scores = number_scores(["7,900 steps, 75 bpm", "a calm night"], ["75 bpm bei 7,900", "80 bpm", "calm night"])
    assert scores[0].argmax() == 0
    assert (scores[1] == 0).all()


def test_a_cut_vector_is_of_length_one() -> None:
    np.testing.assert_allclose(np.linalg.norm(cut(points(0), 4), axis=1), 1)


def test_drawing_people_moves_the_value_about_its_mean() -> None:
    random = np.random.default_rng(0)
    scores, truth = random.random((5, SIZE)), random.random((5, SIZE)) < 0.2
    drawn = by_person(scores, truth, people, 50)
    assert drawn.std() > 0
    assert by_person(truth.astype(float), truth, people, 5) == pytest.approx(np.ones(5))
