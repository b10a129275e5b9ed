"""The numbers of one way of writing captions."""

import re
from collections.abc import Sequence
from itertools import chain

import numpy as np

from schemas.records import Caption, SensorWindow
from wearscribe.evaluate.bootstrap import Measured, mean_by, measured, weights_by
from wearscribe.evaluate.claim_match import SAME, best_iou, close_numbers, iou, same
from wearscribe.evaluate.judging import Event, Said, activities, judge
from wearscribe.evaluate.results import Cell
from wearscribe.evaluate.rouge import rouge_l

Captions = Sequence[Sequence[Caption]]
Scores = dict[str, Cell]
_DIGITS = re.compile(r"\d[\d,.:]*")


def scores(
    drafts: Captions, kept: Captions, reference: Captions, truth: Sequence[SensorWindow], people: np.ndarray
) -> Scores:
    """Captions as written and as kept, of each window, against what the templates say of it with its true labels.

    Precision counts sentences; recall, IoU and numbers the claims of the reference, each in its own language, against
    the kept sentences. `people` [window] are resampled.
    """
    before = [judge(captions, window) for captions, window in zip(drafts, truth, strict=True)]
    after = [judge(captions, window) for captions, window in zip(kept, truth, strict=True)]
    wanted = [judge(captions, window) for captions, window in zip(reference, truth, strict=True)]
    found: Scores = {
        "claim precision": _share(before, people, "true"),
        "claim precision, verified": _share(after, people, "true"),
        "claim precision, verified, of the signal alone": _share(after, people, "true", labelled=False),
        "claim precision, verified, of labels": _share(after, people, "true", labelled=True),
        "claim precision, verified, labels to two minutes": _share(after, people, "strict"),
        "sentences": sum(map(len, before)),
        "sentences, verified": sum(map(len, after)),
    }
    found |= _recall(after, wanted, people)
    found |= events([activities(each) for each in after], truth, people)
    found["claims on absent channels"] = sum(
        claim.reason == "absent_channel" for said in chain.from_iterable(before) for claim in said.claims
    )
    found["wordings"] = len({_DIGITS.sub("0", said.text) for said in chain.from_iterable(after)})
    found["ROUGE-L"] = _rouge(kept, reference, people)
    return found


def _share(said: Sequence[Sequence[Said]], people: np.ndarray, name: str, labelled: bool | None = None) -> Cell:
    flat = [
        (person, getattr(each, name))
        for person, sentences in zip(people, said, strict=True)
        for each in sentences
        if labelled is None or each.labelled == labelled
    ]
    return _mean([person for person, _ in flat], [float(true) for _, true in flat])


def _recall(said: Sequence[Sequence[Said]], wanted: Sequence[Sequence[Said]], people: np.ndarray) -> Scores:
    """Claims of the reference that a true sentence makes too; how well spans meet; which numbers agree."""
    owners: list[str] = []
    told: list[float] = []
    met: list[tuple[str, float]] = []
    close: list[tuple[str, float]] = []
    for person, sentences, references in zip(people, said, wanted, strict=True):
        claims = [(each.language, claim, each.true) for each in sentences for claim in each.claims]
        for reference in references:
            mine = [(claim, true) for language, claim, true in claims if language == reference.language]
            for claim in reference.claims:
                matching = [(other, true) for other, true in mine if same(other, claim)]
                owners.append(person)
                told.append(float(any(true for _, true in matching)))
                if (covered := best_iou([other for other, _ in mine], claim)) is not None:
                    met.append((person, covered))
                for numbers in (close_numbers(other, claim) for other, _ in matching[:1]):
                    close += [(person, float(number)) for number in numbers]
    return {
        "claim recall": _mean(owners, told),
        "event IoU": _mean([person for person, _ in met], [value for _, value in met]),
        "numbers within 5 %": _mean([person for person, _ in close], [value for _, value in close]),
    }


def events(told: Sequence[set[Event]], truth: Sequence[SensorWindow], people: np.ndarray) -> Scores:
    """Logged activities that are told with the right name, at IoU .5, each once."""
    counts = np.array([_hits(each, window) for each, window in zip(told, truth, strict=True)], dtype=float)
    weights = weights_by(people)
    with np.errstate(invalid="ignore", divide="ignore"):
        values, resampled = _rates(counts.sum(axis=0)), _rates(weights @ counts)
    names = ("activity precision", "activity recall", "activity F1")
    return {
        name: measured(float(values[place]), resampled[:, place], len(np.unique(people)))
        if np.isfinite(values[place])
        else None
        for place, name in enumerate(names)
    }


def _hits(told: set[Event], window: SensorWindow) -> tuple[int, int, int]:
    """Right ones, told ones, logged ones."""
    logged = [label for label in window.labels if label.kind == "activity"]
    pairs = sorted(
        (-iou(event[1:], (label.start, label.end)), place, event)
        for place, label in enumerate(logged)
        for event in told
        if event[0] == label.name and iou(event[1:], (label.start, label.end)) >= SAME
    )
    taken: set[int] = set()
    used: set[Event] = set()
    for _, place, event in pairs:
        if place not in taken and event not in used:
            taken.add(place)
            used.add(event)
    return len(taken), len(told), len(logged)


def _rates(counts: np.ndarray) -> np.ndarray:
    """[..., right, told, logged] to [..., precision, recall, F1]."""
    right, told, logged = np.moveaxis(counts, -1, 0)
    return np.stack([right / told, right / logged, 2 * right / (told + logged)], axis=-1)


def _rouge(said: Captions, reference: Captions, people: np.ndarray) -> Cell:
    """Of each caption of the reference against the one of its level and language, 0 where there is none."""
    owners, values = [], []
    for person, captions, references in zip(people, said, reference, strict=True):
        texts = {(caption.level, caption.language): caption.text for caption in captions}
        for caption in references:
            owners.append(person)
            values.append(rouge_l(texts.get((caption.level, caption.language), ""), caption.text))
    return _mean(owners, values)


def _mean(people: Sequence[str], values: Sequence[float]) -> Measured | None:
    return mean_by(np.array(people), np.array(values)) if values else None
