"""Annotations laid over the chart: a layer a kind, each of which can be shown and hidden."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any, Protocol

from schemas.annotations import KINDS
from schemas.records import Annotation, SensorWindow
from services.search.page import wording

#: Kinds that are a moment, not a stretch; their minute is in `values`.
_MOMENTS = frozenset({"peak", "drop", "shift"})
#: About all minutes: nothing to see.
_WHOLE = frozenset({"statistics"})
#: What is seen first; the rest is there for those who want it.
_SHOWN = frozenset({"activity", "sleep", "non_wear"})
_LABELLED = frozenset({"activity", "sleep", "non_wear"})


#: First minute, minute after the last, and the words on it.
Area = tuple[int, int, str]


class Layer(Protocol):
    """What is laid over the chart under one name, by which a person shows and hides it. `shown`: from the start."""

    @property
    def kind(self) -> str: ...

    @property
    def count(self) -> int: ...

    @property
    def shown(self) -> bool: ...

    def series(self, channels: Sequence[str], start: int) -> list[dict[str, Any]]:
        """One a chart that has any. They bear the layer's name, by which ECharts shows and hides them together.
        `start`: the first minute in milliseconds."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """All annotations of a kind: each on its channel's chart, or on every chart where it is about the window."""

    kind: str
    annotations: Sequence[Annotation]
    minutes: int
    shown: bool

    @property
    def count(self) -> int:
        return len(self.annotations)

    def series(self, channels: Sequence[str], start: int) -> list[dict[str, Any]]:
        layers = []
        for index, channel in enumerate(channels):
            here = [each for each in self.annotations if each.channel in (None, channel)]
            if here and self.kind in _MOMENTS:
                layers.append(_lines(self.kind, index, here, start))
            elif here:
                spans = [(*inside(each, self.minutes), wording.name_of(each.name or self.kind)) for each in here]
                layers.append(areas(self.kind, index, spans, start, labelled=index == 0 and self.kind in _LABELLED))
        return layers


def areas(kind: str, index: int, spans: Sequence[Area], start: int, *, labelled: bool) -> dict[str, Any]:
    """A series of chart `index` that draws nothing but these stretches."""
    label = {
        "show": labelled,
        "position": "insideTop",
        "color": "var(--soft)",
        "fontSize": 10.5,
        "lineHeight": 13,
        "distance": 2,
    }
    data = [
        [{"xAxis": start + first * 60_000, "name": words}, {"xAxis": start + end * 60_000}]
        for first, end, words in spans
    ]  # fmt: skip
    style = {"color": f"var(--over-{kind.replace('_', '-')}, var(--over))"}
    return _marks(kind, index, markArea={"silent": True, "itemStyle": style, "label": label, "data": data})


def _lines(kind: str, index: int, annotations: Sequence[Annotation], start: int) -> dict[str, Any]:
    data = [{"xAxis": start + int(each.values.get("at", each.start)) * 60_000} for each in annotations]
    style = {"color": "var(--soft)", "type": "dashed", "width": 1}
    line = {"silent": True, "symbol": "none", "lineStyle": style, "label": {"show": False}, "data": data}
    return _marks(kind, index, markLine=line | {"animation": False})


def _marks(kind: str, index: int, **marks: Any) -> dict[str, Any]:
    return {"type": "line", "id": f"{kind}-{index}", "name": kind, "xAxisIndex": index, "yAxisIndex": index,
            "data": [], "tooltip": {"show": False}, "silent": True, **marks}  # fmt: skip


def overlays(window: SensorWindow, annotations: Sequence[Annotation], shown: Set[str] | None = None) -> list[Overlay]:
    """In the order of the registry of kinds; those shown first come first. `shown`: by default the usual ones."""
    kinds = sorted((kind for kind in KINDS if kind not in _WHOLE), key=lambda kind: kind not in _SHOWN)
    found = [(kind, [each for each in annotations if each.kind == kind]) for kind in kinds]
    shown = _SHOWN if shown is None else shown
    return [Overlay(kind, these, window.minutes, kind in shown) for kind, these in found if these]


def inside(annotation: Annotation, minutes: int) -> tuple[int, int]:
    """Its span, cut to the window."""
    return max(annotation.start, 0), min(annotation.end, minutes)
