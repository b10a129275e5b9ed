"""ANNOTATED to CAPTIONED: where windows lie in the embedding space, and what the model says of them."""

from collections.abc import Sequence

import numpy as np

from schemas.records import AnnotatedWindow, CaptionedWindow, Embedding
from schemas.topics import ANNOTATED, CAPTIONED
from services.stream import groups
from services.stream.types import Message
from wearscribe.embedder import Embedder, Observer, Seen
from workers import log
from workers.clock import Clock
from workers.edge import BatchPolicy, Rejected
from workers.forward import Forward, outgoing
from workers.incoming import read_or_reject
from workers.metrics import Metrics
from workers.pipeline import in_step
from workers.publish import Outgoing, Publisher

_NORM_TOLERANCE = 1e-2
#: Messages that go through the three steps together: on a CPU enough to fill a core, on a GPU one CUDA graph's bucket.
PART, GPU_PART = 16, 64
_PARTS = 4  # of a batch, so that the steps have something to do side by side


class Inference(Forward):
    """Embeds in batches. Where memory does not suffice for a batch it takes half, from then on.

    The group is the model version's own: a second version reads the whole topic beside the first, and each embeds
    every window.
    """

    name = "inference"
    source = ANNOTATED

    def __init__(
        self, embedder: Embedder, publisher: Publisher, metrics: Metrics, clock: Clock, part: int = PART
    ) -> None:
        super().__init__(publisher)
        self.policy = BatchPolicy(size=_PARTS * part, seconds=0.2)
        self._part = part
        self.group = groups.inference(embedder.model_version)
        self._embedder = embedder
        self._metrics = metrics
        self._clock = clock
        self._most = self.policy.size  # windows embedded at once

    def handle(self, messages: Sequence[Message]) -> Sequence[Outgoing | Rejected]:
        """Decoding, the model and encoding work side by side, on parts of the batch."""
        parts = [messages[first : first + self._part] for first in range(0, len(messages), self._part)]
        done = in_step(parts, _read, self._see_all, self._captioned)
        return [outcome for part in done for outcome in part]

    def _see_all(self, read: Sequence[AnnotatedWindow | Rejected]) -> list[tuple[AnnotatedWindow, Seen] | Rejected]:
        seen = iter(self._see([each for each in read if not isinstance(each, Rejected)]))
        return [each if isinstance(each, Rejected) else (each, next(seen)) for each in read]

    def _see(self, windows: Sequence[AnnotatedWindow]) -> list[Seen]:
        seen: list[Seen] = []
        while len(seen) < len(windows):
            part = windows[len(seen) : len(seen) + self._most]
            try:
                if isinstance(self._embedder, Observer):
                    seen += self._embedder.see(part)
                else:
                    seen += [Seen(embeddings) for embeddings in self._embedder.embed(part)]
            except (MemoryError, RuntimeError) as error:
                if not _is_out_of_memory(error) or len(part) == 1:
                    raise
                self._most = len(part) // 2
                self._metrics.add("batches_halved")
                log.warning("out_of_memory", edge=self.name, from_now_on=self._most)
        return seen

    def _captioned(self, part: Sequence[tuple[AnnotatedWindow, Seen] | Rejected]) -> list[Outgoing | Rejected]:
        return [each if isinstance(each, Rejected) else self._record(*each) for each in part]

    def _record(self, known: AnnotatedWindow, seen: Seen) -> Outgoing | Rejected:
        if wrong := self._fault(seen.embeddings):
            return Rejected(wrong, "Embedding")
        record = CaptionedWindow(
            window=known.window,
            annotations=known.annotations,
            captions=known.captions + seen.captions,
            model_version=self._embedder.model_version,
            embeddings=seen.embeddings,
            inferences=seen.inferences,
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


def _read(messages: Sequence[Message]) -> list[AnnotatedWindow | Rejected]:
    return [read_or_reject(message, AnnotatedWindow) for message in messages]


def _is_out_of_memory(error: Exception) -> bool:
    """torch's error is told by its name: workers run without torch too."""
    return isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError"
