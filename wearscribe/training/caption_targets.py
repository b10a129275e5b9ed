"""What the caption decoders learn to say: the template captions of a window, as choices and as words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, product
from random import Random

import numpy as np

from schemas.records import Annotation, SensorWindow
from wearscribe.describe.tell import CASE_IDS, LEVELS, render, turns
from wearscribe.model.candidates import Slots, sayable
from wearscribe.model.caption_plan import LANGUAGES, MAX_STEPS, MAX_WORDS, CaptionTarget, start_of
from wearscribe.model.tokens import SensorTokens
from wearscribe.model.vocabulary import of_captions

_AS_INFERRED = 0.75  # share of the seeds with which labels are told as a model's own, as they mostly will be


def targets(
    window: SensorWindow, annotations: Sequence[Annotation], tokens: SensorTokens, seed: int
) -> list[CaptionTarget]:
    """One target a level and language in which anything can be said that the model sees.

    `annotations` are those of `annotate(window)`, its labels included, whatever `tokens` were read from.
    """
    if Random(seed).random() < _AS_INFERRED:
        labels = tuple(label.model_copy(update={"origin": "inferred"}) for label in window.labels)
        window = window.model_copy(update={"labels": labels})
    slots, vocabulary = Slots(annotations, tokens), of_captions()
    found = [(level, fact, slots.of(fact)) for level, fact in sayable(window, annotations, seed)]
    made = []
    for level, language in product(LEVELS, LANGUAGES):
        told = [(fact, slot) for its, fact, slot in found if its == level and slot is not None]
        if not told:
            continue
        wordings = turns([fact for fact, _ in told], level, language, seed)
        steps = [
            (CASE_IDS[level, fact.case], slot, wording) for (fact, slot), wording in zip(told, wordings, strict=True)
        ]
        texts = (render(fact, level, language, wording).text for (fact, _), wording in zip(told, wordings, strict=True))
        words = vocabulary.encode(islice(texts, MAX_STEPS), MAX_WORDS)
        made.append(
            CaptionTarget(
                start_of(level, language),
                np.array(steps[:MAX_STEPS], dtype=np.int16),
                np.array(words, dtype=np.int16),
            )
        )
    return made
