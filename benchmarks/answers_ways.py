"""The ways that a question is asked: the product's, and the baselines beside it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

import numpy as np
from pgvector import HalfVector
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import InternalError

from services.store.text_cache import remember_text
from wearscribe.embedder import Embedder

K = 10
WAYS = {
    "cached": "search_windows, transformer's vector",
    "static": "search_windows, static tower",
    "hybrid": "search_hybrid, transformer's vector",
    "hybrid static": "search_hybrid, static tower",
    "vector": "the transformer's vector alone",
    "word vectors": "the static tower alone",
    "captions": "full-text search over captions",
    "chance": "days in random order",
}
_BY_TEXT = "SELECT window_id FROM {}(CAST(:query AS text), k => :k)"
_BY_VECTOR = "SELECT window_id FROM search_windows(CAST(:query AS halfvec), k => :k)"
_STATIC = text("SELECT (text_vector(:query, false)).vector::text")
_PARSE = text("SELECT string_agg(kind || ' ' || coalesce(means, piece), '; ') FROM parse_query(:query)")


class Asked(NamedTuple):
    """By way the places of the windows found, best first; and how the question was read."""

    found: Mapping[str, Sequence[int]]
    parse: str


def ask(engine: Engine, model: Embedder, query: str, windows: Sequence[UUID]) -> Asked:
    """Ask in every way of a database of these windows; a place is an index of `windows`."""
    place = {window: number for number, window in enumerate(windows)}
    (vector,) = model.embed_text([query])
    found: dict[str, Sequence[int]] = {}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:

        def by(statement: str, said: str) -> Sequence[int]:
            try:
                return [place[each] for each in connection.execute(text(statement), {"query": said, "k": K}).scalars()]
            except InternalError:  # raised by the function: no word of the text is known
                return []

        found["static"] = by(_BY_TEXT.format("search_windows"), query)
        found["hybrid static"] = by(_BY_TEXT.format("search_hybrid"), query)
        words = _words(connection, query)
        found["word vectors"] = by(_BY_VECTOR, words) if words else []
        found["captions"] = by(_BY_TEXT.format("search_captions"), query)
        found["vector"] = by(_BY_VECTOR, HalfVector(vector).to_text())
        remember_text(engine, model.model_version, query, vector)
        found["cached"] = by(_BY_TEXT.format("search_windows"), query)
        found["hybrid"] = by(_BY_TEXT.format("search_hybrid"), query)
        parse = connection.execute(_PARSE, {"query": query}).scalar_one()
    found["chance"] = np.random.default_rng(len(query)).permutation(len(windows))[:K].tolist()
    return Asked({way: found[way] for way in WAYS}, parse)


def _words(connection: Connection, query: str) -> str | None:
    """Its vector by the static tower, null where no word of it is known."""
    return connection.execute(_STATIC, {"query": query}).scalar_one()
