"""Everything a person can ask for: the one object that the HTTP interface and the page share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from sqlalchemy import Engine

from schemas.records import CaptionedWindow
from services.search.texts import TextEncoder
from services.store.search import ANY, Filters, Hit

if TYPE_CHECKING:
    from services.store.search import Evidence, Likelihood, QueryPart


class By(StrEnum):
    """How to search: nearest in meaning, holding these words in a caption, or both fused."""

    meaning = "meaning"
    words = "words"
    both = "both"


@dataclass(frozen=True, slots=True)
class Found:
    """`parts`: how the question was taken (empty where none was asked). `embedded`: by the transformer, by the static
    vectors of the database, or not at all. `notes`: what the database says about the answer, as that nothing matches
    well enough or that no window meets all conditions. `sql`: the same question for psql."""

    hits: Sequence[Hit]
    parts: Sequence[QueryPart]
    embedded: Literal["exact", "static"] | None
    notes: Sequence[str]
    sql: str


class Finder:
    """Answers without ever blocking the event loop; at most `at_once` questions are in the database at a time, and
    those beyond a short queue are told to come back (Busy). All methods raise StoreError, StoreUnavailable too."""

    def __init__(self, engine: Engine, encoder: TextEncoder, *, at_once: int = 4) -> None: ...

    async def search(self, text: str, k: int = 10, filters: Filters = ANY, by: By = By.meaning) -> Found:
        """The `k` windows that answer the text best. Raises BadText."""
        raise NotImplementedError

    async def similar(self, window_id: UUID, k: int = 10, filters: Filters = ANY) -> Found:
        """The `k` windows most like this one. Raises NoSuchWindow."""
        raise NotImplementedError

    async def composed(self, window_id: UUID, text: str, k: int = 10, filters: Filters = ANY) -> Found:
        """The `k` windows like this one but with what the text says. Raises NoSuchWindow, BadText."""
        raise NotImplementedError

    async def classify(self, window_id: UUID, labels: Sequence[str]) -> list[Likelihood]:
        """How well each label, in words, tells the window. Raises NoSuchWindow, BadText."""
        raise NotImplementedError

    async def explain(self, window_id: UUID, text: str) -> list[Evidence]:
        """What in the window answers the text, with its minutes. Raises NoSuchWindow, BadText."""
        raise NotImplementedError

    async def parse(self, text: str) -> list[QueryPart]:
        """How a question is taken: conditions, wishes and the rest. Raises BadText."""
        raise NotImplementedError

    async def window(self, window_id: UUID) -> CaptionedWindow:
        """The window with its signal [channel, minute], annotations and captions of all authors. Raises NoSuchWindow."""
        raise NotImplementedError
