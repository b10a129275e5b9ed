"""Labels that the model infers, and what can be said of them: always told as inferred, never as logged."""

from collections.abc import Sequence

import numpy as np

from schemas.records import Annotation, Caption, Label, SensorWindow, Sentence
from wearscribe.annotate.claim import number
from wearscribe.annotate.labels import labels as label_claims
from wearscribe.annotate.series import Series
from wearscribe.describe import describe
from wearscribe.model.activity_phrases import CLASSES, SLEEP
from wearscribe.model.evidence import evidence
from wearscribe.model.stretches import NESTED, apart
from wearscribe.model.zero_shot import UNKNOWN, Calibration, guess
from wearscribe.verify import verify

_LEAST = 10  # minutes that a label lasts at least
_NAP = 180  # minutes under which a sleep by day is a nap
_DAY = (9 * 60, 20 * 60)


def infer_labels(
    window: SensorWindow, spans: np.ndarray, shares: np.ndarray, calibration: Calibration
) -> tuple[Label, ...]:
    """Labels of the stretches `spans` [stretch, 2] with `zero_shot.probabilities` [stretch, class + 1], in order of
    time. Where nested stretches compete the surest wins; minutes that were logged get no inferred label."""
    guesses = [guess(row, CLASSES, calibration) for row in shares]
    told = [
        index
        for index, ((start, end), each) in enumerate(zip(spans.tolist(), guesses, strict=True))
        if each.name != UNKNOWN and end - start >= _LEAST and not _logged(window, start, end)
    ]
    chosen = apart(spans[told], np.array([guesses[index].confidence for index in told]))
    labels = [_label(window, guesses[told[place]].name, *spans[told[place]].tolist()) for place in chosen]
    return tuple(sorted(labels, key=lambda label: label.start))


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


def _label(window: SensorWindow, name: str, start: int, end: int) -> Label:
    if name != SLEEP:
        return Label(kind="activity", name=name, start=start, end=end, origin="inferred")
    begin = (window.start.hour * 60 + window.start.minute + start) % 1440
    nap = end - start < _NAP and _DAY[0] <= begin < _DAY[1]
    return Label(kind="sleep", name="nap" if nap else "sleep", start=start, end=end, origin="inferred")


def _logged(window: SensorWindow, start: int, end: int) -> bool:
    return any(
        min(label.end, end) - max(label.start, start) >= NESTED * min(label.end - label.start, end - start)
        for label in window.labels
    )
