"""One Transformer, one space: windows, texts and both together become points of it (Kanana-v-embedding's design)."""

import math
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from wearscribe.model.batch import SensorBatch, TextBatch
from wearscribe.model.blocks import Block
from wearscribe.model.config import ModelConfig
from wearscribe.model.sensor_embedding import SensorEmbedding
from wearscribe.model.text_embedding import TextEmbedding

_MAX_SCALE = math.log(100.0)
_TYPES = ("instruction", "patch", "claim", "episode", "text")


class Encoded(NamedTuple):
    """`claims` and `episodes_at` are the slices of the sequence where those tokens sit, empty without a window."""

    eos: Tensor  # [B, dimension], not normalised
    episodes: Tensor  # [B, E, dimension], not normalised
    tokens: Tensor  # [B, T, width], after the final norm
    mask: Tensor  # bool [B, T]
    claims: slice
    episodes_at: slice


class Space(nn.Module):
    """`[EOS] + instruction + patches + claims + episodes + sentences`, whichever are given, read in both directions."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.sensors = SensorEmbedding(config.width)
        self.texts = TextEmbedding(config.width)
        self.eos = nn.Parameter(0.02 * torch.randn(config.width))
        self.types = nn.Parameter(0.02 * torch.randn(len(_TYPES), config.width))
        self.blocks = nn.ModuleList(Block(config.width, config.heads, config.dropout) for _ in range(config.depth))
        self.norm = nn.LayerNorm(config.width)
        self.projection = nn.Linear(config.width, config.dimension, bias=False)
        self.logit_scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))
        for block in self.blocks:  # the residual stream grows with depth: smaller steps into it (GPT-2)
            for layer in (block.attention_out, block.down):
                nn.init.normal_(layer.weight, std=0.02 / math.sqrt(2 * config.depth))

    @property
    def scale(self) -> Tensor:
        """Inverse temperature of the contrastive losses, at most 100 (CLIP)."""
        return self.logit_scale.clamp(max=_MAX_SCALE).exp()

    def encode(
        self, sensors: SensorBatch | None = None, texts: TextBatch | None = None, instructions: TextBatch | None = None
    ) -> Encoded:
        """What is given must have as many rows.

        Raises ValueError where neither a window nor a text is given.
        """
        parts: list[tuple[str, Tensor, Tensor]] = []
        if instructions is not None:
            parts.append(("instruction", self.texts(instructions), instructions.mask))
        if sensors is not None:
            masks = (sensors.patch_mask, sensors.claim_mask, sensors.episode_mask)
            parts.extend(zip(("patch", "claim", "episode"), self.sensors(sensors), masks, strict=True))
        if texts is not None:
            parts.append(("text", self.texts(texts), texts.mask))
        if sensors is None and texts is None:
            raise ValueError("nothing to encode: give windows, texts or both")
        rows = len(parts[-1][1])
        tokens = torch.cat(
            [self.eos.expand(rows, 1, -1)] + [part + self.types[_TYPES.index(name)] for name, part, _ in parts], dim=1
        )
        mask = torch.cat([parts[-1][2].new_ones(rows, 1)] + [part for *_, part in parts], dim=1)
        tokens = self._read(tokens, mask)
        at = _places([(name, part.shape[1]) for name, part, _ in parts])
        claims, episodes = at.get("claim", slice(0, 0)), at.get("episode", slice(0, 0))
        return Encoded(
            self.projection(tokens[:, 0]), self.projection(tokens[:, episodes]), tokens, mask, claims, episodes
        )

    def _read(self, tokens: Tensor, mask: Tensor) -> Tensor:
        allowed = mask[:, None, None, :]
        for block in self.blocks:
            tokens = block(tokens, allowed)
        normed: Tensor = self.norm(tokens)
        return normed

    forward = encode


def cut(vectors: Tensor, dim: int) -> Tensor:
    """The first `dim` numbers, then L2-normalised (Matryoshka, Kusupati et al. 2022)."""
    return F.normalize(vectors[..., :dim], dim=-1)


def _places(lengths: list[tuple[str, int]]) -> dict[str, slice]:
    places, start = {}, 1
    for name, length in lengths:
        places[name] = slice(start, start + length)
        start += length
    return places
