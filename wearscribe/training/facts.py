"""What a person asks about a day, as a closed list of facts, computed from its labels, annotations and signal."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.records import Annotation, SensorWindow

FACTS: tuple[str, ...] = ()


def facts(window: SensorWindow, annotations: Sequence[Annotation]) -> frozenset[str]:
    raise NotImplementedError
