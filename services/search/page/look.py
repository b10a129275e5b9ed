"""How a window is looked at, as it stands in the address beside the question: whoever has the link sees the same."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qsl

from services.search.page.matched import Span

_SPAN = re.compile(r"(\d{1,4})-(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Look:
    """`match`: the minutes that answered; `said`: the language of the captions; `layers`: kinds of annotations that are
    shown, None for those that always are. What is zoomed to is the browser's to know (day.js)."""

    match: Sequence[Span] = ()
    said: str | None = None
    layers: frozenset[str] | None = None

    @classmethod
    def read(cls, query: str, minutes: int) -> Self:
        """Of the query string of an address; what does not lie in a window of so many minutes counts as not given."""
        pairs = parse_qsl(query, keep_blank_values=True)
        one = dict(reversed(pairs))
        spans = [_span(value, minutes) for name, value in pairs if name == "match"]
        layers = one.get("layers")
        return cls(
            [span for span in spans if span],
            one.get("said") or None,
            None if layers is None else frozenset(layers.split(",")),
        )


def marks(spans: Sequence[Span]) -> list[tuple[str, str]]:
    """Parameters of an address."""
    return [("match", f"{first}-{end}") for first, end in spans]


def _span(text: str, minutes: int) -> Span | None:
    read = _SPAN.fullmatch(text)
    first, end = (int(read[1]), int(read[2])) if read else (0, 0)
    return (first, end) if first < end <= minutes and (first, end) != (0, minutes) else None
