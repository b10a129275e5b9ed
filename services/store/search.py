"""Finding windows from Python: the SQL functions of `migrations/functions/search`, and the same as SQL to copy."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import Any, Literal
from uuid import UUID

import numpy as np
from pgvector import HalfVector
from sqlalchemy import Connection, Engine, text

from services.store.engine import transaction

_TYPES = {
    "since": "timestamp", "until": "timestamp", "weekday": "integer[]", "min_coverage": "real", "min_score": "real",
    "time_from": "time", "time_to": "time", "window_id": "uuid", "labels": "text[]",
}  # fmt: skip
_BY_PLACE = ("window_id", "query", "text", "k")  # the first of every function, in this order
_ONE_SNAPSHOT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # a cut-over is before or after, never between
_ACTIVE = text("SELECT version FROM models WHERE active")
_WAY = text("SELECT way FROM text_vector(:query)")
_NOT_OURS = "text-search query contains only stop words"  # Postgres says so of "of", which other words stand beside


@dataclass(frozen=True, slots=True)
class Filters:
    """Which windows may be found; None lets all pass. `since` <= starts_at < `until`; `weekday` 1 Monday to 7
    Sunday; `label` the name of a logged activity or sleep; `min_coverage` 0 to 1; from `time_from` to `time_to`, past
    midnight where that is the earlier, must lie the whole of what is found. `language` is the caption's."""

    subject: str | None = None
    study: str | None = None
    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    weekday: Sequence[int] | None = None
    label: str | None = None
    min_coverage: float | None = None
    time_from: time | None = None
    time_to: time | None = None
    language: str | None = None

    def given(self) -> dict[str, Any]:
        """Those that are set, as the functions' arguments."""
        given = {name: value for name, value in asdict(self).items() if value is not None}
        if self.weekday is not None:
            given["weekday"] = list(self.weekday)
        return given


