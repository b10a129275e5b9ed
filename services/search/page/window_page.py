"""`/window/{id}`: one window in full, beside what is said of it."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import Request
from nicegui import ui

from schemas.records import CaptionedWindow, SensorWindow
from services.search.errors import NoSuchWindow
from services.search.finding import Finder
from services.search.page import problem, wording
from services.search.page.chart import Chart, chart, epoch
from services.search.page.dom import el
from services.search.page.frame import frame
from services.search.page.inferred import Inferred, in_each_language
from services.search.page.look import Look
from services.search.page.overlays import Layer, overlays
from services.search.page.question import Question
from services.search.page.sentences import sentences, spoken
from services.search.page.why import why
from services.search.page.window_head import head


async def window_page(finder: Finder, window_id: str, request: Request) -> None:
    """The question that found it is in the address: it tells why it matched, and leads back to the other answers."""
    question = Question.read(request.url.query)
    try:
        record = await finder.window(_id(window_id))
        evidence = await finder.explain(_id(window_id), question.text) if question.text else None
    except Exception as error:  # said on the page, by its kind
        with frame("wearscribe", "/window"):
            problem.show(problem.problem_of(error))
            el("a", "Search", "button", href="/")
        return

    window = record.window
    look = Look.read(request.url.query, window.minutes)
    with frame(f"{wording.day(window.start, short=True)} · wearscribe", "/window", wide=True):
        if question.is_asked:
            el("a", "← All answers", "quiet back", href=question.address())
        head(record, question, request)
        with el("div", classes="day"):
            languages, language = spoken(record.captions, look.said or question.shown_in)
            layers: list[Layer] = [*overlays(window, record.annotations, look.layers)]
            if record.inferences:
                is_shown = look.layers is None or Inferred.kind in look.layers
                layers.append(Inferred(record.inferences, language, is_shown))
            drawn = chart(window, layers, look.match)
            with el("section", classes="day-chart", aria_label="Signal"):
                _toggles(layers, look)
                _draw(drawn, record, look)
            with el("section", classes="day-said", aria_label="Captions"):
                if evidence is not None:
                    why(question.text, evidence, window)
                sentences(record, drawn.channels, languages, language)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NoSuchWindow from None


def _draw(drawn: Chart, record: CaptionedWindow, look: Look) -> None:
    """What day.js needs to know stands on the box."""
    window = record.window
    match = [min(first for first, _ in look.match), max(end for _, end in look.match)] if look.match else []
    box = el("div", classes="chart", role="img", aria_label=_heard(drawn, window, look),
             data_start=str(epoch(window)), data_minutes=str(window.minutes),
             data_grids=str(len(drawn.channels)), data_match="-".join(map(str, match)),
             data_inferred=in_each_language(record.inferences))  # fmt: skip
    with box:
        figure = ui.echart(drawn.options, renderer="svg").style(f"height: {drawn.height}px; width: 100%")
    box.props["data-chart"] = str(figure.id)


def _heard(drawn: Chart, window: SensorWindow, look: Look) -> str:
    """The chart in words; what it shows in full is said beside it, sentence by sentence."""
    channels = ", ".join(wording.name_of(name).lower() for name in drawn.channels)
    spans = ", ".join(wording.span(window.start, *span) for span in look.match)
    return f"{channels.capitalize()}, {wording.span(window.start, 0, window.minutes)}" + (
        f"; matched: {spans}" if spans else ""
    )


def _toggles(layers: Sequence[Layer], look: Look) -> None:
    with el("div", classes="layers", role="group", aria_label="Annotations shown"):
        for each in layers:
            with el("button", classes="chip layer", type="button", data_kind=each.kind,
                    aria_pressed=str(each.shown).lower()):  # fmt: skip
                el("span", wording.name_of(each.kind))
                el("span", str(each.count), "layer-count")
        with el("span", classes="zooms"):
            if look.match:
                el("button", "Zoom to the match", "quiet", type="button", data_zoom="match")
            el("button", "Whole day", "quiet", type="button", data_zoom="all")
