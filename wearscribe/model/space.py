"""One Transformer, one space: windows, texts and both together become points of it (Kanana-v-embedding's design)."""

import math
from typing import Literal, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from wearscribe.model.batch import SensorBatch, TextBatch
from wearscribe.model.blocks import Block
from wearscribe.model.config import ModelConfig
from wearscribe.model.sensor_embedding import SensorEmbedding
from wearscribe.model.text_embedding import TextEmbedding

_MAX_SCALE = math.log(100.0)
_TYPES = ("episode", "claim", "patch", "instruction", "text")
Read = Literal["eos", "episodes", "claims", "all"]  # each with what is named before it


class Encoded(NamedTuple):
    """The sequence is EOS, episodes, claims, patches, instruction, text; `tokens` are the first of them, as far as was
    asked for. `episodes_at` and `claims_at` are the slices where those tokens sit, empty without a window."""

    eos: Tensor  # [B, dimension], not normalised
    episodes: Tensor  # [B, E, dimension], not normalised
    tokens: Tensor  # [B, T, width], after the final norm
    mask: Tensor  # bool [B, T]
    episodes_at: slice
    claims_at: slice


class Space(nn.Module):
    """`[EOS] + episodes + claims + patches + instruction + sentences`, whichever are given, read in both directions."""

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
        for name, weight in self.blocks.named_parameters():  # the residual stream grows with depth: small steps (GPT-2)
            if name.endswith(("attention_out.weight", "down.weight")):
                nn.init.normal_(weight, std=0.02 / math.sqrt(2 * config.depth))

    @property
    def scale(self) -> Tensor:
        """Inverse temperature of the contrastive losses, at most 100 (CLIP)."""
        return self.logit_scale.clamp(max=_MAX_SCALE).exp()

    def encode(
        self,
        sensors: SensorBatch | None = None,
        texts: TextBatch | None = None,
        instructions: TextBatch | None = None,
        read: Read = "all",
    ) -> Encoded:
        """What is given must have as many rows. `read` says which tokens the caller needs: fewer are faster.

        Raises ValueError where neither a window nor a text is given.
        """
        parts: list[tuple[str, Tensor, Tensor]] = []
        if sensors is not None:
            masks = (sensors.episode_mask, sensors.claim_mask, sensors.patch_mask)
            parts.extend(zip(_TYPES[:3], self.sensors(sensors), masks, strict=True))
        if instructions is not None:
            parts.append(("instruction", self.texts(instructions), instructions.mask))
        if texts is not None:
            parts.append(("text", self.texts(texts), texts.mask))
        if sensors is None and texts is None:
            raise ValueError("nothing to encode: give windows, texts or both")
        rows = len(parts[0][1])
        types = self.types.unbind()
        sequence = [part + types[_TYPES.index(name)] for name, part, _ in parts]
        mask = torch.cat([parts[0][2].new_ones(rows, 1)] + [part for *_, part in parts], dim=1)
        episodes, claims = (parts[0][1].shape[1], parts[1][1].shape[1]) if sensors is not None else (0, 0)
        keep = {"eos": 1, "episodes": 1 + episodes, "claims": 1 + episodes + claims, "all": mask.shape[1]}[read]
        tokens = self._transform(torch.cat([self.eos.expand(rows, 1, -1), *sequence], dim=1), mask, keep)
        at = slice(1, 1 + episodes)
        return Encoded(
            self.projection(tokens[:, 0]),
            self.projection(tokens[:, at]),
            tokens,
            mask[:, :keep],
            at,
            slice(1 + episodes, 1 + episodes + claims),
        )

    def _transform(self, tokens: Tensor, mask: Tensor, keep: int) -> Tensor:
        allowed = mask[:, None, None, :]
        for block in self.blocks[:-1]:
            tokens = block(tokens, allowed)
        tokens = self.blocks[-1](tokens, allowed, keep)
        normed: Tensor = self.norm(tokens)
        return normed

    forward = encode


def cut(vectors: Tensor, dim: int) -> Tensor:
    """The first `dim` numbers, then L2-normalised (Matryoshka, Kusupati et al. 2022)."""
    return F.normalize(vectors[..., :dim], dim=-1)
