"""The baseline to beat, given exactly what the model is given: captions of the window without any label."""

from collections.abc import Sequence

import numpy as np

from schemas.records import AnnotatedWindow, Embedding
from wearscribe.describe import describe
from wearscribe.embedder import Embedder


class Described:
    """A `Model` of an embedder that reads captions. A window that comes without captions is described first; one that
    comes with them, of its logged labels too, is read as it is. An instruction says nothing to it, and a window and a
    text together are the direction of their sum."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.model_version = embedder.model_version
        self.dimension = embedder.dimension
        self.dims: tuple[int, ...] = (embedder.dimension,)

    def embed(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Embedding, ...]]:
        return self._embedder.embed([_described(record) for record in windows])

    def embed_text(self, texts: Sequence[str], instruction: str | None = None) -> np.ndarray:
        return self._embedder.embed_text(texts)

    def embed_windows(self, windows: Sequence[AnnotatedWindow], instruction: str | None = None) -> np.ndarray:
        return np.stack([spans[0].vector for spans in self.embed(windows)])

    def embed_composed(
        self, pairs: Sequence[tuple[AnnotatedWindow, str]], instruction: str | None = None
    ) -> np.ndarray:
        total = self.embed_windows([window for window, _ in pairs]) + self.embed_text([text for _, text in pairs])
        return np.asarray(total / np.linalg.norm(total, axis=1, keepdims=True))


def _described(record: AnnotatedWindow) -> AnnotatedWindow:
    if record.captions:
        return record
    return record.model_copy(update={"captions": describe(record.window, record.annotations, languages=("en",))})
