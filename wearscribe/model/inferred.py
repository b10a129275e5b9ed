"""What the model infers of the minutes that nobody logged, and what can be said of it: always told as inferred, never
as logged."""

from collections.abc import Sequence

import numpy as np

from schemas.activities import SLEEPS, UNKNOWN
from schemas.records import Annotation, Caption, Inference, Label, SensorWindow, Sentence
from wearscribe.annotate.claim import number
from wearscribe.annotate.labels import labels as label_claims
from wearscribe.annotate.series import Series
from wearscribe.describe import describe
from wearscribe.model.activity_phrases import CLASSES, SLEEP
from wearscribe.model.evidence import evidence
from wearscribe.model.stretches import NESTED, apart
from wearscribe.model.zero_shot import Calibration, Guess, guess
from wearscribe.verify import verify

_LEAST = 10  # minutes that an inference is about at least
_NAP = 180  # minutes under which a sleep by day is a nap
_DAY = (9 * 60, 20 * 60)


def infer(
    window: SensorWindow, spans: np.ndarray, shares: np.ndarray, calibration: Calibration
) -> tuple[Inference, ...]:
    """What the stretches `spans` [stretch, 2] are, by `zero_shot.probabilities` [stretch, class + 1], in order of time.
    Where nested stretches compete what has a name wins, then the surest; minutes that were logged get none."""
    guesses = [guess(row, CLASSES, calibration) for row in shares]
    told = [
        (index, each)
        for index, ((start, end), each) in enumerate(zip(spans.tolist(), guesses, strict=True))
        if each is not None and end - start >= _LEAST and not _logged(window, start, end)
    ]
    worth = np.array([each.confidence + (each.name != UNKNOWN) for _, each in told])
    chosen = [told[place] for place in apart(spans[[index for index, _ in told]], worth)]
    inferences = [_inference(window, each, *spans[index].tolist()) for index, each in chosen]
    return tuple(sorted(inferences, key=lambda each: each.start))


def labels_of(inferences: Sequence[Inference]) -> tuple[Label, ...]:
    """Those that have a name, as labels that are told as inferred."""
    return tuple(
        Label(
            kind="sleep" if each.name in SLEEPS else "activity",
            name=each.name,
            start=each.start,
            end=each.end,
            origin="inferred",
        )
        for each in inferences
        if each.name != UNKNOWN
    )


def inferred_captions(
    window: SensorWindow, annotations: Sequence[Annotation], inferred: tuple[Label, ...], author: str
) -> tuple[Caption, ...]:
    """The semantic captions of the inferred labels alone, in both languages, of which every sentence holds.

    A sentence cites claims of the signal in the label's minutes: the label itself is no claim of the record.
    """
    if not inferred:
        return ()
    seen = window.model_copy(update={"labels": inferred})
    claims = number(label_claims(Series.of(seen), inferred))
    kept = []
    for caption in describe(seen, claims):
        if caption.level != "semantic":
            continue
        said = [
            Sentence(text=sentence.text, annotations=evidence(annotations, [claims[i] for i in sentence.annotations]))
            for sentence in caption.sentences
        ]
        each = [caption.model_copy(update={"sentences": (sentence,), "author": author}) for sentence in said]
        true = tuple(one.sentences[0] for one in verify(each, seen) if one.verified)
        if true:
            kept.append(caption.model_copy(update={"sentences": true, "author": author, "verified": True}))
    return tuple(kept)


def _inference(window: SensorWindow, what: Guess, start: int, end: int) -> Inference:
    name = what.name
    if name == SLEEP:
        begin = (window.start.hour * 60 + window.start.minute + start) % 1440
        name = "nap" if end - start < _NAP and _DAY[0] <= begin < _DAY[1] else "sleep"
    return Inference(name=name, start=start, end=end, confidence=what.confidence)


def _logged(window: SensorWindow, start: int, end: int) -> bool:
    return any(
        min(label.end, end) - max(label.start, start) >= NESTED * min(label.end - label.start, end - start)
        for label in window.labels
    )
