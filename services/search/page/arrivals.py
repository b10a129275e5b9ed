"""The windows that have landed last."""

from nicegui.elements.mixins.text_element import TextElement

from services.search.live import Arrived, StreamStatus
from services.search.page import wording
from services.search.page.dom import changing, el

_MOST = 12


class Arrivals:
    """Built in the current place; `show` updates it."""

    def __init__(self) -> None:
        self._ages: list[TextElement] = []
        self._shown: list[tuple[object, ...]] | None = None
        with el("section", aria_label="Windows arriving"):
            el("h2", "Windows arriving")
            self._list = el("ol", classes="rows", data_arrivals="")

    def show(self, status: StreamStatus) -> None:
        newest = list(status.newest)[:_MOST]
        rows: list[tuple[object, ...]] = [(each.window_id, each.landed_at, each.searchable) for each in newest]
        if rows != self._shown:
            known = {row[:2] for row in self._shown or rows}
            self._list.clear()
            with self._list:
                self._ages = [_row(each, (each.window_id, each.landed_at) not in known) for each in newest]
                if not newest:
                    with el("li", classes="empty"):
                        el("span", "None yet. Send some: ")
                        el("code", "wearscribe replay sample")
            self._shown = rows
        for age, each in zip(self._ages, newest, strict=True):
            age.set_text(_age((status.at - each.landed_at).total_seconds()))


def _row(each: Arrived, is_new: bool) -> TextElement:
    with el("li", classes="row new" if is_new else "row"):
        el("a", wording.day(each.starts_at, short=True), href=f"/window/{each.window_id}")
        el("span", f"{wording.wearer(each.subject)} · {each.source}", "row-who", title=f"Wearer {each.subject}")
        el("span", "" if each.searchable else "not searchable yet", "row-note")
        return changing("span", "row-age")


def _age(seconds: float) -> str:
    if seconds < 60:
        return f"{max(seconds, 0):.0f} s ago"
    if seconds < 3600:
        return f"{seconds / 60:.0f} min ago"
    return f"{seconds / 3600:.0f} h ago" if seconds < 48 * 3600 else f"{seconds / 86400:.0f} days ago"
