"""One hit: when, how much of it was worn, what matched, and what to do with it."""

from collections.abc import Sequence

import numpy as np
from nicegui import ui

from services.search.page import alike, facts, wording
from services.search.page.dom import el
from services.search.page.look import marks
from services.search.page.matched import Matched, matched
from services.search.page.question import Question
from services.search.page.sparkline import sparkline
from services.store.previews import Preview
from services.store.search import Hit, QueryPart


def card(hit: Hit, preview: Preview | None, question: Question, parts: Sequence[QueryPart]) -> None:
    """`preview` is None where the window has gone since it was found; `parts`: how the question was taken."""
    match = matched(hit, parts, preview.minutes if preview else 1440)
    opened = question.address(f"/window/{hit.window_id}", marks(match.spans) if question.text else ())
    with el("article", classes="card", data_card=str(hit.window_id), data_alike=""):
        with el("div", classes="card-curves"):
            if preview:
                ui.html(
                    sparkline(preview, match, f"{_heard(preview)}; matched: {_minutes(hit, match, preview)}"),
                    sanitize=False,
                )
                with el("div", classes="card-hours", aria_hidden="true"):
                    for part in range(5):
                        el("span", wording.clock(hit.starts_at, preview.minutes * part // 4) if part < 4 else "")
        with el("div", classes="card-body"):
            with el("header"):
                el("a", wording.day(hit.starts_at, short=True), "card-day", href=opened, data_open="")
                el("span", _where(hit, match, preview), "card-span")
                el(
                    "span",
                    f"{hit.score:.2f}",
                    "card-score",
                    title="Score: higher is nearer",
                    aria_label=f"score {hit.score:.2f}",
                )
            el("p", hit.caption or "Nothing is said of it in this language.", "card-caption", lang=question.shown_in)
            with el("ul", classes="chips", aria_label="Facts"):
                for said, span in match.met:
                    with el("li", classes="chip met"):
                        el("span", said)
                        if span:
                            el("span", wording.span(hit.starts_at, *span), "chip-minutes")
                if preview:
                    facts.worn(preview.worn, preview.minutes)
                facts.origin(hit.subject, hit.source)
            with el("div", classes="card-actions"):
                alike.more_like(hit.window_id, question, "quiet")
                alike.like_but("quiet")
            alike.but_form(hit.window_id)


def _where(hit: Hit, match: Matched, preview: Preview | None) -> str:
    """The minutes nearest to what was meant; those that meet something stand beside it."""
    if match.nearest:
        return wording.span(hit.starts_at, *match.nearest)
    minutes = preview.minutes if preview else 1440
    return "" if match.spans else "whole day" if minutes == 1440 else wording.duration(minutes)


def _minutes(hit: Hit, match: Matched, preview: Preview) -> str:
    return ", ".join(wording.span(hit.starts_at, *span) for span in match.spans) or _where(hit, match, preview)


def _heard(preview: Preview) -> str:
    """The curves in words."""
    said = []
    if preview.heart_rate is not None and not np.isnan(preview.heart_rate).all():
        said.append(f"Heart rate {np.nanmin(preview.heart_rate):.0f} to {np.nanmax(preview.heart_rate):.0f} bpm")
    if preview.steps is not None:
        said.append(f"{np.nansum(preview.steps):,.0f} steps")
    return ", ".join(said) or "nothing measured"
