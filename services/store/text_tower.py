"""Load a model's static text tower into Postgres: from then on a bare psql finds windows with words."""

from sqlalchemy import Engine

from wearscribe.static_tower import StaticTower


def load(engine: Engine, model_version: str, dimension: int, tower: StaticTower) -> int:
    """Register the model where it is not, and replace its token vectors and thresholds. Returns how many tokens.

    Raises StoreError where the model is registered with another dimension, ValueError where the tower is of another
    model or dimension, StoreUnavailable.
    """
    raise NotImplementedError
