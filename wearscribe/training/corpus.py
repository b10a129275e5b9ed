"""The corpus on disk: shards of examples, opened as memory maps."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from wearscribe.model.tokens import SensorTokens


class Corpus:
    """`vectors`: float16 [unique masked sentence, 512], computed once by `wearscribe.model.sentences` and kept."""

    vectors: np.ndarray
    persons: np.ndarray  # int32 [window]
    days: np.ndarray  # int32: ids of the day windows
    crops: np.ndarray  # int32: ids of the crops

    def __init__(self, folder: Path) -> None:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    def tokens(self, window: int) -> SensorTokens:
        raise NotImplementedError


def build(folder: Path, people: int, days: int, seed: int, processes: int = 1, real: Path | None = None) -> None:
    raise NotImplementedError
