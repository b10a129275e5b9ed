"""One hit: when, how much of it was worn, what matched, and what to do with it."""

import numpy as np
from nicegui import ui

from services.search.page import facts, wording
from services.search.page.dom import el
from services.search.page.question import Question
from services.search.page.sparkline import sparkline
from services.store.previews import Preview
from services.store.search import Hit


def card(hit: Hit, preview: Preview | None, question: Question) -> None:
    """`preview` is None where the window has gone since it was found."""
    opened = f"/window/{hit.window_id}"
    if question.text:
        opened = question.address(opened, **{"from": hit.start_minute, "until": hit.end_minute})
    elif question.is_asked:
        opened = question.address(opened)
    with el("article", classes="card", data_card=str(hit.window_id)):
        with el("div", classes="card-curves"):
            if preview:
                ui.html(
                    sparkline(
                        preview,
                        hit.start_minute,
                        hit.end_minute,
                        f"{_heard(preview)}; matched: {_matched(hit, preview)}",
                    ),
                    sanitize=False,
                )
                with el("div", classes="card-hours", aria_hidden="true"):
                    for part in range(5):
                        el("span", wording.clock(hit.starts_at, preview.minutes * part // 4) if part < 4 else "")
        with el("div", classes="card-body"):
            with el("header"):
                el("a", wording.day(hit.starts_at, short=True), "card-day", href=opened, data_open="")
                el("span", _matched(hit, preview), "card-span")
                el(
                    "span",
                    f"{hit.score:.2f}",
                    "card-score",
                    title="Score: higher is nearer",
                    aria_label=f"score {hit.score:.2f}",
                )
            el("p", hit.caption or "Nothing is said of it in this language.", "card-caption", lang=question.shown_in)
            with el("ul", classes="chips", aria_label="Facts"):
                for met in dict.fromkeys(hit.met):  # two parts may be met by one fact
                    el("li", met, "chip met")
                if preview:
                    facts.worn(preview.worn, preview.minutes)
                facts.origin(hit.subject, hit.source)
            _actions(hit, question)


def _actions(hit: Hit, question: Question) -> None:
    alike = Question(like=hit.window_id, language="ko" if question.shown_in == "ko" else None)
    with el("div", classes="card-actions"):
        el("a", "More like this", "quiet", href=alike.address(), data_ask="")
        el("button", "Like this, but…", "quiet", type="button", aria_expanded="false", data_but="")
    with el("form", classes="but", hidden=True, data_like=str(hit.window_id), action="/", method="get"):
        el("input", type="hidden", name="like", value=str(hit.window_id))
        el("input", type="text", name="q", required=True, autocomplete="off", placeholder="with a nap in the afternoon",
           aria_label="Like this day, but with what")  # fmt: skip
        el("button", "Find", "button", type="submit")


def _matched(hit: Hit, preview: Preview | None) -> str:
    minutes = preview.minutes if preview else 1440
    if hit.span == "window" or (hit.start_minute, hit.end_minute) == (0, minutes):
        return "whole day" if minutes == 1440 else wording.duration(minutes)
    return wording.span(hit.starts_at, hit.start_minute, hit.end_minute)


def _heard(preview: Preview) -> str:
    """The curves in words."""
    said = []
    if preview.heart_rate is not None and not np.isnan(preview.heart_rate).all():
        said.append(f"Heart rate {np.nanmin(preview.heart_rate):.0f} to {np.nanmax(preview.heart_rate):.0f} bpm")
    if preview.steps is not None:
        said.append(f"{np.nansum(preview.steps):,.0f} steps")
    return ", ".join(said) or "nothing measured"
