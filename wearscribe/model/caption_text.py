"""The baseline to beat: a window is where its captions are, in the space of a general sentence encoder.

It knows the signal only by what the template captions say of it, and numbers hardly at all: a general sentence
encoder carries no magnitudes.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
import torch

from schemas.records import AnnotatedWindow, Annotation, Embedding, Sentence
from wearscribe.model.sentence_encoder import SentenceEncoder
from wearscribe.model.spoken import spoken

_WHOLE = ("semantic", "summary")  # the levels that tell what a day was; of the others every day has much the same
_EPISODE = ("semantic", "structural")  # the levels that speak of one stretch at a time


class CaptionTextEmbedder:
    """An `Embedder`: the window's vector is the direction of the mean of its sentences' vectors."""

    model_version = "caption-text"
    dimension = SentenceEncoder.dimension

    def __init__(self) -> None:
        self._encoder = SentenceEncoder().to("cuda" if torch.cuda.is_available() else "cpu")

    def embed_text(self, texts: Sequence[str]) -> np.ndarray:
        """Shape [text, 512]."""
        return self._encoder.encode(texts)

    def embed(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Embedding, ...]]:
        """For each window an embedding of the whole, then one of each episode that its captions speak of: bouts,
        logged activities, sleeps, and rises of the heart rate without movement.

        All sentences of all windows go through the encoder in one batch. Raises ValueError for a window without an
        English caption.
        """
        spans = [list(_spans(window)) for window in windows]
        texts = sorted({text for window in spans for *_, span_texts in window for text in span_texts})
        row = {text: index for index, text in enumerate(texts)}
        vectors = self.embed_text(texts)
        return [
            tuple(
                Embedding(
                    span=span, start=start, end=end, vector=_direction(vectors[[row[text] for text in span_texts]])
                )
                for span, start, end, span_texts in window
            )
            for window in spans
        ]


def _spans(record: AnnotatedWindow) -> Iterator[tuple[Literal["window", "bout"], int, int, list[str]]]:
    """Each span with the English sentences that are about it, as spoken, the whole window first."""
    sentences = [
        (caption.level, sentence)
        for caption in record.captions
        if caption.language == "en"
        for sentence in caption.sentences
    ]
    if not sentences:
        raise ValueError("the window has no English caption to embed")
    yield "window", 0, record.window.minutes, _about(sentences, _WHOLE) or [spoken(s.text) for _, s in sentences]
    for episode in filter(_is_episode, record.annotations):
        if about := _about(sentences, _EPISODE, episode.id):
            yield "bout", max(episode.start, 0), min(episode.end, record.window.minutes), about


def _about(sentences: Sequence[tuple[str, Sentence]], levels: Sequence[str], episode: int | None = None) -> list[str]:
    """Those of the levels; of an episode those that are written from it in the first place, since sentences that
    merely mention it say something else."""
    return [
        spoken(sentence.text)
        for level, sentence in sentences
        if level in levels and (episode is None or sentence.annotations[:1] == (episode,))
    ]


def _is_episode(annotation: Annotation) -> bool:
    if annotation.kind == "relation":
        return annotation.name == "without_movement"
    return annotation.kind in ("bout", "activity", "sleep")


def _direction(vectors: np.ndarray) -> np.ndarray:
    mean = vectors.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))
