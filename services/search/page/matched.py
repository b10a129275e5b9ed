"""Which minutes of a hit answer the question: those that meet its conditions, and those nearest to what it means."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.store.search import Hit, QueryPart

Span = tuple[int, int]
"""`[first minute, minute after the last)`, since the window's start."""


@dataclass(frozen=True, slots=True)
class Matched:
    """`met`: what is met, each once, and its minutes, None where it is about the window as a whole. `nearest`: None
    where it is the whole window, where nothing was asked but conditions, or where minutes meet all that was asked."""

    met: Sequence[tuple[str, Span | None]]
    nearest: Span | None

    @property
    def spans(self) -> list[Span]:
        """All there are, each once."""
        found = [span for _, span in self.met if span] + ([self.nearest] if self.nearest else [])
        return list(dict.fromkeys(found))


def matched(hit: Hit, parts: Sequence[QueryPart], minutes: int) -> Matched:
    """`parts`: how the question was taken; `minutes`: the window's."""
    met = dict.fromkeys(zip(hit.met, hit.met_spans, strict=True))  # two parts may be met by one fact
    is_exact = bool(parts) and all(
        part.kind == "condition" or (part.kind == "wish" and any(hit.met_spans)) for part in parts
    )
    is_whole = hit.span == "window" or (hit.start_minute, hit.end_minute) == (0, minutes)
    return Matched(list(met), None if is_exact or is_whole else (hit.start_minute, hit.end_minute))
