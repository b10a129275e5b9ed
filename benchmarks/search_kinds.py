"""The kinds of search that the benchmark times, and for each the exact scan that finds the same."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Engine, text

from benchmarks.search_vectors import questions

K = 10
#: The condition of a kind whose queries are texts, each with conditions of its own.
PARSED = "parsed"
_EXACT = """SELECT e.window_id FROM embeddings e JOIN windows w ON w.window_id = e.window_id
    WHERE e.model_version = '{model}' AND e.span = 'window' AND {condition} ORDER BY e.vector <=> {vector} LIMIT {k}"""
_EXACT_WISHED = """WITH passing AS MATERIALIZED (
        SELECT e.window_id, e.vector <=> {vector} AS distance, {complete} AS complete
        FROM embeddings e JOIN windows w ON w.window_id = e.window_id
        WHERE e.model_version = '{model}' AND e.span = 'window' AND {condition}
    ), first AS (SELECT * FROM passing WHERE complete ORDER BY distance LIMIT 50
    ), others AS (SELECT * FROM passing ORDER BY distance LIMIT 50
    ) SELECT c.window_id FROM (
        SELECT * FROM first UNION ALL SELECT * FROM others WHERE window_id NOT IN (SELECT window_id FROM first)
    ) c JOIN windows w ON w.window_id = c.window_id
    ORDER BY c.complete DESC, c.distance * (1 - 0.9 * {share}), c.distance LIMIT {k}"""
_PARTS = text("""
    SELECT coalesce((SELECT string_agg('(' || p.condition || ')', ' AND ') FROM unnest(parts) p
                     WHERE p.kind = 'condition'), 'true') AS condition,
           wished_share(parts) AS share, having_all(parts) AS complete, embed_text(:query)::text AS vector
    FROM question_parts(:query) parts
""")
_KINDS_OF_PARTS = text(
    "SELECT DISTINCT kind FROM parse_query(:query) WHERE (text_vector(:query, false)).vector IS NOT NULL"
)
_SOME_WINDOWS = text("SELECT window_id::text FROM windows ORDER BY md5(window_id::text) LIMIT :count")


class Kind(NamedTuple):
    """A kind of search: SQL over :query that finds windows, the condition over `w` that they meet (None: no exact scan
    finds the same), and what is asked: texts, ids, or vectors written down."""

    name: str
    search: str
    condition: str | None
    asked: Sequence[str]


class Texts(NamedTuple):
    """What is asked in words: of `all` those with exact conditions, and those of neither conditions nor wishes."""

    all: list[str]
    conditioned: list[str]
    plain: list[str]


def texts(engine: Engine) -> Texts:
    with engine.connect() as connection:
        read = {query: set(connection.execute(_KINDS_OF_PARTS, {"query": query}).scalars()) for query in questions()}
    parsed = {query: found for query, found in read.items() if found}  # of which the tower knows a word
    return Texts(
        [*parsed],
        [query for query, found in parsed.items() if "condition" in found],
        [query for query, found in parsed.items() if found == {"rest"}],
    )


def kinds(connection: Connection, told: Texts, as_vectors: Sequence[str], like_days: Sequence[str]) -> list[Kind]:
    by_vector, by_text = "search_windows(CAST(:query AS halfvec){})", "search_windows(CAST(:query AS text){})"
    whatever = by_text.format(", min_score => -1")
    windows = list(connection.execute(_SOME_WINDOWS, {"count": len(like_days)}).scalars())
    filtered = [
        Kind(f"vector, {100 * share:g} % of the windows pass", by_vector.format(f", min_coverage => {1 - share}"),
             f"w.coverage >= CAST({1 - share} AS real)", as_vectors)
        for share in (0.1, 0.01, 0.001)
    ]  # fmt: skip
    return [
        Kind("vector of a day", by_vector.format(""), "true", like_days),
        Kind("vector of a text", by_vector.format(""), "true", as_vectors),
        Kind("text, all", whatever, PARSED, told.all),
        Kind("text, of meaning alone", whatever, PARSED, told.plain),
        Kind("text, with conditions", whatever, PARSED, told.conditioned),
        *filtered,
        Kind("windows similar to one", "similar_windows(CAST(:query AS uuid))", "w.window_id <> CAST(:query AS uuid)",
             windows),
        Kind("text and words (hybrid)", "search_hybrid(CAST(:query AS text))", None, told.all),
    ]  # fmt: skip


def judged(told: Texts) -> Kind:
    """As asked by default what the transformer has embedded: the tower judges whether anything matches."""
    return Kind("text in the cache, judged", "search_windows(CAST(:query AS text))", None, told.all)


def exact(connection: Connection, model: str, kind: Kind, query: str) -> tuple[str, str]:
    """SQL over :query that finds the same by reading every vector that passes, by its definition the truth; and :query.
    What a text asks for exactly, and the vector that ranks, are the database's own: what is measured is the search."""
    condition, vector, statement = str(kind.condition), "CAST(:query AS halfvec)", _EXACT
    parts = None
    if condition == PARSED:
        parts = connection.execute(_PARTS, {"query": query}).one()
        condition, query = parts.condition, parts.vector
        if parts.share:  # they are raised by what they have of what is merely named
            statement = _EXACT_WISHED
    elif "uuid" in condition:
        vector = "vector_of(CAST(:query AS uuid))"
    named = {"share": parts.share, "complete": parts.complete} if parts else {}
    return statement.format(model=model, condition=condition, k=K, vector=vector, **named), query
