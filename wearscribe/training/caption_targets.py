"""What the caption decoders learn to say: the template captions of a window, as choices and as words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from schemas.records import Language, SensorWindow
from wearscribe.model.tokens import SensorTokens


@dataclass(frozen=True, slots=True, eq=False)
class CaptionTarget:
    """One caption: `level` and `language` index `tell.LEVELS` and `grounded.LANGUAGES`.

    `steps` are its choices, int16 [step, 3]: case (index into `tell.CASES`), slot (`grounded.SLOTS`: the claim token,
    or MAX_CLAIMS + the episode token, that the fact is about) and wording. `text` is the caption's whole text.
    """

    level: int
    language: int
    steps: np.ndarray
    text: str


def targets(
    window: SensorWindow,
    tokens: SensorTokens,
    seed: int,
    *,
    languages: Sequence[Language] = ("en", "ko"),
) -> list[CaptionTarget]:
    """One target a level and language in which anything can be said. The window's labels are spoken of as inferred."""
    raise NotImplementedError
