"""A window with the labels that the model inferred, and the facts that so can be told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.records import AnnotatedWindow, Annotation, Label
from wearscribe.annotate import annotate
from wearscribe.describe.facts.terms import Fact
from wearscribe.describe.tell import CASE_IDS
from wearscribe.model.candidates import Slots, sayable
from wearscribe.model.evidence import evidence
from wearscribe.model.tokens import SensorTokens


class Heard:
    """Facts by level, case and slot; `window` carries both kinds of labels."""

    def __init__(self, record: AnnotatedWindow, tokens: SensorTokens, inferred: Sequence[Label]) -> None:
        self.window, annotations = record.window, record.annotations
        if inferred:
            self.window = record.window.model_copy(update={"labels": (*record.window.labels, *inferred)})
            annotations = annotate(self.window)
        self._by_id = {annotation.id: annotation for annotation in annotations}
        self._record = record.annotations
        self._recorded = {_key(annotation): annotation.id for annotation in record.annotations}
        self._facts: dict[str, dict[int, dict[int, list[Fact]]]] = {}
        slots = Slots(annotations, tokens)
        for level, fact in sayable(self.window, annotations):
            if (slot := slots.of(fact)) is not None:
                cases = self._facts.setdefault(level, {})
                cases.setdefault(CASE_IDS[level, fact.case], {}).setdefault(slot, []).append(fact)

    def left(self, level: str) -> Iterator[tuple[int, dict[int, list[Fact]]]]:
        """Each case of the level that can be told, with its facts by slot."""
        yield from self._facts.get(level, {}).items()

    def cited(self, fact: Fact) -> tuple[int, ...]:
        """Ids of the record's annotations: those that the fact stems from, or the evidence for the label that it
        is about."""
        stems = [self._by_id[each] for each in fact.annotations]
        ids = tuple(self._recorded[key] for key in map(_key, stems) if key in self._recorded)
        return ids or evidence(self._record, stems)


def _key(annotation: Annotation) -> tuple[str, str | None, int, int, str | None]:
    return annotation.kind, annotation.channel, annotation.start, annotation.end, annotation.name
