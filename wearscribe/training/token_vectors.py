"""Fits the vectors of tokens whose weighted sums stand for whole texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from wearscribe.static_tower import weight

STEPS = 40
SHRINK = 0.1  # of the squared lengths of all vectors, where a caption's squared error counts 1


class Taught(NamedTuple):
    """Texts as counted tokens, the directions in which they shall lie, float32 [text, dimension], and how much one of
    them counts."""

    tokens: Sequence[Counter[str]]
    vectors: np.ndarray
    weight: float


def learn(tokens: Sequence[str], taught: Sequence[Taught], steps: int = STEPS) -> np.ndarray:
    """Vectors of the tokens, float32 [token, dimension].

    Ridge regression: the weighted sum of a text's tokens, its weights scaled to unit length, against its direction.
    Solved by conjugate gradients with the diagonal as preconditioner (Hestenes and Stiefel 1952), each dimension by
    itself, all from zero; few steps shrink too what is rare.
    """
    row = {token: number for number, token in enumerate(tokens)}
    importance = np.sqrt(np.concatenate([np.full(len(each.tokens), each.weight) for each in taught]))
    texts = _matrix([text for each in taught for text in each.tokens], row, importance)
    transposed = texts.T.tocsr()
    residual = transposed @ (np.concatenate([each.vectors for each in taught]) * importance[:, None]).astype(np.float32)
    scale = 1 / (np.asarray(texts.multiply(texts).sum(axis=0)).reshape(-1, 1) + SHRINK).astype(np.float32)
    vectors = np.zeros_like(residual)
    direction = scale * residual
    slope = (residual * direction).sum(axis=0)
    for _ in range(steps):
        curved = transposed @ (texts @ direction) + np.float32(SHRINK) * direction
        length = slope / np.maximum((direction * curved).sum(axis=0), 1e-20)
        vectors += length * direction
        residual -= length * curved
        preconditioned = scale * residual
        former, slope = slope, (residual * preconditioned).sum(axis=0)
        direction = preconditioned + slope / np.maximum(former, 1e-20) * direction
    return np.asarray(vectors)


def _matrix(texts: Sequence[Counter[str]], row: dict[str, int], importance: np.ndarray) -> csr_matrix:
    """Float32 [text, token]: the weights of each text's tokens, as a vector as long as the text is important."""
    known = [[(row[token], weight(count)) for token, count in text.items() if token in row] for text in texts]
    starts = np.cumsum([0, *map(len, known)])
    flat = np.array([pair for text in known for pair in text], dtype=np.float64).reshape(-1, 2)
    owner = np.repeat(np.arange(len(texts)), np.diff(starts))
    lengths = np.sqrt(np.bincount(owner, flat[:, 1] ** 2, len(texts)))
    values = (flat[:, 1] * (importance / np.maximum(lengths, 1e-12))[owner]).astype(np.float32)
    return csr_matrix((values, flat[:, 0].astype(np.int32), starts), shape=(len(texts), len(row)))
