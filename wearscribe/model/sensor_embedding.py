"""Sensor tokens as vectors of the model's width: patches, claims, episodes."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from schemas.channels import CHANNELS
from wearscribe.model import claims, episodes, fourier, patches
from wearscribe.model.batch import SensorBatch
from wearscribe.model.tokens import PATCH_MINUTES

_LIMIT = 8.0  # standard deviations: a feature never shouts down the others


class SensorEmbedding(nn.Module):
    """Features are divided by their scale in the training data (`standardise`), so 0 stays "not measured"."""

    patch_scale: Tensor
    episode_scale: Tensor

    def __init__(self, width: int) -> None:
        super().__init__()
        self.register_buffer("patch_scale", torch.ones(patches.FEATURES))
        self.register_buffer("episode_scale", torch.ones(episodes.FEATURES))
        self.patch = _mlp(patches.FEATURES + fourier.CLOCK, width)
        self.kind = nn.Embedding(len(claims.KIND_NAMES), width)
        self.channel = nn.Embedding(1 + len(CHANNELS), width)
        self.claim_span = nn.Linear(fourier.SPAN, width)
        self.claim_values = nn.Linear(len(claims.VALUES) * (1 + fourier.SCALED), width, bias=False)
        self.episode = _mlp(episodes.FEATURES + fourier.SPAN, width)
        self.whole = nn.Parameter(torch.zeros(width))
        for table in (self.kind, self.channel):
            nn.init.normal_(table.weight, std=0.5)

    @torch.no_grad()
    def standardise(self, batches: Sequence[SensorBatch]) -> None:
        """Take the scales of the features, root mean squares over the tokens of large batches."""
        self.patch_scale.copy_(_scale(torch.cat([each.patches[each.patch_mask] for each in batches])))
        self.episode_scale.copy_(_scale(torch.cat([each.episodes[each.episode_mask] for each in batches])))

    def forward(self, batch: SensorBatch) -> tuple[Tensor, Tensor, Tensor]:
        """Episodes [B, E, width], claims [B, C, width], patches [B, P, width]."""
        return self._episodes(batch), self._claims(batch), self._patches(batch)

    def _patches(self, batch: SensorBatch) -> Tensor:
        starts = PATCH_MINUTES * torch.arange(batch.patches.shape[1], device=batch.clock.device)
        features = (batch.patches / self.patch_scale).clamp(-_LIMIT, _LIMIT)
        at: Tensor = fourier.clock(batch.clock[:, None] + starts)
        embedded: Tensor = self.patch(torch.cat([features, at], dim=-1))
        return embedded

    def _claims(self, batch: SensorBatch) -> Tensor:
        known = ~batch.claim_values.isnan()
        values = torch.cat([known[..., None].float(), fourier.scaled(batch.claim_values.nan_to_num())], dim=-1)
        values = (values * known[..., None]).flatten(-2)
        embedded: Tensor = (
            self.kind(batch.claim_kinds)
            + self.channel(batch.claim_channels)
            + self.claim_span(_spans(batch.claim_spans, batch.clock))
            + self.claim_values(values)
        )
        return embedded

    def _episodes(self, batch: SensorBatch) -> Tensor:
        features = (batch.episodes / self.episode_scale).clamp(-_LIMIT, _LIMIT)
        embedded: Tensor = self.episode(torch.cat([features, _spans(batch.episode_spans, batch.clock)], dim=-1))
        return torch.cat([embedded[:, :1] + self.whole, embedded[:, 1:]], dim=1)


def _mlp(features: int, width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(features, 2 * width), nn.GELU(), nn.Linear(2 * width, width))


def _spans(spans: Tensor, clock: Tensor) -> Tensor:
    starts, ends = (spans + clock[:, None, None]).unbind(-1)
    return fourier.span(starts, ends)


def _scale(features: Tensor) -> Tensor:
    scale = features.square().mean(dim=0).sqrt()
    return torch.where(scale > 1e-6, scale, 1.0)
