"""Free-running captions: the model writes words, numbers too. For research; nothing of it lands unchecked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from torch import Tensor

from schemas.records import Caption, Language, SensorWindow
from wearscribe.model.decoder import CaptionDecoder
from wearscribe.model.grounded import LANGUAGES
from wearscribe.training.caption_targets import CaptionTarget

if TYPE_CHECKING:
    from wearscribe.model.space import Encoded

MAX_WORDS = 96


def loss(decoder: CaptionDecoder, encoded: Encoded, targets: Sequence[Sequence[CaptionTarget]]) -> Tensor:
    """CoCa's caption loss (Yu et al. 2022, arXiv 2205.01917): mean cross-entropy of the next word."""
    raise NotImplementedError


def captions(
    decoder: CaptionDecoder,
    encoded: Encoded,
    windows: Sequence[SensorWindow],
    *,
    author: str,
    languages: Sequence[Language] = LANGUAGES,
) -> list[tuple[Caption, ...]]:
    """What the decoder writes of each window, unchecked."""
    raise NotImplementedError
