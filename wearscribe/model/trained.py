"""The released model at work: windows, texts and both in one sequence become points of one space."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np

from schemas.records import AnnotatedWindow, Embedding


class TrainedModel:
    """An `Embedder`. `dims` are the Matryoshka sizes, smallest first: cut a vector to one of them, then normalise."""

    model_version: str
    dimension: int
    dims: tuple[int, ...]

    @classmethod
    def load(cls, folder: Path | None = None, device: str = "cpu") -> Self:
        """From a release folder, by default the released one. Raises WeightsError."""
        raise NotImplementedError

    def embed(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Embedding, ...]]:
        """For each window an embedding of the whole, then one of each bout in it."""
        raise NotImplementedError

    def embed_text(self, texts: Sequence[str], instruction: str | None = None) -> np.ndarray:
        """Shape [text, dimension]. Raises ValueError for a text that is empty or too long."""
        raise NotImplementedError

    def embed_windows(self, windows: Sequence[AnnotatedWindow], instruction: str | None = None) -> np.ndarray:
        """Shape [window, dimension]: each window as a whole."""
        raise NotImplementedError

    def embed_composed(
        self, pairs: Sequence[tuple[AnnotatedWindow, str]], instruction: str | None = None
    ) -> np.ndarray:
        """Shape [pair, dimension]: "like this window, but …" in one sequence."""
        raise NotImplementedError
