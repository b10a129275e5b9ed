"""A question in words: asked of the service where there is one, else of the database alone."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

import numpy as np

from services.cli import service
from services.search.errors import BadText
from services.search.questions import checked
from services.settings import Settings
from services.store import registry, search
from services.store.engine import connect
from services.store.search import Answer, Filters, Hit, QueryPart
from services.store.text_cache import remember_text
from wearscribe.model import embedders

__all__ = ["BadText", "By", "Found", "Question", "ask"]

_PAGE = 100  # hits that the service gives at once


class By(StrEnum):
    meaning = "meaning"
    words = "words"
    both = "both"


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    k: int
    by: By
    filters: Filters


@dataclass(frozen=True, slots=True)
class Found:
    """`asked`: the service's address, or "database". `parts`: how the question was taken. `embedded`: by the
    transformer (exact), by the database's own vectors of words (static), or not at all. `notes`: what there is to say
    about the answer, as that nothing matches. `sql`: the same question for psql."""

    asked: str
    hits: list[Hit]
    parts: list[QueryPart]
    embedded: Literal["exact", "static"] | None
    notes: list[str]
    sql: str


def ask(question: Question, settings: Settings, exact: bool = False) -> Found:
    """`exact`: without a service load the model here, where the database could answer by its own vectors.

    Raises BadText, ServiceError, StoreError, WeightsError.
    """
    checked(question.text)
    return _of_service(question, settings) or of_database(question, settings, exact)


def of_database(question: Question, settings: Settings, exact: bool = False) -> Found:
    """Torch is imported only if `exact`, or where the model that is searched has no static tower in the database."""
    text, engine = checked(question.text), connect(settings.database)
    function, answer = _WAYS[question.by]
    if question.by is not By.words:
        version = registry.active(engine)
        if version and (exact or not registry.has_static_tower(engine, version)):
            remember_text(engine, version, text, _vector(text, version, settings.device))
    found = answer(engine, text, question.k, question.filters)
    parts = [] if question.by is By.words else search.parse(engine, text)
    sql = search.as_sql(function, {"query": text, "k": question.k, **question.filters.given()})
    return Found("database", found.hits, parts, found.embedded, list(found.notes), sql)


def _vector(text: str, version: str, device: str) -> np.ndarray:
    try:
        return np.asarray(embedders.load(version, device).embed_text([text])[0])
    except ValueError as error:
        raise BadText(str(error)) from None


def _of_service(question: Question, settings: Settings) -> Found | None:
    body = {name: _as_json(value) for name, value in question.filters.given().items()}
    body |= {"text": question.text, "by": question.by}
    first: dict[str, Any] | None = None
    hits: list[Hit] = []
    while len(hits) < question.k:
        body["k"] = min(question.k - len(hits), _PAGE)
        page = service.post(settings.service, "/v1/search", body, settings.token)
        if page is None:
            return None
        first = first or page
        hits += [_hit(each) for each in page["hits"]]
        if not page.get("next"):
            break
        body["cursor"] = page["next"]
    assert first is not None
    parts = [QueryPart(**part) for part in first["parts"]]
    return Found(settings.service, hits[: question.k], parts, first["embedded"], first["notes"], first["sql"])


def _hit(row: dict[str, Any]) -> Hit:
    typed = {"window_id": UUID(row["window_id"]), "starts_at": datetime.fromisoformat(row["starts_at"])}
    met = {"met": tuple(row["met"]), "met_spans": tuple(span and tuple(span) for span in row["met_spans"])}
    return Hit(**{**row, **typed, **met})


def _as_json(value: object) -> object:
    """As the service reads it: days without their midnight, clock times without seconds."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value


_WAYS: dict[By, tuple[str, Callable[..., Answer]]] = {
    By.meaning: ("search_windows", search.search_text),
    By.words: ("search_captions", lambda *question: Answer(search.search_captions(*question))),
    By.both: ("search_hybrid", search.hybrid),
}


def as_dict(found: Found, text: str) -> dict[str, Any]:
    return {
        "text": text,
        "asked": found.asked,
        "embedded": found.embedded,
        "parts": [asdict(part) for part in found.parts],
        "notes": found.notes,
        "sql": found.sql,
        "hits": [hit_as_dict(hit) for hit in found.hits],
    }


def hit_as_dict(hit: Hit) -> dict[str, Any]:
    return asdict(hit) | {"window_id": str(hit.window_id), "starts_at": hit.starts_at.isoformat()}
