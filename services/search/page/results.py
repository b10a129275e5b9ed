"""The answer to a question: how it was taken, the cards, or that nothing matches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.search.finding import Finder, Found
from services.search.page import elsewhere, wording
from services.search.page.card import card
from services.search.page.copy_as import copy_as
from services.search.page.dom import el
from services.search.page.question import MOST, PAGE, Question
from services.store.previews import Preview, previews
from services.store.search import QueryPart

_HOW = {"condition": "must hold", "wish": "counts where it holds", "trait": "counts by how much of it there is"}


@dataclass(frozen=True, slots=True)
class Answered:
    found: Found
    previews: Mapping[UUID, Preview]


async def answer(finder: Finder, question: Question) -> Answered:
    """Raises what `finder` and the store raise."""
    if question.like and question.text:
        found = await finder.composed(question.like, question.text, question.k, question.filters)
    elif question.like:
        found = await finder.similar(question.like, question.k, question.filters)
    else:
        found = await finder.search(question.text, question.k, question.filters, question.by)
    seen = await finder.of_store(lambda engine: previews(engine, [hit.window_id for hit in found.hits]))
    return Answered(found, seen)


def results(question: Question, answered: Answered, here: str, with_token: bool) -> None:
    """`here`: scheme and host under which this is served."""
    found = answered.found
    with el("div", classes="summary"):
        el("h2", _heading(question, len(found.hits)), aria_live="polite")
        copy_as(f"{found.sql};", {"answer": elsewhere.search_address(question)}, here, with_token)
    if question.like:
        with el("p", classes="asked"):
            el("span", "Like ")
            el("a", "this day", href=f"/window/{question.like}")
            el("span", f", but {question.text}" if question.text else "")
            el("a", "Start over", "quiet", href="/", data_ask="")
    _parts(found.parts)
    for note in found.notes:
        el("p", f"{note[:1].upper()}{note[1:]}.", "note")
    if not found.hits:
        _nothing(question, found.parts)
        return
    with el("div", classes="cards"):
        for hit in found.hits:
            card(hit, answered.previews.get(hit.window_id), question, found.parts)
    if len(found.hits) == question.k < MOST:
        more = replace(question, k=min(question.k + PAGE, MOST))
        el("a", "Show more", "button more", href=more.address(), data_ask="keep")


def _heading(question: Question, hits: int) -> str:
    if not hits:
        return "Nothing matches"
    return wording.count(hits, "day", "days") + (" like this" if question.like else "")


def _parts(parts: Sequence[QueryPart]) -> None:
    """What of the question was answered exactly."""
    exact = [part for part in parts if part.kind != "rest" and part.means]
    if not exact:
        return
    with el("ul", classes="chips parts", aria_label="How the question was taken"):
        for part in exact:
            how = _HOW[part.kind]
            el("li", part.means, f"chip {part.kind}", title=f"“{part.piece}” {how}")


def _nothing(question: Question, parts: Sequence[QueryPart]) -> None:
    narrowed = [name for name, _ in question.pairs() if name not in ("q", "like", "k", "by", "language")]
    with el("section", classes="state"):
        el("p", "No day comes near enough to what you asked. Nothing is shown rather than something that is not it.")
        with el("ul", classes="hints"):
            if narrowed:
                with el("li"):
                    el("a", "Search without the filters", href=_bare(question).address(), data_ask="")
            el("li", "Say it in other words: what was done, when, how long, how fast the heart went.")
            if any(part.kind == "condition" for part in parts):
                el("li", "Leave out a condition, or make it less strict.")


def _bare(question: Question) -> Question:
    return Question(question.text, question.like, by=question.by, language=question.language)
