"""Runs of true minutes."""

import numpy as np
from numpy.typing import NDArray


def runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The half-open spans `(start, end)` over which a mask of shape [minute] stays true."""
    edges = np.flatnonzero(np.diff(mask, prepend=False, append=False)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def bridged(mask: NDArray[np.bool_], pause: int) -> list[tuple[int, int]]:
    """The runs of a mask, joined where at most `pause` minutes lie between them."""
    joined: list[tuple[int, int]] = []
    for start, end in runs(mask):
        if joined and start - joined[-1][1] <= pause:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
