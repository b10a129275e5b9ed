"""What a service with the transformer has embedded, kept where a bare psql finds it."""

from uuid import UUID

import numpy as np
from pgvector import HalfVector
from sqlalchemy import Engine, text

from services.store.engine import retrying

# No row where the model is gone or of another dimension.
_TEXT = text("""
    INSERT INTO text_embeddings (model_version, text, vector)
    SELECT m.version, text_key(:text), CAST(:vector AS halfvec) FROM models m
    WHERE m.version = :model_version AND m.dimension = vector_dims(CAST(:vector AS halfvec))
    ON CONFLICT DO NOTHING
""")
_COMPOSED = text("""
    INSERT INTO composed_embeddings (model_version, window_id, text, vector)
    SELECT m.version, w.window_id, text_key(:text), CAST(:vector AS halfvec) FROM models m, windows w
    WHERE m.version = :model_version AND m.dimension = vector_dims(CAST(:vector AS halfvec))
      AND w.window_id = CAST(:window_id AS uuid)
    ON CONFLICT DO NOTHING
""")


def remember_text(engine: Engine, model_version: str, query: str, vector: np.ndarray) -> None:
    """Let the search functions use this vector `[dimension]` of unit length for the text. Nothing happens where the
    model is not registered or of another dimension. Raises StoreUnavailable."""
    arguments = {"model_version": model_version, "text": query, "vector": HalfVector(vector).to_text()}
    retrying(engine, lambda connection: connection.execute(_TEXT, arguments))


def remember_composed(engine: Engine, model_version: str, window_id: UUID, query: str, vector: np.ndarray) -> None:
    """The same for `search_composed`: the vector of the window and the text together. Nothing happens where there is
    no such window either."""
    arguments = {"model_version": model_version, "window_id": str(window_id), "text": query}
    arguments["vector"] = HalfVector(vector).to_text()
    retrying(engine, lambda connection: connection.execute(_COMPOSED, arguments))
