"""A threshold below which nothing answers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wearscribe.training import nothing
from wearscribe.training.nothing import ANSWERED, OFF, PRECISION, TAKEN_OUT, Asked, Pool
from wearscribe.training.off_topic import OFF_TOPIC


def _asked(answered: list[float], taken_out: list[float], off: list[float]) -> Asked:
    kinds = [ANSWERED] * len(answered) + [TAKEN_OUT] * len(taken_out) + [OFF] * len(off)
    best = np.array([*answered, *taken_out, *off])
    return Asked(best, np.array(kinds), np.array(["en"] * len(kinds)), np.arange(len(kinds)))


def test_what_can_be_told_apart_is() -> None:
    threshold = nothing.fit(_asked([0.6, 0.7, 0.8], [0.3, 0.4], [0.1, 0.2]))
    assert threshold == pytest.approx(0.5)
    judged = nothing.judge(_asked([0.6, 0.7], [0.3, 0.55], [0.1]), threshold)
    assert judged.precision is not None
    assert judged.recall is not None
    assert (judged.precision.value, judged.recall.value) == (1, 0.75)  # each kind has half of the recall
    assert judged.told == {ANSWERED: 0, TAKEN_OUT: 0.5, OFF: 1}


def test_where_nothing_can_be_told_no_threshold_is_given() -> None:
    asked = _asked([0.1, 0.2, 0.3], [0.4], [0.5])
    assert nothing.fit(asked) is None
    assert nothing.judge(asked, None).precision is None


_SCORES = st.lists(st.floats(-1, 1, width=32), min_size=2, max_size=30, unique=True)


@given(_SCORES, _SCORES, _SCORES)
def test_verdicts_are_as_precise_as_asked_for(answered: list[float], taken_out: list[float], off: list[float]) -> None:
    asked = _asked(answered, taken_out, off)
    if (threshold := nothing.fit(asked)) is not None:
        below = asked.best < threshold
        wrong = below & (asked.kinds == ANSWERED)
        assert asked.weights[wrong].sum() <= (1 - PRECISION) * asked.weights[below].sum() + 1e-9


def test_each_ask_is_asked_once_with_its_answers_and_once_without() -> None:
    facts = [frozenset({"swim"}), frozenset({"yoga"}), frozenset({"run", "sleep.short"}), frozenset({"exercise.none"})]
    pool = Pool(np.arange(4), np.eye(4, dtype=np.float32), facts)

    def embed(texts: list[str]) -> np.ndarray:
        return np.full((len(texts), 4), 0.5, dtype=np.float32)

    asked = nothing.ask(pool, embed, half=1, seed=0)
    assert set(asked.kinds) == {ANSWERED, TAKEN_OUT, OFF}
    assert (asked.kinds == OFF).sum() == sum(len(texts[3::4]) for texts in OFF_TOPIC.values())
    assert np.all(asked.best == 0.5)
    assert asked.weights.sum() == pytest.approx(1)


def test_enough_off_topic_texts_of_both_languages() -> None:
    assert all(len(set(texts)) == len(texts) >= 60 for texts in OFF_TOPIC.values())
