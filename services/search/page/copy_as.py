"""A menu that copies the same question as SQL, curl or Python."""

from services.search.page import elsewhere
from services.search.page.dom import el
from services.search.page.question import Question


def copy_as(question: Question, sql: str, here: str, with_token: bool) -> None:
    """`here`: scheme and host under which this is served."""
    menu(sql, here + elsewhere.search_address(question), with_token)


def menu(sql: str, url: str, with_token: bool) -> None:
    ways = {"SQL": sql, "curl": elsewhere.as_curl(url, with_token), "Python": elsewhere.as_python(url, with_token)}
    with el("details", classes="menu", data_menu=""):
        el("summary", "Copy as", "button small")
        with el("div", classes="menu-items"):
            for name, text in ways.items():
                el("button", name, type="button", title=text, data_copy=text)
