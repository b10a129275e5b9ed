"""How good a ranking or a classification is, exactly; every function is a few lines of arithmetic."""

import numpy as np
from scipy.special import gammaln


def first_hit(scores: np.ndarray, hits: np.ndarray) -> np.ndarray:
    """Rank, from 1, of the best hit of each query: scores float [query, item], hits bool of that shape.

    Items that tie with it count half each, so that constant scores give the mean rank. NaN where a query has no hit.
    """
    best = np.where(hits, scores, -np.inf).max(axis=1, keepdims=True)
    above = ((scores > best) & ~hits).sum(axis=1)
    tied = ((scores == best) & ~hits).sum(axis=1)
    return np.where(hits.any(axis=1), 1 + above + tied / 2, np.nan)


def chance_recall(hits: np.ndarray, items: int, k: int) -> np.ndarray:
    """Probability that a random order of `items` has one of `hits` [query] among its first `k`."""
    k = min(k, items)
    missed = np.where(
        hits + k > items,
        -np.inf,
        gammaln(items - hits + 1) + gammaln(items - k + 1) - gammaln(np.maximum(items - hits - k, 0) + 1)
        - gammaln(items + 1),
    )  # fmt: skip
    return np.asarray(1 - np.exp(missed))


def ndcg(scores: np.ndarray, right: np.ndarray, k: int = 10) -> np.ndarray:
    """Normalised discounted cumulative gain of the first `k`, binary gain, [query]; ties in the order of the items.

    Jarvelin and Kekalainen 2002, discount log2(rank + 1). NaN where nothing answers the query.
    """
    order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    discount = 1 / np.log2(np.arange(order.shape[1]) + 2)
    gain = (np.take_along_axis(right, order, axis=1) * discount).sum(axis=1)
    count = np.minimum(right.sum(axis=1), order.shape[1])
    ideal = np.concatenate([[np.nan], discount.cumsum()])[count]
    return np.asarray(gain / ideal)


def precision(scores: np.ndarray, right: np.ndarray, k: int = 10) -> np.ndarray:
    """Share of right ones among the first `k`, [query]."""
    order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    return np.asarray(np.take_along_axis(right, order, axis=1).mean(axis=1))


def confusion(truth: np.ndarray, guess: np.ndarray, classes: int, weights: np.ndarray | None = None) -> np.ndarray:
    """Counts [truth, guess] of int labels; or of each row of `weights` [draw, example]: [draw, truth, guess]."""
    cell = truth * classes + guess
    one_hot = np.zeros((len(truth), classes * classes), dtype=np.float32)
    one_hot[np.arange(len(truth)), cell] = 1
    counts = one_hot.sum(axis=0) if weights is None else weights.astype(np.float32) @ one_hot
    return np.asarray(counts.reshape(*counts.shape[:-1], classes, classes))


def balanced_accuracy(counts: np.ndarray) -> np.ndarray:
    """Mean recall of the classes that occur, of confusions [..., truth, guess]."""
    occur = counts.sum(axis=-1)
    with np.errstate(invalid="ignore"):
        recall = np.diagonal(counts, axis1=-2, axis2=-1) / occur
    return np.asarray(np.nanmean(np.where(occur > 0, recall, np.nan), axis=-1))


def macro_f1(counts: np.ndarray) -> np.ndarray:
    """Mean F1 of the classes that occur."""
    right, occur, told = np.diagonal(counts, axis1=-2, axis2=-1), counts.sum(axis=-1), counts.sum(axis=-2)
    return np.asarray(np.nanmean(np.where(occur > 0, 2 * right / np.maximum(occur + told, 1), np.nan), axis=-1))


def macro_auroc(truth: np.ndarray, scores: np.ndarray) -> float:
    """Mean over the classes that occur of the probability that one of the class scores above one of another."""
    areas = []
    for each in np.unique(truth):
        own, other = scores[truth == each, each], np.sort(scores[truth != each, each])
        if len(other):
            below = np.searchsorted(other, own, "left") + np.searchsorted(other, own, "right")
            areas.append(below.mean() / (2 * len(other)))
    return float(np.mean(areas))
