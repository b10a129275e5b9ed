"""Small facts about a window, as chips in a list."""

from services.search.page import wording
from services.search.page.dom import el

_LITTLE = 0.8  # share of the minutes worn below which a day tells little


def worn(share: float, minutes: int) -> None:
    said = f"The device was worn for {wording.duration(share * minutes)} of {wording.duration(minutes)}"
    el("li", f"worn {share:.0%}", "chip worn low" if share < _LITTLE else "chip worn", title=said)


def origin(subject: str, source: str) -> None:
    el("li", f"{wording.wearer(subject)} · {source}", "chip", title=f"Wearer {subject}")
