"""When there is no answer: what is wrong, and what to do next."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from services.search.errors import BadText, Busy, ModelLoading, NoSuchWindow
from services.search.page.dom import el
from services.store.errors import StoreError, StoreUnavailable


@dataclass(frozen=True, slots=True)
class Problem:
    """`steps` are commands or sentences, in the order in which to try them. `again`: a person may try again; `passes`:
    the page does."""

    title: str
    text: str
    steps: Sequence[str] = ()
    again: bool = False
    passes: bool = False


NOTHING_LANDED = Problem(
    "Nothing has landed yet",
    "There is no window to find. Send some data through the line and they appear here by themselves:",
    ("wearscribe demo", "wearscribe replay sample", "wearscribe doctor"),
    passes=True,
)
NO_MODEL = Problem(
    "No model is being searched yet",
    "Windows have landed, but no model is active that could tell which answer a question. "
    "As soon as there is one, you can ask here:",
    ("wearscribe worker inference", "wearscribe model activate VERSION", "wearscribe doctor"),
    passes=True,
)


def problem_of(error: Exception) -> Problem:
    """What the page says of an error. One that nobody foresaw is logged, and named by its kind alone."""
    match error:
        case StoreUnavailable():
            return Problem(
                "The database does not answer",
                "Nothing is lost: ask again when Postgres is back.",
                ("wearscribe doctor", "wearscribe stack start"),
                again=True,
            )
        case Busy():
            return Problem("The answer did not come in time", f"{str(error)[:1].upper()}{str(error)[1:]}.", again=True)
        case ModelLoading():
            return Problem(
                "The model is loading",
                "It takes some seconds, after the start and after another model was made active. "
                "The answer then comes by itself.",
                passes=True,
            )
        case BadText():
            return Problem("This cannot be searched for", str(error))
        case NoSuchWindow():
            return Problem("There is no such window", "It has not landed yet, or it was erased.")
        case StoreError():
            return Problem("The database could not answer", str(error), ("wearscribe doctor",), again=True)
    logging.getLogger(__name__).exception("a question failed", exc_info=error)
    return Problem("Something went wrong", f"{type(error).__name__}; the log of the server tells more.", again=True)


def show(problem: Problem) -> None:
    with el("section", classes="state", role="alert"):
        el("h2", problem.title)
        el("p", problem.text)
        if problem.steps:
            with el("ul", classes="steps"):
                for step in problem.steps:
                    with el("li"):
                        el("code", step) if step.startswith("wearscribe ") else el("span", step)
        if problem.again:
            el("button", "Try again", "button", type="button", data_again="")
