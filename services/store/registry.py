"""Which embedding models the store knows, and which one is searched. The SQL functions do the work."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, text

from services.store.engine import retrying, transaction

_REGISTER = text("SELECT version, dimension, active, registered_at FROM register_model(:version, :dimension)")
_ACTIVATE = text("SELECT version, dimension, active, registered_at FROM activate_model(:version)")
_REMOVE = text("SELECT remove_model(:version)")
_LIST = text("SELECT version, dimension, active, registered_at FROM models ORDER BY registered_at, version")
_MISSING = text("""
    SELECT count(*) FROM windows w
    WHERE NOT EXISTS (SELECT FROM embeddings e WHERE e.window_id = w.window_id AND e.model_version = :version)
""")
_HAS_TOWER = text("SELECT EXISTS (SELECT FROM text_vectors WHERE model_version = :version)")
_REMOVAL_TIMEOUT = text("SET LOCAL statement_timeout = 0")  # the vectors of millions of windows


@dataclass(frozen=True, slots=True)
class Model:
    version: str
    dimension: int
    active: bool
    registered_at: datetime


def register(engine: Engine, version: str, dimension: int) -> Model:
    """Make a model known and index its vectors; the first one becomes active. Done before: no change.

    Raises DataRefused for a version that is no slug of at most 40 characters or a dimension outside 1 to 4000,
    StoreError for a version known with another dimension, StoreUnavailable.
    """
    arguments = {"version": version, "dimension": dimension}
    return retrying(engine, lambda connection: Model(*connection.execute(_REGISTER, arguments).one()))


def activate(engine: Engine, version: str) -> Model:
    """Let searches compare vectors of this model. Raises StoreError where it is not registered."""
    arguments = {"version": version}
    return retrying(engine, lambda connection: Model(*connection.execute(_ACTIVATE, arguments).one()))


def remove(engine: Engine, version: str) -> int:
    """Delete a model that is not active, with all it made of windows and its classifiers. Returns how many vectors.

    Raises StoreError where it is active or not registered. A worker of it that still runs brings it back.
    """

    def delete(connection: Connection) -> int:
        connection.execute(_REMOVAL_TIMEOUT)
        return int(connection.execute(_REMOVE, {"version": version}).scalar_one())

    return retrying(engine, delete)


def models(engine: Engine) -> list[Model]:
    """All of them, oldest first."""
    with transaction(engine) as connection:
        return [Model(*row) for row in connection.execute(_LIST)]


def active(engine: Engine) -> str | None:
    """The version that is searched, None before the first vector has landed."""
    return next((model.version for model in models(engine) if model.active), None)


def has_static_tower(engine: Engine, version: str) -> bool:
    """Whether the database can turn words into a vector of the model by itself."""
    with transaction(engine) as connection:
        return bool(connection.execute(_HAS_TOWER, {"version": version}).scalar_one())


def missing(engine: Engine, version: str) -> int:
    """How many windows have no vector of the model: searches over it would not find them."""
    with transaction(engine) as connection:
        return int(connection.execute(_MISSING, {"version": version}).scalar_one())
