"""ANNOTATED to CAPTIONED: where windows lie in the embedding space."""

from collections.abc import Sequence

import numpy as np

from schemas.records import AnnotatedWindow, CaptionedWindow, Embedding
from schemas.topics import ANNOTATED, CAPTIONED
from services.stream.types import Message
from wearscribe.embedder import Embedder
from workers import log
from workers.clock import Clock
from workers.edge import BatchPolicy, Rejected
from workers.forward import Forward, outgoing
from workers.incoming import read_or_reject
from workers.metrics import Metrics
from workers.publish import Outgoing, Publisher

_NORM_TOLERANCE = 1e-2


class Inference(Forward):
    """Embeds in batches. Where memory does not suffice for a batch it takes half, from then on."""

    name = "inference"
    source = ANNOTATED
    policy = BatchPolicy(size=64, seconds=0.2)

    def __init__(self, embedder: Embedder, publisher: Publisher, metrics: Metrics, clock: Clock) -> None:
        super().__init__(publisher)
        self._embedder = embedder
        self._metrics = metrics
        self._clock = clock
        self._most = self.policy.size  # windows embedded at once

    def handle(self, messages: Sequence[Message]) -> Sequence[Outgoing | Rejected]:
        read = [read_or_reject(message, AnnotatedWindow) for message in messages]
        windows = [outcome for outcome in read if not isinstance(outcome, Rejected)]
        embedded = iter(self._embed(windows))
        return [
            outcome if isinstance(outcome, Rejected) else self._captioned(outcome, next(embedded)) for outcome in read
        ]

    def _embed(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Embedding, ...]]:
        embedded: list[tuple[Embedding, ...]] = []
        while len(embedded) < len(windows):
            part = windows[len(embedded) : len(embedded) + self._most]
            try:
                embedded += self._embedder.embed(part)
            except (MemoryError, RuntimeError) as error:
                if not _is_out_of_memory(error) or len(part) == 1:
                    raise
                self._most = len(part) // 2
                self._metrics.add("batches_halved")
                log.warning("out_of_memory", edge=self.name, from_now_on=self._most)
        return embedded

    def _captioned(self, known: AnnotatedWindow, embeddings: tuple[Embedding, ...]) -> Outgoing | Rejected:
        if wrong := self._fault(embeddings):
            return Rejected(wrong, "Embedding")
        record = CaptionedWindow(
            window=known.window,
            annotations=known.annotations,
            captions=known.captions,
            model_version=self._embedder.model_version,
            embeddings=embeddings,
        )
        return outgoing(CAPTIONED, record, self._clock)

    def _fault(self, embeddings: tuple[Embedding, ...]) -> str | None:
        """What is wrong with the vectors of a window, if anything is: a NaN would poison every search."""
        for embedding in embeddings:
            if embedding.vector.shape != (self._embedder.dimension,):
                return f"an embedding has shape {embedding.vector.shape}, not ({self._embedder.dimension},)"
            if not abs(float(np.linalg.norm(embedding.vector)) - 1) < _NORM_TOLERANCE:  # NaN is not less
                return "an embedding is not of length 1"
        return None


def _is_out_of_memory(error: Exception) -> bool:
    """torch's error is told by its name: workers run without torch too."""
    return isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError"
