"""What was turned away, by stage and reason, and for operators the way back."""

import asyncio
import json

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from services.search.live import Live, Rejections, StreamStatus
from services.search.page import wording
from services.search.page.dom import changing, el
from services.stream.types import StreamError


class Rejected:
    """Built in the current place; `show` updates it. Without `live` nothing can be sent back; `by`: who does it."""

    def __init__(self, live: Live | None, by: str | None) -> None:
        self._live = live
        self._by = by
        self._told: list[tuple[TextElement, TextElement]] = []
        self._shown: list[tuple[str, str, str]] | None = None
        with el("section", aria_label="Rejections"):
            self._title = changing("h2")
            self._list = el("ol", classes="rows", data_rejections="")

    def show(self, status: StreamStatus) -> None:
        self._title.set_text(f"Rejected · {status.rejected:,}" if status.rejected else "Rejected")
        reasons = list(status.rejections)
        rows = [(each.stage, each.topic, each.reason) for each in reasons]
        if rows != self._shown:
            self._list.clear()
            with self._list:
                self._told = [self._row(each) for each in reasons]
                if not reasons:
                    el("li", "Nothing was turned away." if status.database == "ok" else "Unknown.", "empty")
            self._shown = rows
        for (count, replayed), each in zip(self._told, reasons, strict=True):
            count.set_text(f"{wording.count(each.messages, 'message')}, last {each.last_at:%d %b %H:%M} UTC")
            replayed.set_text(_replayed(each))

    def _row(self, each: Rejections) -> tuple[TextElement, TextElement]:
        with el("li", classes="row rejection"):
            with el("div"):
                el("p", each.reason, "reason")
                with el("p", classes="row-who"):
                    el("span", f"{each.stage} · ")
                    count = changing("span")
                replayed = changing("p", "row-who", data_replayed="")
            if self._live:
                button = el("button", "Replay", "button small", type="button", data_replay="",
                            title="Send them back to where they came from; twice is harmless")  # fmt: skip
                button.on("click", lambda: self._replay(each))
        return count, replayed

    async def _replay(self, each: Rejections) -> None:
        assert self._live is not None
        try:
            done = await asyncio.to_thread(self._live.replay_rejected, each.stage, each.reason, by=self._by)
        except StreamError as error:
            _say(str(error))
            return
        large = f"; {wording.count(done.too_large, 'was', 'were')} too large to keep" if done.too_large else ""
        _say(f"{wording.count(done.sent, 'message')} sent back{large}")


def _replayed(each: Rejections) -> str:
    if not each.replayed or each.replayed_at is None:
        return ""
    many = "All" if each.replayed >= each.messages else f"{each.replayed:,}"
    by = f", by {', '.join(each.replayed_by)}" if each.replayed_by else ""
    return f"{many} sent back, last {each.replayed_at:%d %b %H:%M} UTC{by}"


def _say(text: str) -> None:
    ui.run_javascript(f"wearscribe.say({json.dumps(text)})")
