"""How true captions are, and how much of what could be said they say.

The model never sees a label; the template captions with the true labels are the ceiling of what can be said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from schemas.records import AnnotatedWindow, Caption, Label, SensorWindow
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from wearscribe.evaluate.caption_scores import Scores, events, scores
from wearscribe.evaluate.judging import Event
from wearscribe.evaluate.model import Model
from wearscribe.evaluate.results import Cell
from wearscribe.verify import Checker

if TYPE_CHECKING:
    from wearscribe.model.captioner import Captioner

Captions = list[tuple[Caption, ...]]


@runtime_checkable
class Writes(Protocol):
    """A model that writes captions, too: `wearscribe.model.trained.TrainedModel`."""

    @property
    def captioner(self) -> Captioner | None:
        """None where the release has no decoder."""

    def infer_labels(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Label, ...]]:
        """Of each window, `origin` "inferred"."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """One way of writing captions: before and after what does not hold was left out."""

    drafts: Captions
    kept: Captions


def measure(
    model: Model, records: Sequence[AnnotatedWindow], *, train: Sequence[AnnotatedWindow], seed: int = 0
) -> dict[str, Cell | Mapping[str, Cell]]:
    """The grounded captions' numbers, and each baseline's by its name; of a model that writes none the baselines.

    `records` carry their true labels, of which the model is shown none; `train` are windows of other people.
    """
    truth = [record.window for record in records]
    blind = [_blind(record.window) for record in records]
    writer = model if isinstance(model, Writes) else None
    inferred: list[tuple[Label, ...]] = writer.infer_labels(blind) if writer else [()] * len(blind)
    known = [
        record.window.model_copy(update={"labels": labels}) for record, labels in zip(blind, inferred, strict=True)
    ]
    reference: Captions = [describe(record.window, record.annotations, seed=seed) for record in records]
    people = np.array([window.subject for window in truth])

    def scored(spoken: _Spoken) -> Scores:
        return scores(spoken.drafts, spoken.kept, reference, truth, people)

    found: dict[str, Cell | Mapping[str, Cell]] = {}
    if writer is not None and (captioner := writer.captioner) is not None:
        begin = perf_counter()
        written = captioner.grounded(blind, inferred)
        took = perf_counter() - begin
        grounded = _Spoken([each.drafts for each in written], [each.captions for each in written])
        found |= scored(grounded)
        found["captions/s"] = sum(map(len, grounded.kept)) / took
        found["inferred labels"] = events([_activities(labels) for labels in inferred], truth, people)
        found["free-running"] = scored(_checked(captioner.free_running(blind), known))
        order = np.random.default_rng(seed).permutation(len(blind))
        other = np.empty_like(order)
        other[order] = np.roll(order, 1)  # each window's own is another's
        found |= _without_looking(captioner, blind, inferred, other, known, scored)
    found["template with the true labels"] = scored(_checked(reference, truth))
    found["retrieved"] = scored(_checked(_retrieved(model, blind, train, seed), known))
    return found


def _without_looking(
    captioner: Captioner,
    blind: Sequence[AnnotatedWindow],
    inferred: Sequence[tuple[Label, ...]],
    other: np.ndarray,
    known: Sequence[SensorWindow],
    scored: Callable[[_Spoken], Scores],
) -> dict[str, Scores]:
    """Both modes with the tokens, and the inferred labels, of another window."""
    seen = [blind[place] for place in other]
    labels = [
        tuple(label for label in inferred[place] if label.start < record.window.minutes)
        for place, record in zip(other, blind, strict=True)
    ]
    written = captioner.grounded(blind, labels, seen=seen)
    grounded = _Spoken([each.drafts for each in written], [each.captions for each in written])
    free = _checked(captioner.free_running(blind, seen=seen), known)
    return {"no sensor, grounded": scored(grounded), "no sensor, free-running": scored(free)}


def _activities(labels: Sequence[Label]) -> set[Event]:
    return {(label.name, label.start, label.end) for label in labels if label.kind == "activity"}


def _retrieved(model: Model, blind: Sequence[AnnotatedWindow], train: Sequence[AnnotatedWindow], seed: int) -> Captions:
    """The template captions of the training window that the model holds to be most alike."""
    nearest = (model.embed_windows(blind) @ model.embed_windows(train).T).argmax(axis=1)
    return [describe(train[place].window, train[place].annotations, seed=seed) for place in nearest]


def _checked(drafts: Captions, windows: Sequence[SensorWindow]) -> _Spoken:
    kept: Captions = []
    for captions, window in zip(drafts, windows, strict=True):
        checker = Checker(window)
        true = [
            caption.model_copy(
                update={
                    "sentences": tuple(
                        each for each in caption.sentences if checker.check(each.text, caption.language).true
                    )
                }
            )
            for caption in captions
        ]
        kept.append(tuple(caption for caption in true if caption.sentences))
    return _Spoken(drafts, kept)


def _blind(window: SensorWindow) -> AnnotatedWindow:
    bare = window.model_copy(update={"labels": ()})
    return AnnotatedWindow.model_construct(window=bare, annotations=annotate(bare), captions=())
