"""What is true of which window."""

from __future__ import annotations

import numpy as np

from wearscribe.training.facts import FACTS, INDEX, vector
from wearscribe.training.truth import of_asks, of_queries

FACT = np.array([vector(frozenset(names)) for names in (["run", "sleep.calm"], ["run"], ["swim"], [])])


def ask(need: list[str], forbid: str | None = None) -> tuple[np.ndarray, np.ndarray]:
    places = [INDEX[name] for name in need] + [-1] * (3 - len(need))
    return np.array([places]), np.array([-1 if forbid is None else INDEX[forbid]])


def test_an_ask_is_true_of_every_window_with_all_its_facts_and_none_that_it_forbids() -> None:
    known = np.ones_like(FACT)
    assert of_asks(FACT, known, *ask(["run"])).T.tolist() == [[1, 1, 0, 0]]
    assert of_asks(FACT, known, *ask(["run", "sleep.calm"])).T.tolist() == [[1, 0, 0, 0]]
    assert of_asks(FACT, known, *ask(["run"], "swim")).T.tolist() == [[1, 1, 0, 0]]
    assert of_asks(FACT, known, *ask(["swim"], "swim")).T.tolist() == [[0, 0, 0, 0]]


def test_what_is_unknown_is_neither_true_nor_false_unless_something_known_decides() -> None:
    known = np.ones_like(FACT)
    known[:, INDEX["sleep.calm"]] = False
    assert of_asks(FACT, known, *ask(["run", "sleep.calm"])).T.tolist() == [[-1, -1, 0, 0]]
    assert of_asks(FACT, np.zeros_like(FACT), *ask(["run"])).T.tolist() == [[-1, -1, -1, -1]]


def test_the_instruction_selects_the_facts_by_which_a_window_answers() -> None:
    days = np.array([vector(frozenset(n)) for n in (["run", "sleep.calm"], ["run"], ["swim", "sleep.calm"], ["yoga"])])
    known, queries = np.ones_like(days), np.array([0])
    assert of_queries(days, known, queries, "same_activities").T.tolist() == [[-1, 1, 0, 0]]
    assert of_queries(days, known, queries, "night").T.tolist() == [[-1, 0, 1, 0]]
    known[2, INDEX["sleep.short"]] = False
    assert of_queries(days, known, queries, "night")[2, 0] == -1
    assert len(FACTS) == days.shape[1]
