"""Annotations laid over the chart: a layer a kind, each of which can be shown and hidden."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Overlay:
    """All annotations of a kind. `shown`: from the start."""

    kind: str
    annotations: Sequence[Annotation]
    minutes: int
    shown: bool

    def series(self, channels: Sequence[str], start: int) -> list[dict[str, Any]]:
        """One a chart that has any: its channel's, or every chart where it is about the window. They bear the kind's
        name, by which ECharts shows and hides them together. `start`: the first minute in milliseconds."""
        layers = []
        for index, channel in enumerate(channels):
            here = [each for each in self.annotations if each.channel in (None, channel)]
            if here:
                marks = self._lines(here, start) if self.kind in _MOMENTS else self._areas(here, start, index == 0)
                layers.append({
                    "type": "line", "id": f"{self.kind}-{index}", "name": self.kind, "xAxisIndex": index,
                    "yAxisIndex": index, "data": [], "tooltip": {"show": False}, "silent": True, **marks,
                })  # fmt: skip
        return layers

    def _areas(self, annotations: Sequence[Annotation], start: int, top: bool) -> dict[str, Any]:
        label = {"show": top and self.kind in _LABELLED, "position": "insideTop", "color": "var(--soft)",
                 "fontSize": 10.5, "distance": 2}  # fmt: skip
        data = [
            [{"xAxis": start + first * 60_000, "name": wording.name_of(each.name or self.kind)},
             {"xAxis": start + end * 60_000}]
            for each in annotations
            for first, end in [inside(each, self.minutes)]
        ]  # fmt: skip
        style = {"color": f"var(--over-{self.kind.replace('_', '-')}, var(--over))"}
        return {"markArea": {"silent": True, "itemStyle": style, "label": label, "data": data}}

    def _lines(self, annotations: Sequence[Annotation], start: int) -> dict[str, Any]:
        data = [{"xAxis": start + int(each.values.get("at", each.start)) * 60_000} for each in annotations]
        style = {"color": "var(--soft)", "type": "dashed", "width": 1}
        line = {"silent": True, "symbol": "none", "lineStyle": style, "label": {"show": False}, "data": data}
        return {"markLine": line | {"animation": False}}


def overlays(window: SensorWindow, annotations: Sequence[Annotation], shown: Set[str] | None = None) -> list[Overlay]:
    """In the order of the registry of kinds; those shown first come first. `shown`: by default the usual ones."""
    kinds = sorted((kind for kind in KINDS if kind not in _WHOLE), key=lambda kind: kind not in _SHOWN)
    found = [(kind, [each for each in annotations if each.kind == kind]) for kind in kinds]
    shown = _SHOWN if shown is None else shown
    return [Overlay(kind, these, window.minutes, kind in shown) for kind, these in found if these]


def inside(annotation: Annotation, minutes: int) -> tuple[int, int]:
    """Its span, cut to the window."""
    return max(annotation.start, 0), min(annotation.end, minutes)
