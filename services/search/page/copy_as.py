"""A menu that copies what is seen as SQL, curl or Python: whoever runs it gets the same."""

from collections.abc import Mapping

from services.search.page import elsewhere
from services.search.page.dom import el


def copy_as(sql: str, answers: Mapping[str, str], here: str, with_token: bool) -> None:
    """`answers`: path and query of /v1 by the name that Python gives what comes; `here`: scheme and host under which
    this is served."""
    urls = {name: here + address for name, address in answers.items()}
    ways = {"SQL": sql, "curl": elsewhere.as_curl(urls, with_token), "Python": elsewhere.as_python(urls, with_token)}
    with el("details", classes="menu", data_menu=""):
        el("summary", "Copy as", "button small")
        with el("div", classes="menu-items"):
            for name, text in ways.items():
                el("button", name, type="button", title=text, data_copy=text)
