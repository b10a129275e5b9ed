"""What turns windows and words into points of one space."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from schemas.records import AnnotatedWindow, Embedding


class Embedder(Protocol):
    """Every vector is L2-normalised float32 of `dimension`; vectors of two `model_version`s are never compared."""

    model_version: str
    dimension: int

    def embed(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Embedding, ...]]:
        """For each window an embedding of the whole, then one of each bout in it."""

    def embed_text(self, texts: Sequence[str]) -> np.ndarray:
        """Shape [text, dimension]."""
