"""A caption as what the decoders learn and make: choices of facts, and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from schemas.records import Language
from wearscribe.describe.tell import LEVELS
from wearscribe.model.tokens import MAX_CLAIMS, MAX_EPISODES
from wearscribe.model.vocabulary import PAD

LANGUAGES: tuple[Language, ...] = ("en", "ko")
STARTS = len(LEVELS) * len(LANGUAGES)
SLOTS = MAX_CLAIMS + MAX_EPISODES
MAX_STEPS = 24
MAX_WORDS = 96


@dataclass(frozen=True, slots=True, eq=False)
class CaptionTarget:
    """One caption of one window; `start` tells its level and language.

    A step is the case of a fact (index into `tell.CASES`), the slot of what it is about (a claim token, or MAX_CLAIMS
    + an episode token) and its wording. `words` are ids of `vocabulary.of_captions()`.
    """

    start: int
    steps: np.ndarray  # int16 [at most MAX_STEPS, 3]
    words: np.ndarray  # int16 [at most MAX_WORDS]: the sentences that fit, and the end


@dataclass(frozen=True, slots=True, eq=False)
class TargetBatch:
    """Captions, as many or few of each window as wanted."""

    windows: Tensor  # int64 [R], the row of each caption's window in the batch of windows
    starts: Tensor  # int64 [R]
    steps: Tensor  # int64 [R, S, 3]
    counts: Tensor  # int64 [R], steps of each
    words: Tensor  # int64 [R, M], PAD behind the end


def start_of(level: str, language: Language) -> int:
    return [str(name) for name in LEVELS].index(level) * len(LANGUAGES) + LANGUAGES.index(language)


def collate_targets(
    targets: Sequence[CaptionTarget], windows: Sequence[int], device: torch.device | str = "cpu"
) -> TargetBatch:
    """`windows` is the row of each target's window."""
    steps = np.zeros((len(targets), max([1, *(len(target.steps) for target in targets)]), 3), dtype=np.int64)
    words = np.full((len(targets), max([1, *(len(target.words) for target in targets)])), PAD, dtype=np.int64)
    for row, target in enumerate(targets):
        steps[row, : len(target.steps)] = target.steps
        words[row, : len(target.words)] = target.words
    return TargetBatch(
        windows=torch.tensor(windows, dtype=torch.int64, device=device),
        starts=torch.tensor([target.start for target in targets], dtype=torch.int64, device=device),
        steps=torch.from_numpy(steps).to(device),
        counts=torch.tensor([len(target.steps) for target in targets], dtype=torch.int64, device=device),
        words=torch.from_numpy(words).to(device),
    )
