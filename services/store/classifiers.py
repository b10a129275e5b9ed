"""Classifiers over frozen vectors: their examples, and the tables that `predict_label` reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

import numpy as np
from pgvector import Vector
from sqlalchemy import Connection, Engine, select, text

from schemas import tables
from services.store.engine import retrying, transaction
from services.store.errors import StoreError

Span = Literal["window", "bout"]

_FORGET = text("DELETE FROM classifiers WHERE name = :name")
_SAVE = text("""
    INSERT INTO classifiers (name, model_version, span, examples, accuracy)
    VALUES (:name, :model_version, :span, :examples, :accuracy)
""")
_SAVE_LABEL = text("""
    INSERT INTO classifier_labels (classifier, label, weights, bias)
    VALUES (:classifier, :label, CAST(:weights AS vector), :bias)
""")
_LIST = text("""
    SELECT c.name, c.model_version, c.span, c.examples, c.accuracy, c.trained_at,
           ARRAY(SELECT label FROM classifier_labels l WHERE l.classifier = c.name ORDER BY label) AS labels
    FROM classifiers c ORDER BY c.trained_at, c.name
""")


@dataclass(frozen=True, slots=True)
class Saved:
    name: str
    model_version: str
    span: Span
    examples: int
    accuracy: float | None
    trained_at: datetime
    labels: Sequence[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a vector sits: minutes since the window's start, half-open."""

    window_id: UUID
    start: int
    end: int


def vectors(engine: Engine, ids: Sequence[UUID], model_version: str, span: Span) -> dict[Place, np.ndarray]:
    """The vectors of these windows, float32 [dimension]. Raises StoreUnavailable."""
    e = tables.embeddings.c
    query = select(e.window_id, e.start_minute, e.end_minute, e.vector).where(
        e.window_id.in_(ids), e.model_version == model_version, e.span == span
    )
    with transaction(engine) as connection:
        return {
            Place(row.window_id, row.start_minute, row.end_minute): np.asarray(row.vector, dtype=np.float32)
            for row in connection.execute(query.order_by(e.window_id, e.number))
        }


def save(
    engine: Engine,
    name: str,
    model_version: str,
    span: Span,
    examples: int,
    accuracy: float | None,
    labels: Sequence[tuple[str, np.ndarray, float]],
) -> None:
    """Keep a classifier (label, weights [dimension], bias), instead of one of the same name. Raises DataRefused for a
    name that is no slug of at most 40 characters, StoreUnavailable."""

    def write(connection: Connection) -> None:
        connection.execute(_FORGET, {"name": name})
        row = {"name": name, "model_version": model_version, "span": span, "examples": examples, "accuracy": accuracy}
        connection.execute(_SAVE, row)
        for label, weights, bias in labels:
            about = {"classifier": name, "label": label, "weights": Vector(weights).to_text(), "bias": float(bias)}
            connection.execute(_SAVE_LABEL, about)

    retrying(engine, write)


def saved(engine: Engine) -> list[Saved]:
    """All of them, oldest first."""
    with transaction(engine) as connection:
        return [Saved(*row) for row in connection.execute(_LIST)]


def remove(engine: Engine, name: str) -> None:
    """Raises StoreError where there is none of that name."""
    if not retrying(engine, lambda connection: connection.execute(_FORGET, {"name": name}).rowcount):
        raise StoreError(f"there is no classifier {name}: `wearscribe adapt --list` names those there are")
