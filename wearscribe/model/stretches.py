"""Which of the nested stretches of a window to keep: the best of those that overlap (non-maximum suppression)."""

import numpy as np

MAX_BOUTS = 8  # vectors of a window beside the whole: the index and its upkeep grow with them
SAME = 0.7  # intersection over union from which two stretches are one
NESTED = 0.5  # share of the shorter from which two labels are about the same minutes


def distinct(spans: np.ndarray, scores: np.ndarray, most: int = MAX_BOUTS) -> list[int]:
    """Indices of at most `most` spans [span, 2] that are not near-duplicates, best score first."""
    return _suppress(scores, _overlap(spans, union=True) >= SAME, most)


def apart(spans: np.ndarray, scores: np.ndarray) -> list[int]:
    """Indices of spans that share little with any better one, best score first."""
    return _suppress(scores, _overlap(spans, union=False) >= NESTED, len(spans))


def _suppress(scores: np.ndarray, same: np.ndarray, most: int) -> list[int]:
    kept: list[int] = []
    for index in np.argsort(-scores, kind="stable"):
        if len(kept) == most:
            break
        if not same[index, kept].any():
            kept.append(int(index))
    return kept


def _overlap(spans: np.ndarray, *, union: bool) -> np.ndarray:
    """Shared minutes of each pair [span, span], as a share of their union or of the shorter one."""
    start, end = spans[:, 0].astype(int), spans[:, 1].astype(int)
    shared = np.minimum(end[:, None], end) - np.maximum(start[:, None], start)
    shared = np.maximum(shared, 0)
    length = end - start
    whole = length[:, None] + length - shared if union else np.minimum(length[:, None], length)
    return np.asarray(shared / np.maximum(whole, 1))
