"""`/window/{id}`: one window in full, beside what is said of it."""

from uuid import UUID

from fastapi import Request
from nicegui import ui

from schemas.records import CaptionedWindow
from services.search.api.access import COOKIE
from services.search.api.exports import Format
from services.search.errors import NoSuchWindow
from services.search.finding import Finder
from services.search.page import copy_as, elsewhere, facts, problem, wording
from services.search.page.chart import chart, epoch
from services.search.page.dom import el
from services.search.page.frame import frame
from services.search.page.overlays import Overlay, inside, overlays
from services.search.page.question import Question
from services.search.page.sentences import sentences
from services.search.page.why import why

_FORMATS = {Format.json: "JSON", Format.csv: "CSV", Format.parquet: "Parquet", Format.arrow: "Arrow"}


async def window_page(finder: Finder, window_id: str, request: Request) -> None:
    """The question that found it is in the address: it tells why it matched, and leads back to the other answers."""
    question = Question.read(request.url.query)
    match = _minutes(request)
    try:
        record = await finder.window(_id(window_id))
        evidence = await finder.explain(_id(window_id), question.text) if question.text else None
    except Exception as error:  # said on the page, by its kind
        with frame("wearscribe", "/window"):
            problem.show(problem.problem_of(error))
            el("a", "Search", "button", href="/")
        return

    window = record.window
    match = None if match == (0, window.minutes) else match
    with frame(f"{wording.day(window.start, short=True)} · wearscribe", "/window", wide=True):
        if question.is_asked:
            el("a", "← All answers", "quiet back", href=question.address())
        _head(record, question, str(request.base_url).rstrip("/"), COOKIE in request.cookies)
        with el("div", classes="day"):
            layers = overlays(window, record.annotations)
            drawn = chart(window, layers, match)
            with el("section", classes="day-chart", aria_label="Signal"):
                _toggles(layers, match)
                box = el("div", classes="chart", data_start=str(epoch(window)), data_minutes=str(window.minutes),
                         data_grids=str(len(drawn.channels)), data_match="-".join(map(str, match or ())))  # fmt: skip
                with box:
                    figure = ui.echart(drawn.options, renderer="svg").style(f"height: {drawn.height}px; width: 100%")
                box.props["data-chart"] = str(figure.id)
            with el("section", classes="day-said", aria_label="Captions"):
                if evidence is not None:
                    why(question.text, evidence, window)
                sentences(window, record.annotations, record.captions, drawn.channels, question.shown_in)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NoSuchWindow from None


def _minutes(request: Request) -> tuple[int, int] | None:
    """The minutes that matched, of the address."""
    first, end = (request.query_params.get(name, "") for name in ("from", "until"))
    if first.isdecimal() and end.isdecimal() and 0 <= int(first) < int(end) <= 1440:
        return int(first), int(end)
    return None


def _head(record: CaptionedWindow, question: Question, here: str, with_token: bool) -> None:
    window = record.window
    with el("div", classes="day-head"):
        with el("div", classes="day-title"):
            el("h1", wording.day(window.start))
            with el("ul", classes="chips", aria_label="Facts"):
                if window.minutes != 1440:
                    el("li", wording.span(window.start, 0, window.minutes), "chip")
                facts.worn(_worn(record), window.minutes)
                facts.origin(window.subject, window.source)
                for name in sorted({label.name for label in window.labels}):
                    el("li", wording.name_of(name).lower(), "chip")
        with el("div", classes="day-actions"):
            alike = Question(like=window.window_id, language="ko" if question.shown_in == "ko" else None)
            el("a", "More like this", "button small", href=alike.address())
            sql = f"SELECT * FROM v_annotations WHERE window_id = '{window.window_id}'"
            copy_as.menu(sql, here + elsewhere.window_address(window.window_id), with_token)
            with el("details", classes="menu", data_menu=""):
                el("summary", "Export", "button small")
                with el("div", classes="menu-items"):
                    for name in Format:
                        address = elsewhere.window_address(window.window_id, name)
                        el(
                            "a",
                            _FORMATS[name],
                            href=address,
                            download="",
                        )


def _worn(record: CaptionedWindow) -> float:
    """As services.store.previews has it."""
    window = record.window
    off = sum(
        end - first for a in record.annotations if a.kind == "non_wear" for first, end in [inside(a, window.minutes)]
    )
    return min(window.coverage, 1 - off / window.minutes)


def _toggles(layers: list[Overlay], match: tuple[int, int] | None) -> None:
    with el("div", classes="layers", role="group", aria_label="Annotations shown"):
        for each in layers:
            with el("button", classes="chip layer", type="button", data_kind=each.kind,
                    aria_pressed=str(each.shown).lower()):  # fmt: skip
                el("span", wording.name_of(each.kind))
                el("span", str(len(each.annotations)), "layer-count")
        with el("span", classes="zooms"):
            if match:
                el("button", "Zoom to the match", "quiet", type="button", data_zoom="match")
            el("button", "Whole day", "quiet", type="button", data_zoom="all")
