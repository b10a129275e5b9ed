"""`/`: the search box, the filters and what was found."""

from fastapi import Request
from nicegui import ui
from nicegui.events import GenericEventArguments

from services.search.api.access import COOKIE
from services.search.finding import Finder
from services.search.page import problem, wording
from services.search.page.dom import el
from services.search.page.filters import filters
from services.search.page.frame import frame
from services.search.page.problem import Problem
from services.search.page.question import Question
from services.search.page.results import Answered, answer, results
from services.store.choices import Choices, choices

EXAMPLES = (
    "a long walk in the morning",
    "less than six hours of sleep",
    "a run that took heart rate above 170",
    "a nap on a Sunday afternoon",
    "저녁 달리기",  # a run in the evening
    "5시간 이하로 잔 날",  # a day with at most five hours of sleep
)
_NOTHING = Choices(0, None, (), (), (), None, None)
_AGAIN = 2.0  # seconds until what passes by itself is looked at again


async def search_page(finder: Finder, request: Request) -> None:
    """The answer is in the page when it arrives; the next questions come over the page's socket as query strings."""
    question = Question.read(request.url.query)
    said: Problem | None = None
    here, with_token = str(request.base_url).rstrip("/"), COOKIE in request.cookies
    there, trouble = await _there(finder)

    with frame(_title(question), "/"):
        _form(question, there)
        shown = el("div", classes="results", data_results="")

    async def ask(asked: Question) -> None:
        nonlocal question, said
        question = asked
        outcome = trouble or _lacking(there) or await _outcome(finder, asked)
        if asked is not question or (said and outcome == said):  # asked something else meanwhile, or still the same
            return
        said = outcome if isinstance(outcome, Problem) else None
        passing.active = said is not None and said.passes
        shown.clear()
        with shown:
            if isinstance(outcome, Problem):
                problem.show(outcome)
            elif outcome is None:
                _start(there)
            else:
                results(asked, outcome, here, with_token)

    async def asked_anew(event: GenericEventArguments) -> None:
        asked = Question.read(str(event.args))
        await ask(asked)
        if asked is question:
            ui.page_title(_title(asked))
            ui.run_javascript("wearscribe.answered()")

    async def look_again() -> None:
        if not _lacking(there):
            await ask(question)
        elif _lacking((await _there(finder))[0]) != _lacking(there):
            ui.navigate.reload()  # there may be something to filter by now

    passing = ui.timer(_AGAIN, look_again, active=False, immediate=False)
    await ask(question)
    ui.on("ask", asked_anew)


async def _there(finder: Finder) -> tuple[Choices, Problem | None]:
    try:
        return await finder.of_store(choices), None
    except Exception as error:  # the page itself comes, whatever the database does
        return _NOTHING, problem.problem_of(error)


async def _outcome(finder: Finder, question: Question) -> Answered | Problem | None:
    if not question.is_asked:
        return None
    try:
        return await answer(finder, question)
    except Exception as error:  # said on the page, by its kind
        return problem.problem_of(error)


def _lacking(there: Choices) -> Problem | None:
    if not there.windows:
        return problem.NOTHING_LANDED
    return None if there.model else problem.NO_MODEL


def _title(question: Question) -> str:
    return f"{question.text or 'More like this'} · wearscribe" if question.is_asked else "wearscribe"


def _form(question: Question, there: Choices) -> None:
    """Its fields are filled from the address by ask.js: a `value` given here would overwrite, with every change of the
    page, what is being typed."""
    with el("form", classes="ask" if question.is_asked else "ask first", role="search", action="/", data_ask_form=""):
        el("h1", "Find days with words")
        el("input", type="hidden", name="like")
        el("input", type="hidden", name="language")
        with el("div", classes="box"):
            el("input", type="search", name="q", autocomplete="off", enterkeyhint="search",
               placeholder="nights with many awakenings after an evening run", aria_label="What to look for",
               autofocus=not question.is_asked)  # fmt: skip
            el("kbd", "/", aria_hidden="true")
            el("button", "Search", "button primary", type="submit")
        with el("details", classes="narrow", data_filters=""):
            with el("summary", classes="button small"):
                el("span", "Filters")
                el("span", "", "number", data_filters_on="")
            filters(there)
            el("button", "Clear the filters", "quiet", type="button", data_filters_clear="")


def _start(there: Choices) -> None:
    with el("section", classes="start"):
        with el("ul", classes="examples", aria_label="Examples"):
            for example in EXAMPLES:
                with el("li"):
                    el("a", example, "example", href=Question(example).address(), data_ask="")
        if there.first and there.last:
            who = wording.count(len(there.subjects), "wearer")
            el(
                "p",
                f"{wording.count(there.windows, 'day')} of {who}, {there.first:%b %Y} to {there.last:%b %Y}",
                "there",
            )
