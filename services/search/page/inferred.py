"""What the model infers of a window: a layer of the chart and lines beside it, each with its doubt."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, get_args

from schemas.records import Inference, Language, SensorWindow
from services.search.page import wording
from services.search.page.dom import el
from services.search.page.overlays import Area, areas
from wearscribe.describe.perhaps import perhaps

_NEAR, _ROWS = 420, 4  # minutes between the middles of two labels, and lines of labels


@dataclass(frozen=True, slots=True)
class Inferred:
    """A layer as `overlays.Overlay` is one; `language` is that of its labels, `shown`: from the start."""

    kind: ClassVar[str] = "inferred"
    inferences: Sequence[Inference]
    language: Language
    shown: bool

    @property
    def count(self) -> int:
        return len(self.inferences)

    def series(self, channels: Sequence[str], start: int) -> list[dict[str, Any]]:
        """As `overlays.Overlay.series`: every chart has the areas, the first one their labels."""
        told = _told(self.inferences, self.language)
        return [areas(self.kind, index, told, start, labelled=index == 0) for index in range(len(channels))]


def in_each_language(inferences: Sequence[Inference]) -> str:
    """JSON of what day.js puts on the layer when the language is changed: `{language: [[first, end, words], …]}`."""
    return json.dumps({language: _told(inferences, language) for language in get_args(Language)})


def lines(window: SensorWindow, inferences: Sequence[Inference], language: Language) -> None:
    """A line each, which lights up its minutes as sentences do."""
    with el("section", classes="inferred"):
        el("h3", "What nobody logged")
        for each in inferences:
            spans = json.dumps([(-1, each.start, each.end, -1)])
            with el("p"), el("span", classes="sentence", data_spans=spans, tabindex="0"):
                el("span", f"{wording.span(window.start, each.start, each.end)} ", "card-span")
                el("span", perhaps(each, language))


def _told(inferences: Sequence[Inference], language: Language) -> list[Area]:
    """In order of time. Of a day, words are wider than what they are about: where the one before is near, they go a
    line lower."""
    told: list[Area] = []
    row, before = 0, -_NEAR
    for each in inferences:
        middle = (each.start + each.end) // 2
        row = (row + 1) % _ROWS if middle - before < _NEAR else 0
        told.append((each.start, each.end, "\n" * row + perhaps(each, language)))
        before = middle
    return told
