"""Hard negatives that the model itself finds: windows nearly as near to a text as the one it was written from."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from wearscribe.model.space import Space, cut
from wearscribe.training.choices import TEXT_KINDS
from wearscribe.training.prepare import Prepared
from wearscribe.training.validate import represent

MARGIN = 0.05
_TOGETHER = 3  # days gathered around one
_OF_TEXT = 8  # candidates that a text names
_CAPTIONS = frozenset(TEXT_KINDS) - {"ask"}  # an ask is about many windows, of most of which it says little


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


@torch.no_grad()
def together(space: Space, pool: Prepared) -> np.ndarray:
    """Days to be put into one batch: int32 [day, 1 + 3], a day of `pool` and those that are hardest beside it, -1 where
    there are no more. Hard is whose windows the captions of the one name most often, or those of the other; the edit
    of a day, which is in every batch beside it, is that day.
    """
    space.eval()
    points = cut(torch.cat([represent(space, group)[0] for group in pool.groups]), space.config.dimension)
    days, day = np.unique(pool.days, return_inverse=True)
    named = np.zeros((len(days), len(days)), dtype=np.float32)
    for term in pool.terms:
        if term.name in _CAPTIONS:
            found = mine(points[term.columns], points[term.rows], term.truth, _OF_TEXT).cpu().numpy()
            own, met = (np.zeros((len(days), len(found)), dtype=np.float32) for _ in range(2))
            window, text = np.nonzero(term.truth.cpu().numpy() == 1)
            own[day[window], text] = 1
            text, place = np.nonzero(found >= 0)
            np.add.at(met, (day[found[text, place]], text), 1)
            named += own @ met.T
    named += named.T
    np.fill_diagonal(named, 0)
    hardest = np.argsort(-named, axis=1, kind="stable")[:, :_TOGETHER]
    others = np.where(np.take_along_axis(named, hardest, axis=1) > 0, days[hardest], -1)
    return np.column_stack([days, others]).astype(np.int32)
