"""What turns windows and words into points of one space."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np

from schemas.records import AnnotatedWindow, Caption, Embedding, Inference


class Embedder(Protocol):
    """Every vector is L2-normalised float32 of `dimension`; vectors of two `model_version`s are never compared."""

    model_version: str
    dimension: int

    def embed(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Embedding, ...]]:
        """For each window an embedding of the whole, then one of each bout in it."""

    def embed_text(self, texts: Sequence[str]) -> np.ndarray:
        """Shape [text, dimension]."""


class Seen(NamedTuple):
    """What a model says of a window: where it lies, what it infers of minutes that nobody logged, and its own captions,
    each sentence verified."""

    embeddings: tuple[Embedding, ...]
    inferences: tuple[Inference, ...] = ()
    captions: tuple[Caption, ...] = ()


@runtime_checkable
class Observer(Embedder, Protocol):
    """An embedder that also says what it sees."""

    def see(self, windows: Sequence[AnnotatedWindow]) -> list[Seen]:
        """One for each window, from the same pass through the model."""
