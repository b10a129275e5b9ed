"""Grounded captions: the model chooses what to say and how, every value is computed from the signal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from torch import Tensor

from schemas.records import Caption, Label, Language, SensorWindow
from wearscribe.model.decoder import CaptionDecoder
from wearscribe.model.tokens import MAX_CLAIMS, MAX_EPISODES, SensorTokens
from wearscribe.training.caption_targets import CaptionTarget

if TYPE_CHECKING:
    from wearscribe.model.space import Encoded

LANGUAGES: tuple[Language, ...] = ("en", "ko")
SLOTS = MAX_CLAIMS + MAX_EPISODES
MAX_STEPS = 24


class Written(NamedTuple):
    """The captions of one window; `dropped` counts the sentences that did not hold."""

    captions: tuple[Caption, ...]
    dropped: int


def loss(decoder: CaptionDecoder, encoded: Encoded, targets: Sequence[Sequence[CaptionTarget]]) -> Tensor:
    """Mean over steps of the cross-entropies of case, slot and wording; `targets` are those of each window."""
    raise NotImplementedError


def captions(
    decoder: CaptionDecoder,
    encoded: Encoded,
    windows: Sequence[SensorWindow],
    tokens: Sequence[SensorTokens],
    inferred: Sequence[Sequence[Label]],
    *,
    author: str,
    languages: Sequence[Language] = LANGUAGES,
    sentences: int = MAX_STEPS,
) -> list[Written]:
    """The captions of each window, sentences that the checker refutes left out."""
    raise NotImplementedError
