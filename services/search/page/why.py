"""Why a window was found: what in it answers the question."""

import json
from collections.abc import Sequence

from schemas.records import SensorWindow
from services.search.page import wording
from services.search.page.dom import el
from services.search.page.question import language_of
from services.store.search import Evidence

_MOST = 6


def why(text: str, evidence: Sequence[Evidence], window: SensorWindow) -> None:
    """Conditions first, then the spans and captions that are nearest to the text; what is said twice is shown once,
    with the minutes of both, of spans that are much the same the nearest one alone, and nothing that is far off."""
    with el("section", classes="why", aria_label="Why this matched"):
        el("h2", "Why this matched")
        el("p", f"“{text}”", "why-asked")
        together: dict[tuple[bool | None, str | None], list[Evidence]] = {}
        for each in _apart(_near(evidence)):
            together.setdefault((each.met, each.said), []).append(each)
        with el("ul"):
            for alike in list(together.values())[:_MOST]:
                _row(alike, window)
        if not together:
            el("p", "Nothing single in it answers the question; the day as a whole comes nearest.", "why-asked")


def _near(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Without what is less than half as near to the text as the nearest."""
    least = max((each.score for each in evidence if each.score is not None), default=0.0) / 2
    return [each for each in evidence if each.score is None or each.score >= max(least, 0.0)]


def _apart(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Without the spans that share half or more of the minutes of both with a nearer one."""
    kept: list[Evidence] = []
    for each in evidence:
        if each.kind != "span" or not any(_is_alike(each, other) for other in kept if other.kind == "span"):
            kept.append(each)
    return kept


def _is_alike(one: Evidence, other: Evidence) -> bool:
    if one.start_minute is None or one.end_minute is None or other.start_minute is None or other.end_minute is None:
        return False
    shared = min(one.end_minute, other.end_minute) - max(one.start_minute, other.start_minute)
    return 2 * shared >= max(one.end_minute, other.end_minute) - min(one.start_minute, other.start_minute)


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
            said = best.said or "These minutes"
            el("p", said, "why-said", lang=language_of(said))
            if spans and spans[0][1:3] != (0, window.minutes):
                el("p", wording.span(window.start, *spans[0][1:3]), "card-span")
