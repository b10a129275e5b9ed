"""Learns the vectors of tokens whose sums stand for whole texts: near the vectors of a text tower, and ranking windows
as those do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import cos, pi
from typing import NamedTuple, Self

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

STEPS = 600
_BATCH = 384
_RATE, _WARM_UP = 0.02, 20
_TEMPERATURE = 0.05  # of the windows' cosines: about their spread among the nearest


class Taught(NamedTuple):
    """Texts as counted tokens, what the text tower makes of them, float32 [text, dimension], and their share of each
    batch."""

    tokens: Sequence[Counter[str]]
    vectors: np.ndarray
    share: float


class Bags(NamedTuple):
    """Of all texts end to end the rows of their tokens and how often each occurs; text i begins at `starts[i]`."""

    rows: np.ndarray
    counts: np.ndarray
    starts: np.ndarray

    @classmethod
    def of(cls, texts: Iterable[Counter[str]], row: Mapping[str, int]) -> Self:
        known = [[(row[token], count) for token, count in text.items() if token in row] for text in texts]
        flat = np.array([pair for text in known for pair in text], dtype=np.int64).reshape(-1, 2)
        starts = np.cumsum([0, *(len(text) for text in known)])
        return cls(flat[:, 0], flat[:, 1].astype(np.float32), starts)

    def sums(self, vectors: Tensor, texts: np.ndarray) -> Tensor:
        """Of the chosen texts the sums of their tokens' vectors, L2-normalised, [text, dimension]."""
        lengths = self.starts[texts + 1] - self.starts[texts]
        first = np.cumsum(lengths) - lengths
        places = np.repeat(self.starts[texts] - first, lengths) + np.arange(lengths.sum())
        rows, counts = torch.from_numpy(self.rows[places]), torch.from_numpy(self.counts[places])
        return F.normalize(
            F.embedding_bag(rows, vectors, torch.from_numpy(first), per_sample_weights=counts, mode="sum"), dim=1
        )


def learn(tokens: Sequence[str], taught: Sequence[Taught], windows: np.ndarray, seed: int, steps: int) -> np.ndarray:
    """Vectors of the tokens, float32 [token, dimension]. `windows` float32 [window, dimension] are those to be ranked
    as the text tower ranks them.

    The loss is the cosine distance to the text tower's vector plus the Kullback-Leibler divergence of its distribution
    over the windows (Hinton et al. 2015, arXiv 1503.02531): the first alone spends itself on what no ranking needs.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the sums are then always of one order
    random = np.random.default_rng(seed)
    generator = torch.Generator().manual_seed(seed)
    bags = Bags.of([text for each in taught for text in each.tokens], {token: row for row, token in enumerate(tokens)})
    targets = torch.from_numpy(np.concatenate([each.vectors for each in taught]))
    chance = np.concatenate([np.full(len(each.tokens), each.share / len(each.tokens)) for each in taught])
    pool = torch.from_numpy(windows).T
    vectors = (torch.randn(len(tokens), targets.shape[1], generator=generator) * 0.01).requires_grad_()
    optimiser = torch.optim.Adam([vectors], betas=(0.9, 0.99))
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = _RATE * min(1, (step + 1) / _WARM_UP) * (1 + cos(pi * step / steps)) / 2
        texts = random.choice(len(chance), _BATCH, p=chance / chance.sum())
        found, wanted = bags.sums(vectors, texts), targets[texts]
        distance = 1 - (found * wanted).sum(dim=1).mean()
        divergence = F.kl_div(_ranked(found @ pool), _ranked(wanted @ pool), log_target=True, reduction="batchmean")
        optimiser.zero_grad()
        (distance + divergence).backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    torch.set_num_threads(threads)
    return vectors.detach().numpy()


def _ranked(cosines: Tensor) -> Tensor:
    return F.log_softmax(cosines / _TEMPERATURE, dim=1)
