"""Why a window was found: what in it answers the question."""

import json
from collections.abc import Sequence

from schemas.records import SensorWindow
from services.search.page import wording
from services.search.page.dom import el
from services.store.search import Evidence


def why(text: str, evidence: Sequence[Evidence], window: SensorWindow) -> None:
    """Conditions first, then the spans and captions that are nearest to the text."""
    with el("section", classes="why", aria_label="Why this matched"):
        el("h2", "Why this matched")
        el("p", f"“{text}”", "why-asked")
        if not evidence:
            el("p", "Nothing single in it answers the question; the day as a whole comes nearest.", "why-none")
        with el("ul"):
            for each in evidence:
                _row(each, window)


def _row(each: Evidence, window: SensorWindow) -> None:
    first, end = each.start_minute, each.end_minute
    spans = [] if first is None or end is None else [(-1, max(first, 0), min(end, window.minutes), -1)]
    with el("li", classes="sentence why-row", data_spans=json.dumps(spans), tabindex="0"):
        if each.met is not None:
            el("span", "✓" if each.met else "–", "mark yes" if each.met else "mark no", role="img",
               aria_label="met" if each.met else "not met")  # fmt: skip
        else:
            el("span", f"{each.score:.2f}" if each.score is not None else "", "mark")
        with el("span"):
            el("span", each.said or "")
            if spans and spans[0][1:3] != (0, window.minutes):
                el("span", wording.span(window.start, *spans[0][1:3]), "card-span why-span")
