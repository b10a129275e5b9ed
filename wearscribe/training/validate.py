"""How well the model finds and names, on windows of people it was not trained on: a fixed pool, the same every time."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from wearscribe.model.space import Encoded, Read, Space, cut
from wearscribe.training.prepare import Group, Prepared

_NAMED = ("episode", "whole", "named")  # terms of classes, the others are of retrieval


@torch.no_grad()
def validate(space: Space, batches: dict[str, Prepared]) -> dict[str, float]:
    """`batches` are large batches of validation people, by kind.

    For each term of pairs R@1 and R@10 of columns (texts, queries) among the pool's windows, pairs of unknown truth
    left out; for each term of classes the balanced accuracy of the phrase that is nearest.
    """
    space.eval()
    measured: dict[str, float] = {}
    for kind, batch in batches.items():
        points = cut(torch.cat([represent(space, group)[0] for group in batch.groups]), space.config.dimension)
        for term in batch.terms:
            likeness = (points[term.rows] @ points[term.columns].T).cpu()
            truth = term.truth.cpu()
            if term.name in _NAMED:
                measured[f"{kind}/{term.name} accuracy"] = balanced_accuracy(likeness, truth)
            else:
                ranks = ranks_of_best(likeness, truth)
                measured |= {f"{kind}/{term.name} R@{k}": float((ranks < k).mean()) for k in (1, 10)}
    return measured


def represent(space: Space, group: Group) -> tuple[Tensor, Encoded]:
    """The representations of a group's rows, then of its episodes, [rows, dimension]; and all that was encoded."""
    needed: Read = "claims" if group.captions is not None else "episodes" if len(group.episodes) else "eos"
    encoded = space.encode(group.sensors, group.texts, group.instructions, needed)
    if not len(group.episodes):
        return encoded.eos, encoded
    return torch.cat([encoded.eos, encoded.episodes.flatten(0, 1)[group.episodes]]), encoded


def ranks_of_best(likeness: Tensor, truth: Tensor) -> np.ndarray:
    """For each column with a positive, how many negatives are more alike than its most alike positive."""
    asked = (truth == 1).any(dim=0)
    likeness, truth = likeness[:, asked], truth[:, asked]
    best = likeness.masked_fill(truth != 1, -torch.inf).amax(dim=0)
    return ((likeness >= best) & (truth == 0)).sum(dim=0).numpy()


def balanced_accuracy(likeness: Tensor, truth: Tensor) -> float:
    """Mean over classes of the share of rows whose nearest column is true; rows with the same truth are a class."""
    known = (truth == 1).any(dim=1)
    classes = np.unique(truth[known].numpy(), axis=0, return_inverse=True)[1].reshape(-1)
    right = truth[known].gather(1, likeness[known].argmax(dim=1, keepdim=True)).squeeze(1).numpy() == 1
    return float(np.mean([right[classes == each].mean() for each in np.unique(classes)]))
