"""Load a model's static text tower into Postgres: from then on a bare psql finds windows with words."""

from sqlalchemy import Connection, Engine, text

from services.store import copy_binary as pg
from services.store import registry
from services.store.copy_binary import Layout, copy
from services.store.engine import retrying
from wearscribe.static_tower import StaticTower

_LAYOUT = Layout("text_vectors", {"model_version": pg.text, "token": pg.text, "vector": pg.halfvec})
_FORGET = text("DELETE FROM text_vectors WHERE model_version = :version")
_SET_THRESHOLDS = text("""
    UPDATE models SET threshold = :threshold, static_threshold = :static_threshold WHERE version = :version
""")


def load(engine: Engine, tower: StaticTower) -> int:
    """Register the tower's model where it is not, and replace its token vectors and thresholds: searches see the former
    or these. Returns how many tokens.

    Raises StoreError where the model is registered with another dimension, StoreUnavailable.
    """
    version = tower.model_version
    registry.register(engine, version, tower.dimension)
    rows = [_LAYOUT.row(version, *each) for each in zip(tower.tokens, tower.vectors, strict=True)]
    thresholds = {"threshold": tower.threshold, "static_threshold": tower.static_threshold}

    def write(connection: Connection) -> None:
        connection.execute(_SET_THRESHOLDS, {"version": version, **thresholds})
        connection.execute(_FORGET, {"version": version})
        copy(connection, _LAYOUT.table, _LAYOUT, rows)

    retrying(engine, write)
    return len(rows)
