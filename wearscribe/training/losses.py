"""Contrastive losses over a truth matrix: several positives a row, unknown pairs left out, every Matryoshka size."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from wearscribe.model.space import cut

_NEVER = -1e4  # a logit that no softmax notices; finite, so that a row without negatives has a gradient
PairLoss = Callable[[Tensor, Tensor], Tensor]


def info_nce(logits: Tensor, truth: Tensor) -> Tensor:
    """Multi-positive InfoNCE, the mean of both directions.

    `logits` [rows, columns]; `truth` int8 of that shape: 1 = belongs together, 0 = does not, -1 = unknown. A row's loss
    is the mean over its positives of -log softmax among that positive and the negatives: the other positives are not
    in the denominator (Supervised contrastive learning, Khosla et al. 2020, without positives repelling each other).
    Rows and columns without a positive count only as negatives.
    """
    return 0.5 * (_one_direction(logits, truth) + _one_direction(logits.T, truth.T))


def sigmoid_pairs(logits: Tensor, truth: Tensor) -> Tensor:
    """SigLIP (Zhai et al. 2023): every pair is a question of its own; the sum over known pairs divided by the rows.

    The bias is the logit of the prior, so that nothing has to be learned before the first step.
    """
    known = truth >= 0
    positives = (truth == 1).sum().clamp(min=1)
    bias = torch.log(positives / (known.sum() - positives).clamp(min=1))
    pairs = F.binary_cross_entropy_with_logits(logits + bias, (truth == 1).to(logits.dtype), reduction="none")
    return (pairs * known).sum() / len(logits)


def _one_direction(logits: Tensor, truth: Tensor) -> Tensor:
    positive = truth == 1
    negatives = logits.masked_fill(truth != 0, _NEVER).logsumexp(dim=1, keepdim=True)
    losses = F.softplus(negatives - logits) * positive
    count = positive.sum(dim=1)
    means = losses.sum(dim=1) / count.clamp(min=1)
    return means.sum() / (count > 0).sum().clamp(min=1)


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One part of the loss: which representations (indices into [R, dimension]) belong together."""

    name: str
    weight: float
    rows: Tensor  # int64 [row]
    columns: Tensor  # int64 [column]
    truth: Tensor  # int8 [row, column]


def contrast(
    representations: Tensor,
    terms: Sequence[Term],
    scale: Tensor,
    dims: Sequence[int],
    pair_loss: PairLoss = info_nce,
) -> dict[str, Tensor]:
    """The loss of each term, mean over the Matryoshka `dims`, not weighted. `representations` [R, dimension]."""
    points = [cut(representations, dim) for dim in dims]
    return {
        term.name: torch.stack(
            [pair_loss(scale * (x[term.rows] @ x[term.columns].T), term.truth) for x in points]
        ).mean()
        for term in terms
    }
