"""How many of the nearest windows are among those shortlisted by prefixes: of vectors as the benchmark draws them, and
of real ones, resampled, with noise that lies in no span of real ones."""

import numpy as np

from benchmarks.search_vectors import draw

_KEPT, _SHORTLIST, _K, _SAMPLE = 64, 100, 10, 500
#: Noise in the directions in which real vectors differ, and in all directions alike, as shares of a vector's length. In
#: 0.06 of it real ones differ from what their prefixes foretell: 0.0037 of the mean square of 200 days that the weights
#: were not learnt from. Of the former 0.3 puts a tenth neighbour about as far as it is among real days; without it all
#: are near copies of 400 days, in an order that is noise alone: as hard as it may get.
_NOISES = ((0.3, 0.06), (0.0, 0.06))


def prefix_recall(real: np.ndarray, queries: np.ndarray, count: int, random: np.random.Generator) -> dict[str, float]:
    """By a name of how `count` vectors were made of the real, float32 [number, dimension]: of the ten nearest to a
    query the share among its shortlist, by weights learnt as the database learns them."""
    resampled = real[random.integers(0, len(real), count)]
    covariance = np.cov(real, rowvar=False)
    alike = random.multivariate_normal(np.zeros(real.shape[1]), covariance, count, method="eigh")
    alike /= np.sqrt(np.trace(covariance))
    even = random.normal(scale=1 / np.sqrt(real.shape[1]), size=resampled.shape)
    drawn = draw(real, count, random).vectors.astype(np.float32)
    recalls = {"as above": _recall(_stored(drawn), queries, random)}
    for spread, rest in _NOISES:
        name = f"real ones, resampled, noise of {spread:g} in their directions and of {rest:g} in all"
        recalls[name] = _recall(_stored(resampled + spread * alike + rest * even), queries, random)
    return recalls


def _stored(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)


def _recall(vectors: np.ndarray, queries: np.ndarray, random: np.random.Generator) -> float:
    sample = vectors[random.choice(len(vectors), min(_SAMPLE, len(vectors)), replace=False)]
    products = sample.T @ sample / len(sample)
    kept = products[:_KEPT, :_KEPT]
    ridge = np.trace(kept) / _KEPT / 1000
    weights = np.linalg.solve(kept + ridge * np.eye(_KEPT), products[:_KEPT]).astype(np.float32)
    found = 0
    for query in queries:
        nearest = np.argpartition(-(vectors @ query), _K)[:_K]
        shortlist = np.argpartition(-(vectors[:, :_KEPT] @ (weights @ query)), _SHORTLIST)[:_SHORTLIST]
        found += len({*nearest.tolist()} & {*shortlist.tolist()})
    return found / (_K * len(queries))
