"""Which embedding models the store knows, and which one is searched. The SQL functions do the work."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, text

from services.store.engine import retrying, transaction

_REGISTER = text("SELECT version, dimension, active, registered_at FROM register_model(:version, :dimension)")
_ACTIVATE = text("SELECT version, dimension, active, registered_at FROM activate_model(:version)")
_LIST = text("SELECT version, dimension, active, registered_at FROM models ORDER BY registered_at, version")


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


def models(engine: Engine) -> list[Model]:
    """All of them, oldest first."""
    with transaction(engine) as connection:
        return [Model(*row) for row in connection.execute(_LIST)]
