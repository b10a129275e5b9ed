"""One training step: from a prepared batch to gradients."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from wearscribe.model import free_running, grounded
from wearscribe.model.batch import SENTENCE, TextBatch
from wearscribe.model.config import ModelConfig
from wearscribe.model.decoder import CaptionDecoder
from wearscribe.model.space import Space
from wearscribe.model.vocabulary import of_captions
from wearscribe.training.configs import TrainConfig
from wearscribe.training.gradient_cache import Piece, Ranks, backward
from wearscribe.training.losses import contrast, info_nce, sigmoid_pairs
from wearscribe.training.prepare import Group, Prepared
from wearscribe.training.validate import represent

_PAIR_LOSSES = {"info_nce": info_nce, "sigmoid": sigmoid_pairs}


class Trained(nn.Module):
    """All that is trained together: the space, and the decoders that tell of it."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.space = Space(config)
        self.decoder = CaptionDecoder(config, of_captions())


def gradients(
    model: Trained, batch: Prepared, parameters: Sequence[nn.Parameter], config: TrainConfig, ranks: Ranks
) -> dict[str, Tensor]:
    """Add the gradients of the batch's loss to `parameters`; returns the values of its parts.

    The loss is `contrastive_weight` times the weighted mean of the terms and `caption_weight` times that of the
    decoders.
    """
    batch = batch.to(model.space.logit_scale.device)
    values: dict[str, Tensor] = {}

    def loss(representations: Tensor) -> Tensor:
        pair_loss = _PAIR_LOSSES[config.pair_loss]
        parts = contrast(representations, batch.terms, model.space.scale, model.space.config.dims, pair_loss)
        values.update({name: value.detach() for name, value in parts.items()})
        weighted = torch.stack([term.weight * parts[term.name] for term in batch.terms])
        return config.contrastive_weight * weighted.sum() / sum(term.weight for term in batch.terms)

    pieces = [Piece(group.rows, _encode(model, group, config)) for group in batch.groups]
    total, captions = backward(pieces, loss, parameters, replay=config.chunk > 0, ranks=ranks)
    return values | {"captions": captions, "loss": total + captions}


def noisy(texts: TextBatch, most: float, unspelt: float) -> TextBatch:
    """The texts with noise on each sentence's vector (of length 1), 0 to `most` long, and without some of its n-grams,
    a share of 0 to `unspelt`: the words of a training set are few, what is near them means the same, and neither way to
    know them shall be leaned on alone."""
    length = most * torch.rand_like(texts.vectors[..., :1])
    noise = length * torch.randn_like(texts.vectors) / SENTENCE**0.5
    share = unspelt * torch.rand(len(texts.spelt), device=texts.spelt.device)
    hidden = torch.rand(texts.spelling.shape, device=share.device) < share.repeat_interleave(texts.spelt_counts())
    spelling = texts.spelling.masked_fill(hidden, 0)
    return replace(texts, vectors=F.normalize(texts.vectors + noise, dim=-1), spelling=spelling)


def thinned(group: Group, share: float) -> Group:
    """The group with that share of patches, claims and episodes hidden from the others, so that none is leaned on."""
    if group.sensors is None:
        return group
    masks = {
        name: (mask := getattr(group.sensors, name)) & (torch.rand(mask.shape, device=mask.device) >= share)
        for name in ("patch_mask", "claim_mask", "episode_mask")
    }
    masks["episode_mask"][:, 0] = True  # the whole window
    return replace(group, sensors=replace(group.sensors, **masks))


def disturbed(group: Group, config: TrainConfig) -> Group:
    """What the model sees of the group while it learns."""
    if group.texts is not None:
        group = replace(group, texts=noisy(group.texts, group.noise, config.unspelt))
    return thinned(group, config.token_dropout)


def _encode(model: Trained, group: Group, config: TrainConfig) -> Callable[[], tuple[Tensor, Tensor]]:
    def encode() -> tuple[Tensor, Tensor]:
        with torch.autocast(group.episodes.device.type, torch.bfloat16, enabled=config.fast):
            representations, encoded = represent(model.space, disturbed(group, config))
            if group.captions is None:
                return representations, representations.new_zeros(())
            said = grounded.loss(model.decoder, encoded, group.captions)
            said = said + free_running.loss(model.decoder, encoded, group.captions)
        return representations, config.caption_weight * group.share * said

    return encode
