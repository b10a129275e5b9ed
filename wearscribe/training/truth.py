"""What is true of which window: asks by their facts, window queries by the facts that the instruction selects."""

from __future__ import annotations

import numpy as np

from wearscribe.training.facts import FACTS, INDEX
from wearscribe.training.instructions import SELECTS

#: Of the tasks whose query is a window: the Jaccard index of the selected facts from which a window answers, and up
#: to which it does not.
_AGREEMENT = {"night": (0.99, 0.34), "same_activities": (0.99, 0.01), "similar": (0.6, 0.3)}


def of_asks(facts: np.ndarray, known: np.ndarray, need: np.ndarray, forbid: np.ndarray) -> np.ndarray:
    """int8 [window, ask]: 1 true, 0 false, -1 unknown. `facts`, `known` bool [window, FACTS]; `need` int [ask, n] and
    `forbid` int [ask] index FACTS, -1 = none."""
    needed, forbidden = (_one_hot(each) for each in (need, forbid[:, None]))
    holds, fails = (facts & known).astype(np.float32), (~facts & known).astype(np.float32)
    wanted = needed.sum(axis=1) + forbidden.sum(axis=1)
    met = holds @ needed.T + fails @ forbidden.T
    broken = fails @ needed.T + holds @ forbidden.T
    truth = np.where(met == wanted, 1, -1)
    truth[broken > 0] = 0
    return truth.astype(np.int8)


def of_queries(facts: np.ndarray, known: np.ndarray, queries: np.ndarray, task: str) -> np.ndarray:
    """int8 [window, query] of queries that are windows themselves; a window does not find itself: -1.

    Unknown where a selected fact is unknown of either, or where they agree by halves.
    """
    selected = np.array([INDEX[name] for name in SELECTS[task]])
    own = (facts & known)[:, selected].astype(np.float32)
    doubtful = np.logical_not(known[:, selected].all(axis=1))
    shared = own @ own[queries].T
    total = own.sum(axis=1)
    union = total[:, None] + total[queries] - shared
    agree = shared / np.maximum(union, 1)
    same, other = _AGREEMENT[task]
    truth = np.where(agree >= same, 1, np.where(agree <= other, 0, -1))
    truth[:, total[queries] == 0] = -1
    truth[doubtful] = -1
    truth[:, np.flatnonzero(doubtful[queries])] = -1
    truth[queries, np.arange(len(queries))] = -1
    return truth.astype(np.int8)


def _one_hot(places: np.ndarray) -> np.ndarray:
    hot = np.zeros((len(places), len(FACTS) + 1), dtype=np.float32)
    hot[np.arange(len(places))[:, None], places] = 1  # -1 is the column cut off
    return hot[:, :-1]
