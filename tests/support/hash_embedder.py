"""An embedder that needs no model: equal words, equal points."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from schemas.records import AnnotatedWindow, Caption, Embedding, Inference, Sentence
from wearscribe.embedder import Seen


class HashEmbedder:
    """Each text becomes the unit vector that its SHA-256 seeds."""

    model_version = "hash-test"
    dimension = 32

    def embed(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Embedding, ...]]:
        return [tuple(self._spans(known)) for known in windows]

    def embed_text(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([self._vector(text) for text in texts])

    def _spans(self, known: AnnotatedWindow) -> list[Embedding]:
        text = " ".join(caption.text for caption in known.captions)
        whole = Embedding(span="window", start=0, end=known.window.minutes, vector=self._vector(text))
        bouts = [
            Embedding(span="bout", start=each.start, end=each.end, vector=self._vector(f"{each.start} {text}"))
            for each in known.annotations
            if each.kind == "bout"
        ]
        return [whole, *bouts]

    def _vector(self, text: str) -> np.ndarray:
        seed = int.from_bytes(sha256(text.encode()).digest()[:8], "big")
        vector = np.random.default_rng(seed).normal(size=self.dimension)
        return (vector / np.linalg.norm(vector)).astype(np.float16).astype(np.float32)


class SayingEmbedder(HashEmbedder):
    """Says something of its own of every window too, as a trained model does."""

    def see(self, windows: Sequence[AnnotatedWindow]) -> list[Seen]:
        said = Caption(
            level="semantic",
            language="en",
            author=self.model_version,
            sentences=(Sentence(text="Probably a walk.", annotations=(1,)),),
            verified=True,
        )
        walk = Inference(name="walk", start=30, end=45, confidence=0.75)
        return [Seen(embeddings, (walk,), (said,)) for embeddings in self.embed(windows)]


class ComposingEmbedder(HashEmbedder):
    """Reads a window and a text in one, as a trained model does: as the text alone."""

    def embed_composed(self, pairs: Sequence[tuple[AnnotatedWindow, str]]) -> np.ndarray:
        return self.embed_text([text for _, text in pairs])
