"""How much has arrived: what a person who waits for a replay wants to know."""

from dataclasses import dataclass

from sqlalchemy import Engine, text

from services.store.engine import transaction

_COUNT = text("""
    SELECT (SELECT count(*) FROM windows WHERE study = :study),
           (SELECT count(DISTINCT e.window_id) FROM embeddings e JOIN windows w USING (window_id)
            WHERE w.study = :study
              AND e.model_version = coalesce(:model_version, (SELECT version FROM models WHERE active))),
           (SELECT count(*) FROM rejections)
""")


@dataclass(frozen=True, slots=True)
class Landed:
    """`windows` are rows, `searchable` those of them with a vector of the model; `rejected` counts messages
    of every study."""

    windows: int
    searchable: int
    rejected: int


def landed(engine: Engine, study: str, model_version: str | None = None) -> Landed:
    """As one model sees it, by default the active one. Raises StoreUnavailable."""
    with transaction(engine) as connection:
        return Landed(*connection.execute(_COUNT, {"study": study, "model_version": model_version}).one())
