"""The line from left to right: each stage with what it does and how far it is behind, and what can be found."""

from collections import deque

from nicegui import ui

from services.search.live import StreamStatus
from services.search.page.dom import changing, el

_SECONDS = 120  # of history in the curves
_WIDTH, _HEIGHT = 120, 26
_STAGES = {
    "features": "annotates and describes",
    "inference": "embeds and captions",
    "sink": "writes the rows",
}


class Stages:
    """Built in the current place; `show` updates it."""

    def __init__(self) -> None:
        with el("section", classes="stages", aria_label="Stages"):
            self._tiles = {name: _Tile(name, what) for name, what in _STAGES.items()}
            self._landed = _Tile("landed", "windows that can be found")

    def show(self, status: StreamStatus) -> None:
        for stage in status.stages:
            behind = "unknown" if stage.lag is None else f"{stage.lag:,} waiting" if stage.lag else "nothing waiting"
            self._tiles[stage.name].show(_said(stage.rate), behind, stage.rate)
        total = "–" if status.searchable is None else f"{status.searchable:,}"
        waiting = (status.windows or 0) - (status.searchable or 0)
        arriving = f"{_said(status.rate)} arriving" + (f", {waiting:,} not yet searchable" if waiting else "")
        self._landed.show(total, arriving, status.rate)


class _Tile:
    def __init__(self, name: str, what: str) -> None:
        self._history: deque[float] = deque(maxlen=_SECONDS)
        with el("article", classes="stage", data_stage=name):
            el("h2", name.capitalize())
            el("p", what, "stage-what")
            self._big = changing("p", "stage-big")
            self._small = changing("p", "stage-small")
            self._curve = ui.html("", sanitize=False)

    def show(self, big: str, small: str, rate: float | None) -> None:
        self._big.set_text(big)
        self._small.set_text(small)
        self._history.append(rate or 0.0)
        self._curve.set_content(_curve(self._history))


def _said(rate: float | None) -> str:
    if rate is None:
        return "–"
    return f"{rate:.1f}/s" if rate >= 0.1 or rate == 0 else f"{rate * 60:.1f}/min"


def _curve(history: deque[float]) -> str:
    """The rate since the page was opened, the newest at the right."""
    most, step = max(*history, 0.1), _WIDTH / (_SECONDS - 1)
    points = " ".join(
        f"{_WIDTH - back * step:.1f},{_HEIGHT - 1 - value / most * (_HEIGHT - 3):.1f}"
        for back, value in enumerate(reversed(history))
    )
    return (
        f'<svg class="rate" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none" aria-hidden="true">'
        f'<polyline points="{points}"/></svg>'
    )
