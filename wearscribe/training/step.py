"""One training step: from a prepared batch to gradients."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

from wearscribe.model.space import Space
from wearscribe.training.configs import TrainConfig
from wearscribe.training.gradient_cache import Piece, Ranks, backward
from wearscribe.training.losses import contrast, info_nce, sigmoid_pairs
from wearscribe.training.prepare import Group, Prepared
from wearscribe.training.validate import represent

_PAIR_LOSSES = {"info_nce": info_nce, "sigmoid": sigmoid_pairs}


def gradients(
    space: Space, batch: Prepared, parameters: Sequence[nn.Parameter], config: TrainConfig, ranks: Ranks
) -> dict[str, Tensor]:
    """Add the gradients of the batch's loss, the weighted mean of its terms; returns the value of each part."""
    device = space.logit_scale.device
    batch = batch.to(device)
    values: dict[str, Tensor] = {}

    def loss(representations: Tensor) -> Tensor:
        parts = contrast(representations, batch.terms, space.scale, space.config.dims, _PAIR_LOSSES[config.pair_loss])
        values.update({name: value.detach() for name, value in parts.items()})
        weight = sum(term.weight for term in batch.terms)
        return (
            config.contrastive_weight
            * torch.stack([term.weight * parts[term.name] for term in batch.terms]).sum()
            / weight
        )

    pieces = [Piece(group.rows, _encode(space, group)) for group in batch.groups]
    total, _ = backward(pieces, loss, parameters, replay=config.chunk > 0, ranks=ranks)
    return values | {"loss": total}


def _encode(space: Space, group: Group) -> Callable[[], tuple[Tensor, Tensor]]:
    def encode() -> tuple[Tensor, Tensor]:
        with torch.autocast("cuda", torch.bfloat16, enabled=group.episodes.is_cuda):
            representations = represent(space, group)
        return representations, representations.new_zeros(())

    return encode
