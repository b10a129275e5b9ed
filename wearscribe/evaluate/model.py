"""What is evaluated: anything that places windows and words in one space; the released model does, and more."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from schemas.records import AnnotatedWindow
from wearscribe.embedder import Embedder


class Model(Embedder, Protocol):
    """`wearscribe.model.trained.TrainedModel`, of which evaluation needs no more than this."""

    dims: tuple[int, ...]

    def embed_text(self, texts: Sequence[str], instruction: str | None = None) -> np.ndarray:
        """Shape [text, dimension]."""

    def embed_windows(self, windows: Sequence[AnnotatedWindow], instruction: str | None = None) -> np.ndarray:
        """Shape [window, dimension]."""

    def embed_composed(
        self, pairs: Sequence[tuple[AnnotatedWindow, str]], instruction: str | None = None
    ) -> np.ndarray:
        """Shape [pair, dimension]."""
