"""What captions claim of a day, and whether it is so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas.records import Caption, Label, Language, SensorWindow
from wearscribe.evaluate.claim_match import SAME, iou
from wearscribe.verify import Checker, Claim

Event = tuple[str, int, int]  # name, start, end

_FROM_LABELS = frozenset({"activity", "sleep", "relation", "within"})
_OF_THE_SIGNAL = ("bout", "without_movement")  # relations to no label


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A sentence; `strict` holds a label to its minutes, `true` to IoU .5. `labelled`: it is about a label."""

    text: str
    language: Language
    claims: Sequence[Claim]
    true: bool
    strict: bool
    labelled: bool


def judge(captions: Iterable[Caption], truth: SensorWindow) -> list[Said]:
    """Every sentence against the window with its logged labels.

    A model that never saw a label cannot know its minute. So a claim about a label is also true where it holds of
    the stretch that it names, numbers included, and a label of its class shares at least half of that stretch.
    """
    checker = Checker(truth)
    read = [
        (sentence.text, caption.language, checker.check(sentence.text, caption.language).claims)
        for caption in captions
        for sentence in caption.sentences
    ]
    told = {label for *_, claims in read for label in _told(claims, truth.labels)}
    lenient = Checker(truth.model_copy(update={"labels": (*truth.labels, *told)}))
    return [_said(text, language, claims, lenient) for text, language, claims in read]


def activities(said: Iterable[Said]) -> set[Event]:
    """The activities that are told with their times."""
    return {
        (claim.name or "", claim.start, claim.end)
        for each in said
        for claim in each.claims
        if claim.kind == "activity" and claim.start is not None and claim.end is not None
    }


def _said(text: str, language: Language, claims: Sequence[Claim], lenient: Checker) -> Said:
    strict = bool(claims) and all(claim.true for claim in claims)
    true = strict
    if not strict and claims:
        again = lenient.check(text, language).claims
        true = all(
            one.true or (one.kind in _FROM_LABELS and other.true) for one, other in zip(claims, again, strict=True)
        )
    labelled = any(
        claim.kind in ("activity", "sleep") or (claim.kind in _FROM_LABELS and claim.name not in _OF_THE_SIGNAL)
        for claim in claims
    )
    return Said(text, language, claims, true, strict, labelled)


def _told(claims: Iterable[Claim], labels: Sequence[Label]) -> Iterator[Label]:
    """The stretches that the claims name, as labels, where one of their class is there."""
    for claim in claims:
        if claim.kind not in ("activity", "sleep", "relation"):
            continue
        start, end = (claim.during or (None, None)) if claim.kind == "relation" else (claim.start, claim.end)
        for label in labels:
            named = claim.name in (label.name, label.kind) or (label.kind == claim.kind == "sleep")
            if named and start is not None and end is not None and iou((start, end), (label.start, label.end)) >= SAME:
                yield label.model_copy(update={"start": start, "end": end})
