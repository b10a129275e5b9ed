"""Token lists of several windows or texts as padded tensors, no longer than the longest of the batch."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
import torch
from torch import Tensor

from wearscribe.model.sentences import SentenceVectors
from wearscribe.model.spelling import spell
from wearscribe.model.tokens import ReadSentence, SensorTokens

SENTENCE = 512  # size of a sentence's vector
CONTEXT = 4  # words around a number


class _Moves:
    """What both batches can: go to a device."""

    def to(self, device: torch.device | str) -> Self:
        moved = {field.name: getattr(self, field.name).to(device, non_blocking=True) for field in fields(self)}  # type: ignore[arg-type]
        return type(self)(**moved)


@dataclass(frozen=True, slots=True, eq=False)
class SensorBatch(_Moves):
    """`*_mask` is true where there is a token. Spans and clocks are float minutes."""

    clock: Tensor  # [B]
    patches: Tensor  # [B, P, patches.FEATURES]
    patch_mask: Tensor  # [B, P]
    claim_kinds: Tensor  # int64 [B, C]
    claim_channels: Tensor  # int64 [B, C]
    claim_spans: Tensor  # [B, C, 2]
    claim_values: Tensor  # [B, C, claims.VALUES], NaN = none
    claim_mask: Tensor  # [B, C]
    episode_spans: Tensor  # [B, E, 2]
    episodes: Tensor  # [B, E, episodes.FEATURES]
    episode_mask: Tensor  # [B, E]

    def __len__(self) -> int:
        return len(self.clock)

    def rows(self, index: Tensor) -> "SensorBatch":
        """Some of the windows, in that order."""
        return SensorBatch(**{field.name: getattr(self, field.name)[index] for field in fields(self)})


@dataclass(frozen=True, slots=True, eq=False)
class TextBatch(_Moves):
    """A row without a sentence is allowed: a query without an instruction beside others that have one."""

    vectors: Tensor  # [B, S, SENTENCE]
    mask: Tensor  # [B, S]
    spelling: Tensor  # int64 [G], the n-grams of all sentences in turn
    spelt: Tensor  # int64 [B * S], where those of each sentence begin
    values: Tensor  # [N], the numbers of all sentences
    units: Tensor  # int64 [N]
    contexts: Tensor  # int64 [N, CONTEXT]
    sentence: Tensor  # int64 [N], row * S + sentence

    def __len__(self) -> int:
        return len(self.vectors)

    def spelt_counts(self) -> Tensor:
        """How many n-grams each sentence has, int64 [B * S]."""
        ends = torch.cat([self.spelt[1:], self.spelt.new_tensor([len(self.spelling)])])
        return ends - self.spelt


def collate_sensors(windows: Sequence[SensorTokens], device: torch.device | str = "cpu") -> SensorBatch:
    patches, patch_mask = _pad([each.patches for each in windows], np.float32)
    kinds, claim_mask = _pad([each.claim_kinds for each in windows], np.int64)
    episodes, episode_mask = _pad([each.episodes for each in windows], np.float32)
    arrays = {
        "clock": np.array([each.clock for each in windows], dtype=np.float32),
        "patches": patches,
        "patch_mask": patch_mask,
        "claim_kinds": kinds,
        "claim_channels": _pad([each.claim_channels for each in windows], np.int64)[0],
        "claim_spans": _pad([each.claim_spans for each in windows], np.float32)[0],
        "claim_values": _pad([each.claim_values for each in windows], np.float32)[0],
        "claim_mask": claim_mask,
        "episode_spans": _pad([each.episode_spans for each in windows], np.float32)[0],
        "episodes": episodes,
        "episode_mask": episode_mask,
    }
    return SensorBatch(**{name: torch.from_numpy(array) for name, array in arrays.items()}).to(device)


def collate_texts(
    texts: Sequence[Sequence[ReadSentence]], vectors: SentenceVectors, device: torch.device | str = "cpu"
) -> TextBatch:
    longest = max(1, max(len(sentences) for sentences in texts))
    mask = np.zeros((len(texts), longest), dtype=bool)
    for row, sentences in enumerate(texts):
        mask[row, : len(sentences)] = True
    padded = np.zeros((len(texts), longest, SENTENCE), dtype=np.float32)
    masked = [sentence.masked for sentences in texts for sentence in sentences]
    if mask.any():
        padded[mask] = vectors(masked)
    grams = [spell(sentence) for sentence in masked]
    numbers = [
        (row * longest + place, number)
        for row, sentences in enumerate(texts)
        for place, sentence in enumerate(sentences)
        for number in sentence.numbers
    ]
    return TextBatch(
        vectors=torch.from_numpy(padded),
        mask=torch.from_numpy(mask),
        spelling=torch.from_numpy(np.concatenate([np.zeros(0, dtype=np.int64), *grams])),
        spelt=torch.from_numpy(begins(mask, [len(each) for each in grams])),
        values=torch.tensor([number.value for _, number in numbers], dtype=torch.float32),
        units=torch.tensor([number.unit for _, number in numbers], dtype=torch.int64),
        contexts=torch.tensor([number.context for _, number in numbers], dtype=torch.int64).reshape(-1, CONTEXT),
        sentence=torch.tensor([place for place, _ in numbers], dtype=torch.int64),
    ).to(device)


def begins(mask: np.ndarray, counts: Sequence[int] | np.ndarray) -> np.ndarray:
    """Where what each place of `mask` has begins, int64 [places], when `counts` tells how many of it those have where
    the mask is true; the others have none."""
    having = np.zeros(mask.size, dtype=np.int64)
    having[mask.reshape(-1)] = counts
    begin: np.ndarray = np.cumsum(having) - having
    return begin


def _pad(arrays: Sequence[np.ndarray], dtype: type) -> tuple[np.ndarray, np.ndarray]:
    """Arrays [n, ...] -> [batch, longest, ...] filled with zeros, and where there is something."""
    longest = max(1, max(len(array) for array in arrays))
    padded = np.zeros((len(arrays), longest, *arrays[0].shape[1:]), dtype=dtype)
    mask = np.zeros((len(arrays), longest), dtype=bool)
    for row, array in enumerate(arrays):
        padded[row, : len(array)] = array
        mask[row, : len(array)] = True
    return padded, mask
