"""Sentences as vectors of the model's width: the words by the frozen sentence encoder, their spelling and the numbers
by learned bags."""

import math

import torch
from torch import Tensor, nn

from wearscribe.model import fourier, numbers
from wearscribe.model.batch import CONTEXT, SENTENCE, TextBatch
from wearscribe.model.spelling import BUCKETS
from wearscribe.model.tokens import MAX_SENTENCES

_WORD = 32  # size of a hashed context word
_UNIT = 16
_GRAM = 64


class NumberBag(nn.Module):
    """Each number as a vector of its value, its unit and the words around it; summed over a sentence."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.unit = nn.Embedding(len(numbers.UNITS), _UNIT)
        self.words = nn.Embedding(CONTEXT * numbers.BUCKETS, _WORD)
        self.mlp = nn.Sequential(
            nn.Linear(fourier.WIDE + fourier.CLOCK + _UNIT + _WORD, 2 * width), nn.GELU(), nn.Linear(2 * width, width)
        )
        nn.init.normal_(self.words.weight, std=0.5)
        self.register_buffer("places", numbers.BUCKETS * torch.arange(CONTEXT), persistent=False)

    places: Tensor

    def forward(self, batch: TextBatch) -> Tensor:
        """[B, S, width], zero where a sentence has no number."""
        rows, sentences, _ = batch.vectors.shape
        parts = (
            fourier.wide(batch.values),
            fourier.clock(batch.values),  # of a number that is no time it is one more view, and the unit says so
            self.unit(batch.units),
            self.words(batch.contexts + self.places).sum(dim=1),
        )
        embedded: Tensor = self.mlp(torch.cat(parts, dim=-1))
        empty = embedded.new_zeros(rows * sentences, embedded.shape[-1])
        bag: Tensor = empty.index_add(0, batch.sentence, embedded).view(rows, sentences, -1)
        return bag


class SpellingBag(nn.Module):
    """The n-grams of a sentence as the sum of their vectors over the square root of their number."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.grams = nn.EmbeddingBag(BUCKETS, _GRAM, mode="sum", padding_idx=0)
        self.out = nn.Linear(_GRAM, width)
        # Adam moves each vector by steps of one size: from nearly nothing, made loud, a few lead somewhere.
        nn.init.normal_(self.grams.weight, std=0.02)
        nn.init.normal_(self.out.weight, std=2.0)
        with torch.no_grad():
            self.grams.weight[0] = 0

    def forward(self, batch: TextBatch) -> Tensor:
        """[B, S, width]"""
        rows, sentences, _ = batch.vectors.shape
        owner = torch.arange(len(batch.spelt), device=batch.spelt.device).repeat_interleave(batch.spelt_counts())
        seen = torch.zeros(len(batch.spelt), device=owner.device).index_add(0, owner, (batch.spelling > 0).float())
        summed = self.grams(batch.spelling, batch.spelt) / seen.clamp(min=1)[:, None].sqrt()
        spelt: Tensor = self.out(summed).view(rows, sentences, -1)
        return spelt


class TextEmbedding(nn.Module):
    """Sentence tokens [B, S, width]."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.words = nn.Linear(SENTENCE, width)
        self.spelling = SpellingBag(width)
        self.numbers = NumberBag(width)
        self.position = nn.Embedding(MAX_SENTENCES, width)
        nn.init.normal_(self.position.weight, std=0.02)
        self._spread = math.sqrt(SENTENCE)  # a vector of length 1 has elements far below those of other tokens

    def forward(self, batch: TextBatch) -> Tensor:
        places = torch.arange(batch.vectors.shape[1], device=batch.vectors.device).clamp(max=MAX_SENTENCES - 1)
        words = self.words(self._spread * batch.vectors) + self.spelling(batch)
        embedded: Tensor = words + self.numbers(batch) + self.position(places)
        return embedded
