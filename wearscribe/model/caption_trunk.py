"""The Transformer under both caption decoders: causal, with cross-attention (Vaswani et al. 2017), pre-norm."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from wearscribe.model.config import ModelConfig
from wearscribe.model.space import Encoded

Past = list[tuple[Tensor, Tensor]]  # keys and values [R, heads, t, width / heads] of each layer


class Memory(NamedTuple):
    """What is looked at, for each caption to write."""

    layers: Past  # keys and values [R, heads, T, width / heads] of each layer
    mask: Tensor  # bool [R, 1, 1, T]


class Trunk(nn.Module):
    """Pre-norm blocks of causal self-attention, cross-attention and an MLP."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.layers: list[Layer] = nn.ModuleList(Layer(config) for _ in range(config.decoder_depth))  # type: ignore[assignment]  # so that its methods are known
        self.norm = nn.LayerNorm(config.width)

    def remember(self, encoded: Encoded, rows: Tensor) -> Memory:
        """Keys and values of the tokens of windows `rows` [R], computed once a window."""
        looked_at = [layer.look_at(encoded.tokens) for layer in self.layers]
        return Memory([(key[rows], value[rows]) for key, value in looked_at], encoded.mask[rows][:, None, None, :])

    def forward(self, x: Tensor, memory: Memory, past: Past | None = None) -> tuple[Tensor, Past]:
        """States [R, S, width] of inputs [R, S, width] that follow `past`: any number of them without a past, one
        with it."""
        present: Past = []
        for place, layer in enumerate(self.layers):
            x, kept = layer(x, memory.layers[place], memory.mask, past[place] if past else None)
            present.append(kept)
        states: Tensor = self.norm(x)
        return states, present


class Layer(nn.Module):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        width, self.heads = config.width, config.heads
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(3))
        self.query_key_value = nn.Linear(width, 3 * width, bias=False)
        self.attention_out = nn.Linear(width, width, bias=False)
        self.cross_query = nn.Linear(width, width, bias=False)
        self.cross_key_value = nn.Linear(width, 2 * width, bias=False)
        self.cross_out = nn.Linear(width, width, bias=False)
        self.up = nn.Linear(width, 4 * width, bias=False)
        self.down = nn.Linear(4 * width, width, bias=False)
        self.dropout = nn.Dropout(config.dropout)
        for out in (self.attention_out, self.cross_out, self.down):
            nn.init.normal_(out.weight, std=0.02 / math.sqrt(3 * config.decoder_depth))

    def look_at(self, tokens: Tensor) -> tuple[Tensor, Tensor]:
        key, value = self.cross_key_value(tokens).chunk(2, dim=-1)
        return self._heads(key), self._heads(value)

    def forward(
        self, x: Tensor, memory: tuple[Tensor, Tensor], mask: Tensor, past: tuple[Tensor, Tensor] | None
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        query, key, value = map(self._heads, self.query_key_value(self.norms[0](x)).chunk(3, dim=-1))
        if past is not None:
            key, value = torch.cat([past[0], key], dim=2), torch.cat([past[1], value], dim=2)
        found = F.scaled_dot_product_attention(query, key, value, is_causal=past is None)
        x = x + self.dropout(self.attention_out(_joined(found)))
        found = F.scaled_dot_product_attention(self._heads(self.cross_query(self.norms[1](x))), *memory, attn_mask=mask)
        x = x + self.dropout(self.cross_out(_joined(found)))
        return x + self.dropout(self.down(F.gelu(self.up(self.norms[2](x))))), (key, value)

    def _heads(self, x: Tensor) -> Tensor:
        rows, length, width = x.shape
        return x.view(rows, length, self.heads, width // self.heads).transpose(1, 2)


def _joined(x: Tensor) -> Tensor:
    return x.transpose(1, 2).flatten(2)
