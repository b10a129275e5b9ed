"""Runs of true minutes."""

import numpy as np
from numpy.typing import NDArray


def runs(mask: NDArray[np.bool_], shortest: int = 1) -> list[tuple[int, int]]:
    """The half-open spans `(start, end)`, of at least `shortest`, over which a mask of shape [minute] stays true."""
    bounded = np.concatenate(([False], mask, [False]))
    edges = np.flatnonzero(bounded[1:] != bounded[:-1])
    starts, ends = edges[::2], edges[1::2]
    long = ends - starts >= shortest
    return list(zip(starts[long].tolist(), ends[long].tolist(), strict=True))


def bridged(mask: NDArray[np.bool_], pause: int) -> list[tuple[int, int]]:
    """The runs of a mask, joined where at most `pause` minutes lie between them."""
    joined: list[tuple[int, int]] = []
    for start, end in runs(mask):
        if joined and start - joined[-1][1] <= pause:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
