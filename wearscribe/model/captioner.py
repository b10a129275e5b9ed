"""Space and decoder together: windows in, captions out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch

from schemas.records import AnnotatedWindow, Caption, Label
from wearscribe.model import free_running, grounded, read_window
from wearscribe.model.batch import collate_sensors
from wearscribe.model.decoder import CaptionDecoder
from wearscribe.model.grounded import Written
from wearscribe.model.space import Encoded, Space
from wearscribe.model.tokens import SensorTokens

_AT_ONCE = 32  # windows of a forward pass; eight captions each


class Captioner:
    """Writes in the name of `author`, a model version.

    Where `seen` is given the model looks at those windows instead of the ones it writes about: the control that shows
    what it says without looking.
    """

    def __init__(self, space: Space, decoder: CaptionDecoder, author: str, device: torch.device | str = "cpu") -> None:
        self._space, self._decoder = space.to(device).eval(), decoder.to(device).eval()
        self._author, self._device = author, device

    def grounded(
        self,
        records: Sequence[AnnotatedWindow],
        inferred: Sequence[Sequence[Label]],
        *,
        seen: Sequence[AnnotatedWindow] | None = None,
    ) -> list[Written]:
        """The captions of each window, labels of `inferred` told as inferred."""
        written: list[Written] = []
        for part, encoded, tokens in self._encoded(records, seen):
            about = inferred[part.start : part.stop]
            written += grounded.captions(self._decoder, encoded, records[part], tokens, about, author=self._author)
        return written

    def free_running(
        self, records: Sequence[AnnotatedWindow], *, seen: Sequence[AnnotatedWindow] | None = None
    ) -> list[tuple[Caption, ...]]:
        """What the model writes by itself, unchecked."""
        return [
            captions
            for _, encoded, _ in self._encoded(records, seen)
            for captions in free_running.captions(self._decoder, encoded, author=self._author)
        ]

    def _encoded(
        self, records: Sequence[AnnotatedWindow], seen: Sequence[AnnotatedWindow] | None
    ) -> Iterator[tuple[slice, Encoded, list[SensorTokens]]]:
        for first in range(0, len(records), _AT_ONCE):
            part = slice(first, min(first + _AT_ONCE, len(records)))
            tokens = [read_window.read(known.window, known.annotations) for known in records[part]]
            looked_at = tokens if seen is None else [read_window.read(e.window, e.annotations) for e in seen[part]]
            with torch.inference_mode():
                encoded = self._space.encode(collate_sensors(looked_at, self._device))
            yield part, encoded, tokens
