"""Hard negatives that the model itself finds: windows nearly as near to a text as the one it was written from."""

from __future__ import annotations

import torch
from torch import Tensor

MARGIN = 0.05


def mine(queries: Tensor, candidates: Tensor, truth: Tensor, most: int, margin: float = MARGIN) -> Tensor:
    """Places of the hardest candidates, nearest first, int64 [query, most]; -1 where there are no more.

    `queries` [Q, d] and `candidates` [C, d] are L2-normalised, `truth` int8 [C, Q] as in a batch. A candidate counts
    only below the nearest positive by the share `margin`: what is nearer is likelier an unlabelled positive than a
    negative (NV-Retriever, Moreira et al. 2024, arXiv 2407.15831, TopK-PercPos). A query without a positive has none.
    """
    likeness = queries @ candidates.T
    positive = likeness.masked_fill(truth.T != 1, -torch.inf).amax(dim=1, keepdim=True)
    allowed = (truth.T == 0) & (likeness < positive - margin * positive.abs())
    scores, places = likeness.masked_fill(~allowed, -torch.inf).topk(min(most, len(candidates)), dim=1)
    return places.masked_fill(scores.isinf(), -1)
