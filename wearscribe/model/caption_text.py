"""The baseline to beat: a window is where its captions are, in the space of a general sentence encoder.

It knows the signal only by what the template captions say of it, and numbers hardly at all: a general sentence
encoder carries no magnitudes.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

from schemas.records import AnnotatedWindow, Annotation, Embedding, Sentence
from wearscribe.model.sentence_encoder import SentenceEncoder

_LEVELS = ("semantic", "summary")  # the levels that read as people ask; the others are mostly numbers
_EPISODES = ("bout", "activity", "sleep")


class CaptionTextEmbedder:
    """An `Embedder`: the window's vector is the direction of the mean of its sentences' vectors."""

    model_version = "caption-text"
    dimension = SentenceEncoder.dimension

    def __init__(self, device: str = "cpu") -> None:
        self._encoder = SentenceEncoder().to(device)

    def embed_text(self, texts: Sequence[str]) -> np.ndarray:
        """Shape [text, 512]."""
        return self._encoder.encode(texts)

    def embed(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Embedding, ...]]:
        """For each window an embedding of the whole, then one of each bout, logged activity and sleep that its
        captions speak of. All sentences of all windows go through the encoder in one batch. Raises ValueError for a
        window without an English caption."""
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
    """Each span with the English sentences that are about it, the whole window first."""
    sentences = [
        (caption.level, sentence)
        for caption in record.captions
        if caption.language == "en"
        for sentence in caption.sentences
    ]
    if not sentences:
        raise ValueError("the window has no English caption to embed")
    whole = [sentence.text for level, sentence in sentences if level in _LEVELS]
    yield "window", 0, record.window.minutes, whole or [sentence.text for _, sentence in sentences]

    related = _related(record.annotations)
    for episode in record.annotations:
        if episode.kind in _EPISODES:
            about = [
                sentence.text
                for level, sentence in sentences
                if _is_about(sentence, related.get(episode.id, {episode.id}))
            ]
            if about:
                start, end = max(episode.start, 0), min(episode.end, record.window.minutes)
                yield "bout", start, end, about


def _related(annotations: Sequence[Annotation]) -> dict[int, set[int]]:
    """For each episode the ids of itself and of the relations that point at it."""
    related = {annotation.id: {annotation.id} for annotation in annotations if annotation.kind in _EPISODES}
    for annotation in annotations:
        for ref in annotation.refs:
            if ref in related:
                related[ref].add(annotation.id)
    return related


def _is_about(sentence: Sentence, ids: set[int]) -> bool:
    return not ids.isdisjoint(sentence.annotations)


def _direction(vectors: np.ndarray) -> np.ndarray:
    mean = vectors.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))
