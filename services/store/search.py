"""Finding windows from Python: the SQL functions of `migrations/sql/0002_search.sql`, and the same as SQL to copy."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from pgvector import HalfVector
from sqlalchemy import Engine, text

from services.store.engine import transaction
from services.store.errors import StoreError


@dataclass(frozen=True, slots=True)
class Filters:
    """Which windows may be found; None lets all pass. `since` <= starts_at < `until`; `weekday` 1 Monday to 7
    Sunday; `label` the name of a logged activity or sleep; `min_coverage` 0 to 1. `language` is the caption's."""

    subject: str | None = None
    study: str | None = None
    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    weekday: Sequence[int] | None = None
    label: str | None = None
    min_coverage: float | None = None
    language: str | None = None

    def given(self) -> dict[str, Any]:
        """Those that are set, as the functions' arguments."""
        given = {name: value for name, value in asdict(self).items() if value is not None}
        if self.weekday is not None:
            given["weekday"] = list(self.weekday)
        return given


@dataclass(frozen=True, slots=True)
class Hit:
    """A window that was found. `score`: higher is better; `start_minute` to `end_minute` is what matched."""

    window_id: UUID
    study: str
    subject: str
    source: str
    starts_at: datetime
    score: float
    span: str
    start_minute: int
    end_minute: int
    caption: str | None


ANY = Filters()
_ONE_SNAPSHOT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # a cut-over is before or after, never between
_ACTIVE = text("SELECT version FROM models WHERE active")


class OtherModel(StoreError):
    """Another model has become the active one since the query was embedded: embed it anew."""


def search_windows(
    engine: Engine,
    query: np.ndarray,
    k: int = 10,
    filters: Filters = ANY,
    span: str | None = None,
    model: str | None = None,
) -> list[Hit]:
    """The `k` windows nearest to a vector `[dimension]` of the active model, best first: ranked as wholes, each telling
    which span of it matches best. `span` "window" tells the whole alone, "bout" ranks by the best bout.

    Fewer than `k` only where fewer pass the filters. Raises StoreError where no model is active or the vector is not
    of its dimension, OtherModel where not `model` is active, StoreUnavailable.
    """
    arguments = {"query": HalfVector(query).to_text(), "k": k, **filters.given()}
    if span is not None:
        arguments["span"] = span
    return _hits(engine, "search_windows", arguments, model)


def similar_windows(engine: Engine, window_id: UUID, k: int = 10, filters: Filters = ANY) -> list[Hit]:
    """The `k` windows most like this one as a whole, itself left out. Raises StoreError where it has no vector of
    the active model, StoreUnavailable."""
    return _hits(engine, "similar_windows", {"window_id": window_id, "k": k, **filters.given()})


def search_captions(engine: Engine, query: str, k: int = 10, filters: Filters = ANY) -> list[Hit]:
    """The `k` windows whose captions match the words best: words, "a phrase", or, -not. `filters.language` None
    searches Korean where the query holds Hangul, else English. Raises StoreUnavailable."""
    return _hits(engine, "search_captions", {"query": query, "k": k, **filters.given()})


def as_sql(function: str, arguments: Mapping[str, object]) -> str:
    """The call as a person would type it into psql, where `\\set q …` has set the query vector."""
    shown = {name: ":'q'" if isinstance(value, np.ndarray) else _literal(value) for name, value in arguments.items()}
    return f"SELECT * FROM {function}({', '.join(f'{name} => {value}' for name, value in shown.items())})"


def _hits(engine: Engine, function: str, arguments: Mapping[str, object], model: str | None = None) -> list[Hit]:
    types = {"query": "halfvec" if function == "search_windows" else "text", "since": "timestamp", "until": "timestamp"}
    types |= {"min_coverage": "real", "weekday": "integer[]", "window_id": "uuid"}
    named = ", ".join(
        f"{name} => CAST(:{name} AS {types[name]})" if name in types else f"{name} => :{name}" for name in arguments
    )
    with transaction(engine) as connection:
        if model is not None:
            connection.execute(_ONE_SNAPSHOT)
            active = connection.execute(_ACTIVE).scalar_one_or_none()
            if active not in (None, model):
                raise OtherModel(f"{active} is searched now, not {model}: embed the query with it and search again")
        return [Hit(*row) for row in connection.execute(text(f"SELECT * FROM {function}({named})"), arguments)]


def _literal(value: object) -> str:
    if isinstance(value, list | tuple):
        return "ARRAY[" + ", ".join(_literal(item) for item in value) + "]"
    if isinstance(value, int | float):
        return str(value)
    quoted = str(value).replace("'", "''")
    return f"'{quoted}'"