@dataclass(frozen=True, slots=True)
class Hit:
    """A window that was found. `score`: higher is better; `start_minute` to `end_minute` is what matched; `met`: what
    of it meets parts of the question, each with the actual value; `met_spans`: the minutes `[start, end)` of each of
    `met`, None where it is about the window as a whole."""

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
    met: tuple[str, ...] = ()
    met_spans: tuple[tuple[int, int] | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a text finds, best first. `notes`: what the database says of it, as that nothing matches. `embedded`: by the
    transformer's vector (exact), by the static tower's, or by none: then what is met alone ranks. `model`: whose
    vectors were compared, all of them; None before any has landed, and where words alone were looked for."""

    hits: list[Hit]
    notes: tuple[str, ...] = ()
    embedded: Literal["exact", "static"] | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class QueryPart:
    """A piece of a question. `means` is canonical; `condition`, `evidence` and, of a trait, `degree` are SQL over `w`,
    a row of windows."""

    piece: str
    kind: Literal["condition", "wish", "trait", "rest"]
    means: str | None
    condition: str | None
    evidence: str | None
    degree: str | None = None


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How well a label tells a window: the mean of its cosine similarities with the window as a whole and with the
    nearest span of it, and its probability among the labels given and "unknown", that none of them does."""

    label: str
    score: float
    probability: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What of a window answers a question. Minutes since its start, None where it is about the window as a whole;
    `score` of spans and captions, `met` of conditions, traits and wishes."""

    kind: Literal["condition", "wish", "trait", "span", "caption"]
    start_minute: int | None
    end_minute: int | None
    said: str | None
    score: float | None
    met: bool | None


ANY = Filters()


def search_text(
    engine: Engine,
    query: str,
    k: int = 10,
    filters: Filters = ANY,
    span: str | None = None,
    min_score: float | None = None,
) -> Answer:
    """The `k` windows that answer a text best. What it says in numbers, clock times and weekdays is met by all of them;
    where no window meets it all, those that meet most are found and `notes` say so.

    Empty where the best hit stays below the model's threshold, or each below `min_score`. Raises StoreError where the
    text cannot be embedded, StoreUnavailable.
    """
    given = {"span": span, "min_score": min_score, **filters.given()}
    arguments = {"query": query, "k": k} | {name: value for name, value in given.items() if value is not None}
    return _answer(engine, "search_windows", arguments)


def hybrid(engine: Engine, query: str, k: int = 10, filters: Filters = ANY) -> Answer:
    """The `k` windows by reciprocal rank fusion of `search_text` and of full-text search over the captions. Raises
    StoreUnavailable."""
    return _answer(engine, "search_hybrid", {"query": query, "k": k, **filters.given()})


def search_vector(
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
    of its dimension, OtherModel where `model` is given and another is active, StoreUnavailable.
    """
    given = {"span": span, "model": model, **filters.given()}
    arguments = {"query": HalfVector(query), "k": k} | {name: each for name, each in given.items() if each is not None}
    with transaction(engine) as connection:
        return _hits(connection, "search_windows", arguments)


def similar_windows(engine: Engine, window_id: UUID, k: int = 10, filters: Filters = ANY) -> Answer:
    """The `k` windows most like this one as a whole, itself left out. Raises StoreError where it has no vector of
    the active model, StoreUnavailable."""
    return _answer(engine, "similar_windows", {"window_id": window_id, "k": k, **filters.given()})


def composed(engine: Engine, window_id: UUID, query: str, k: int = 10, filters: Filters = ANY) -> Answer:
    """The `k` windows like this one but with what the text says. Raises StoreError where the two have not been embedded
    together (`text_cache.remember_composed`), StoreUnavailable."""
    return _answer(engine, "search_composed", {"window_id": window_id, "text": query, "k": k, **filters.given()})


def search_captions(engine: Engine, query: str, k: int = 10, filters: Filters = ANY) -> list[Hit]:
    """The `k` windows whose captions match the words best: words, "a phrase", or, -not. `filters.language` None
    searches Korean where the query holds Hangul, else English. Raises StoreUnavailable."""
    with transaction(engine) as connection:
        return _hits(connection, "search_captions", {"query": query, "k": k, **filters.given()})


def classify(engine: Engine, window_id: UUID, labels: Sequence[str]) -> list[Likelihood]:
    """How well each label, in words, tells the window, and "unknown", likeliest first. Raises StoreError where the
    window has no vector or a label cannot be embedded, StoreUnavailable."""
    with transaction(engine) as connection:
        arguments = {"window_id": window_id, "labels": list(labels)}
        return [Likelihood(*row) for row in _rows(connection, "classify_window", arguments)]


def explain(engine: Engine, window_id: UUID, query: str) -> list[Evidence]:
    """What in the window answers the text: conditions and wishes with the actual values, spans and sentences of
    captions, the best of each kind first. Raises StoreError where there is no such window, StoreUnavailable."""
    with transaction(engine) as connection:
        arguments = {"window_id": window_id, "text": query}
        return [Evidence(*row) for row in _rows(connection, "explain_match", arguments)]


def parse(engine: Engine, query: str) -> list[QueryPart]:
    """How a question is taken. Raises StoreUnavailable."""
    with transaction(engine) as connection:
        return [QueryPart(*row) for row in _rows(connection, "parse_query", {"query": query})]


def as_sql(function: str, arguments: Mapping[str, object]) -> str:
    """The call as a person would type it into psql: what is asked and `k` by place, filters by name; of a vector, what
    `\\set q …` has set."""
    shown = {name: ":'q'" if isinstance(value, np.ndarray) else _literal(value) for name, value in arguments.items()}
    given = [value if name in _BY_PLACE else f"{name} => {value}" for name, value in shown.items()]
    return f"SELECT * FROM {function}({', '.join(given)})"


class _Notices:
    """Takes what psycopg2 hears. No list: SQLAlchemy empties lists into its log after every statement."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def append(self, line: str) -> None:
        said = line.splitlines()[0].partition(":")[2].strip()  # the next is a hint for psql
        if not said.startswith(_NOT_OURS):
            self.said.append(said)


def _answer(engine: Engine, function: str, arguments: Mapping[str, object]) -> Answer:
    notices = _Notices()
    with transaction(engine) as connection:
        connection.execute(_ONE_SNAPSHOT)
        driver: Any = connection.connection.driver_connection
        driver.notices = notices
        try:
            hits = _hits(connection, function, arguments)
        finally:
            driver.notices = []
        query, model = arguments.get("query"), connection.execute(_ACTIVE).scalar_one_or_none()
        way = connection.execute(_WAY, {"query": query}).scalar_one_or_none() if query is not None else None
    return Answer(hits, tuple(notices.said), way, model)


def _hits(connection: Connection, function: str, arguments: Mapping[str, object]) -> list[Hit]:
    return [Hit(*(*row[:10], tuple(row.met), _spans(row.met_spans))) for row in _rows(connection, function, arguments)]


def _spans(ranges: Sequence[Any]) -> tuple[tuple[int, int] | None, ...]:
    return tuple(None if each is None else (each.lower, each.upper) for each in ranges)


def _rows(connection: Connection, function: str, arguments: Mapping[str, object]) -> list[Any]:
    values = {name: value.to_text() if isinstance(value, HalfVector) else value for name, value in arguments.items()}
    named = ", ".join(f"{name} => CAST(:{name} AS {_type(name, value)})" for name, value in arguments.items())
    return list(connection.execute(text(f"SELECT * FROM {function}({named})"), values))


def _type(name: str, value: object) -> str:
    return "halfvec" if isinstance(value, HalfVector) else "integer" if name == "k" else _TYPES.get(name, "text")


def _literal(value: object) -> str:
    if isinstance(value, list | tuple):
        return "ARRAY[" + ", ".join(_literal(item) for item in value) + "]"
    if isinstance(value, int | float):
        return str(value)
    quoted = str(value).replace("'", "''")
    return f"'{quoted}'"
