"""What a service with the transformer has embedded, kept where a bare psql finds it: the last so many of each model."""

from uuid import UUID

import numpy as np
from pgvector import HalfVector
from sqlalchemy import Connection, Engine, TextClause, text

from services.store.engine import retrying

MOST = 20_000  # texts, and pairs of a window and a text, of each model: some 20 MB each

# No row where the model is gone or of another dimension.
_TEXT = text("""
    INSERT INTO text_embeddings (model_version, text, vector)
    SELECT m.version, text_key(:text), CAST(:vector AS halfvec) FROM models m
    WHERE m.version = :model_version AND m.dimension = vector_dims(CAST(:vector AS halfvec))
    ON CONFLICT (model_version, text) DO UPDATE SET used_at = excluded.used_at
""")
_COMPOSED = text("""
    INSERT INTO composed_embeddings (model_version, window_id, text, vector)
    SELECT m.version, w.window_id, text_key(:text), CAST(:vector AS halfvec) FROM models m, windows w
    WHERE m.version = :model_version AND m.dimension = vector_dims(CAST(:vector AS halfvec))
      AND w.window_id = CAST(:window_id AS uuid)
    ON CONFLICT (window_id, model_version, text) DO UPDATE SET used_at = excluded.used_at
""")
_KEEP = text("""
    UPDATE composed_embeddings SET used_at = now()
    WHERE window_id = CAST(:window_id AS uuid) AND model_version = :model_version AND text = text_key(:text)
    RETURNING true
""")
_PRUNE = """
    DELETE FROM {table} WHERE model_version = :model_version AND used_at <= (
        SELECT used_at FROM {table} WHERE model_version = :model_version ORDER BY used_at DESC OFFSET :most LIMIT 1)
"""


def remember_text(engine: Engine, model_version: str, query: str, vector: np.ndarray, *, most: int = MOST) -> None:
    """Let the search functions use this vector `[dimension]` of unit length for the text, and forget the texts of the
    model beyond `most`, the longest unused first. Nothing happens where the model is not registered or of another
    dimension. Raises StoreUnavailable."""
    arguments = {"model_version": model_version, "text": query, "vector": HalfVector(vector).to_text()}
    _remember(engine, "text_embeddings", _TEXT, arguments, most)


def remember_composed(
    engine: Engine, model_version: str, window_id: UUID, query: str, vector: np.ndarray, *, most: int = MOST
) -> None:
    """The same for `search_composed`: the vector of the window and the text together. Nothing happens where there is
    no such window either."""
    arguments = {"model_version": model_version, "window_id": str(window_id), "text": query}
    arguments["vector"] = HalfVector(vector).to_text()
    _remember(engine, "composed_embeddings", _COMPOSED, arguments, most)


def keep_composed(engine: Engine, model_version: str, window_id: UUID, query: str) -> bool:
    """Whether the window and the text together are still remembered; if so, for as long as one that is new. Raises
    StoreUnavailable."""
    arguments = {"model_version": model_version, "window_id": str(window_id), "text": query}
    return retrying(engine, lambda connection: connection.execute(_KEEP, arguments).scalar_one_or_none() is True)


def _remember(engine: Engine, table: str, insert: TextClause, arguments: dict[str, str], most: int) -> None:
    prune = text(_PRUNE.format(table=table))

    def write(connection: Connection) -> None:
        connection.execute(insert, arguments)
        connection.execute(prune, {"model_version": arguments["model_version"], "most": most})

    retrying(engine, write)
