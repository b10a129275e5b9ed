"""From a window to others: more like it, or like it but with something that is said."""

from uuid import UUID

from services.search.page.dom import el
from services.search.page.question import Question


def more_like(window_id: UUID, question: Question, classes: str) -> None:
    """A link; the answer's captions stay in the question's language."""
    alike = Question(like=window_id, language="ko" if question.shown_in == "ko" else None)
    el("a", "More like this", classes, href=alike.address(), data_ask="")


def like_but(classes: str) -> None:
    """A button that opens the `but_form` beside it, in the same element with `data_alike` (ask.js)."""
    el("button", "Like this, but…", classes, type="button", aria_expanded="false", data_but="")


def but_form(window_id: UUID) -> None:
    with el("form", classes="but", hidden=True, action="/", method="get"):
        el("input", type="hidden", name="like", value=str(window_id))
        el("input", type="text", name="q", required=True, autocomplete="off", placeholder="with a nap in the afternoon",
           aria_label="Like this day, but with what")  # fmt: skip
        el("button", "Find", "button", type="submit")
