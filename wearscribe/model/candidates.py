"""What may be said of a window, and the token that each fact is about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from schemas.channels import CHANNELS
from schemas.records import Annotation, Level, SensorWindow
from wearscribe.describe.facts.terms import Fact
from wearscribe.describe.tell import facts
from wearscribe.model.claims import KIND_NAMES
from wearscribe.model.tokens import MAX_CLAIMS, SensorTokens

_LABELS = ("activity", "sleep")
_SAYS_SO = ("inferred.", "sleep.inferred", "relation.inferred")  # cases that tell a label as a model's
_LEAST_SHARED = 0.3  # IoU of a label with the episode token that stands for it
_CHANNELS = (None, *CHANNELS)


def sayable(
    window: SensorWindow, annotations: Sequence[Annotation], seed: int | None = None
) -> list[tuple[Level, Fact]]:
    """The facts of the template captions, but of an inferred label only what says that it is inferred."""
    known = {(label.kind, label.start, label.end) for label in window.labels if label.origin == "inferred"}
    inferred = {a.id for a in annotations if a.kind in _LABELS and (a.kind, a.start, a.end) in known}
    return [
        (level, fact)
        for level, fact in facts(window, annotations, seed)
        if fact.case.startswith(_SAYS_SO) or inferred.isdisjoint(fact.annotations)
    ]


class Slots:
    """Finds the token that a fact is about: the claim that it stems from, or the episode where a label is."""

    def __init__(self, annotations: Sequence[Annotation], tokens: SensorTokens) -> None:
        self._by_id = {annotation.id: annotation for annotation in annotations}
        self._episodes = tokens.episode_spans.astype(np.int64)
        self._minutes = tokens.minutes
        kinds, channels = tokens.claim_kinds.tolist(), tokens.claim_channels.tolist()
        self._claims = {
            (KIND_NAMES[kind], _CHANNELS[channel], start, end): slot
            for slot, (kind, channel, (start, end)) in enumerate(
                zip(kinds, channels, tokens.claim_spans.tolist(), strict=True)
            )
        }

    def of(self, fact: Fact) -> int | None:
        """The claim's place, or MAX_CLAIMS + the episode's; None where the model does not see what it is about.

        Claims are told by kind, channel and span, not by id: ids change with the labels.
        """
        stems = [self._by_id[each] for each in fact.annotations]
        for a in stems:
            if (slot := self._claims.get((a.kind, a.channel, a.start, a.end))) is not None:
                return slot
        label = next((a for a in stems if a.kind in _LABELS), None)
        return None if label is None else self._episode(max(label.start, 0), min(label.end, self._minutes))

    def _episode(self, start: int, end: int) -> int | None:
        starts, ends = self._episodes.T
        shared = np.minimum(ends, end) - np.maximum(starts, start)
        iou = shared / (np.maximum(ends, end) - np.minimum(starts, start))
        best = int(iou.argmax()) if len(iou) else -1
        return MAX_CLAIMS + best if best >= 0 and iou[best] >= _LEAST_SHARED else None
