"""A classifier from a handful of examples: logistic regression on frozen vectors (a linear probe)."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

_STRENGTHS = (1.0, 10.0, 100.0)  # inverse of the penalty, as scikit-learn's C
_FOLDS = 10


class Classifier(NamedTuple):
    """Log odds of label *i* are `vector @ weights[i] + biases[i]`. `accuracy` is the share of the examples that it
    gets right when they are left out, None where some label has a single one."""

    labels: tuple[str, ...]
    weights: np.ndarray  # float32 [label, dim]
    biases: np.ndarray  # float32 [label]
    accuracy: float | None

    def probabilities(self, vectors: np.ndarray) -> np.ndarray:
        """Shape [vector, label]."""
        return np.asarray(softmax(vectors @ self.weights.T + self.biases, axis=1))


def fit(vectors: np.ndarray, labels: Sequence[str]) -> Classifier:
    """From L2-normalised vectors [example, dim]. How strong the penalty is, cross-validation decides.

    Raises ValueError for fewer than two labels.
    """
    names = tuple(sorted(set(labels)))
    if len(names) < 2:
        raise ValueError("one label tells nothing apart: label some examples of something else too")
    truth = np.array([names.index(label) for label in labels])
    tested = {strength: _left_out(vectors, truth, len(names), strength) for strength in _STRENGTHS}
    strength = max(_STRENGTHS, key=lambda each: tested[each][1])
    weights, biases = _fit(vectors, truth, len(names), strength)
    told = np.bincount(truth).min() > 1
    return Classifier(names, weights, biases, tested[strength][0] if told else None)


def _left_out(vectors: np.ndarray, truth: np.ndarray, classes: int, strength: float) -> tuple[float, float]:
    """Accuracy and mean log-likelihood of the examples, each scored by a fit without its fold."""
    order = np.argsort(truth, kind="stable")  # neighbours in a class go to different folds
    fold = np.empty(len(truth), dtype=int)
    fold[order] = np.arange(len(truth)) % min(len(truth), _FOLDS)
    right, likelihood = 0, 0.0
    for each in range(fold.max() + 1):
        out = fold == each
        weights, biases = _fit(vectors[~out], truth[~out], classes, strength)
        shares = log_softmax(vectors[out] @ weights.T + biases, axis=1)
        right += int((shares.argmax(axis=1) == truth[out]).sum())
        likelihood += float(shares[np.arange(out.sum()), truth[out]].sum())
    return right / len(truth), likelihood / len(truth)


def _fit(vectors: np.ndarray, truth: np.ndarray, classes: int, strength: float) -> tuple[np.ndarray, np.ndarray]:
    x = np.hstack([vectors.astype(float), np.ones((len(vectors), 1))])
    wanted = np.eye(classes)[truth]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(classes, -1)
        logits = log_softmax(x @ w.T, axis=1)
        penalised = w.copy()
        penalised[:, -1] = 0  # the bias is free
        value = -strength * float((wanted * logits).sum()) + 0.5 * float((penalised**2).sum())
        return value, (strength * (np.exp(logits) - wanted).T @ x + penalised).ravel()

    start = np.zeros(classes * x.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x.reshape(classes, -1)
    return found[:, :-1].astype(np.float32), found[:, -1].astype(np.float32)
