"""Why a window was found: what in it answers the question."""

import json
from collections.abc import Sequence

from schemas.records import SensorWindow
from services.search.page import wording
from services.search.page.dom import el
from services.store.search import Evidence

_MOST = 6


def why(text: str, evidence: Sequence[Evidence], window: SensorWindow) -> None:
    """Conditions first, then the spans and captions that are nearest to the text; what is said twice is shown once,
    with the minutes of both."""
    with el("section", classes="why", aria_label="Why this matched"):
        el("h2", "Why this matched")
        el("p", f"“{text}”", "why-asked")
        together: dict[tuple[bool | None, str | None], list[Evidence]] = {}
        for each in evidence:
            together.setdefault((each.met, each.said), []).append(each)
        with el("ul"):
            for alike in list(together.values())[:_MOST]:
                _row(alike, window)
        if not together:
            el("p", "Nothing single in it answers the question; the day as a whole comes nearest.", "why-asked")


def _row(alike: Sequence[Evidence], window: SensorWindow) -> None:
    best = alike[0]
    spans = [
        (-1, max(each.start_minute, 0), min(each.end_minute, window.minutes), -1)
        for each in alike
        if each.start_minute is not None and each.end_minute is not None
    ]
    with el("li", classes="sentence why-row", data_spans=json.dumps(spans), tabindex="0"):
        if best.met is not None:
            el("span", "✓" if best.met else "–", "mark yes" if best.met else "mark no", role="img",
               aria_label="met" if best.met else "not met")  # fmt: skip
        else:
            el("span", f"{best.score:.2f}" if best.score is not None else "", "mark")
        with el("div"):
            el("p", best.said or "These minutes", "why-said")
            if spans and spans[0][1:3] != (0, window.minutes):
                el("p", wording.span(window.start, *spans[0][1:3]), "card-span")
