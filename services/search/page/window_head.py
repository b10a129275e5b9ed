"""The head of a window: when it is, its facts, where to go from it and how to take it along."""

from fastapi import Request

from schemas.records import CaptionedWindow
from services.search.api.access import COOKIE
from services.search.api.exports import Format
from services.search.page import alike, elsewhere, facts, wording
from services.search.page.copy_as import copy_as
from services.search.page.dom import el
from services.search.page.overlays import inside
from services.search.page.question import Question

_FORMATS = {Format.json: "JSON", Format.csv: "CSV", Format.parquet: "Parquet", Format.arrow: "Arrow"}


def head(record: CaptionedWindow, question: Question, request: Request) -> None:
    window_id = record.window.window_id
    with el("div", classes="day-head", data_alike=""):
        _title(record)
        with el("div", classes="day-actions"):
            alike.more_like(window_id, question, "button small")
            alike.like_but("button small")
            copy_as(
                elsewhere.window_sql(window_id, question.text),
                elsewhere.window_answers(window_id, question.text),
                str(request.base_url).rstrip("/"),
                COOKIE in request.cookies,
            )
            with el("details", classes="menu", data_menu=""):
                el("summary", "Export", "button small")
                with el("div", classes="menu-items"):
                    for name in Format:
                        el("a", _FORMATS[name], href=elsewhere.window_address(window_id, name), download="")
        alike.but_form(window_id)


def _title(record: CaptionedWindow) -> None:
    window = record.window
    with el("div", classes="day-title"):
        el("h1", wording.day(window.start))
        with el("ul", classes="chips", aria_label="Facts"):
            if window.minutes != 1440:
                el("li", wording.span(window.start, 0, window.minutes), "chip")
            facts.worn(_worn(record), window.minutes)
            facts.origin(window.subject, window.source)
            for name in sorted({label.name for label in window.labels}):
                el("li", wording.name_of(name).lower(), "chip")


def _worn(record: CaptionedWindow) -> float:
    """As services.store.previews has it."""
    window = record.window
    off = sum(
        end - first for a in record.annotations if a.kind == "non_wear" for first, end in [inside(a, window.minutes)]
    )
    return min(window.coverage, 1 - off / window.minutes)
