"""Reading windows back: one with all that is known of it, or a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from sqlalchemy import Engine, Row, select, text

from schemas import tables
from schemas.codec import decode_signal
from schemas.records import Annotation, Caption, CaptionedWindow, Embedding, Inference, Label, SensorWindow
from services.store.engine import transaction

_LIST = text("""
    SELECT window_id, study, subject, source, starts_at, ends_at, coverage, channels, labels, summary, searchable
    FROM v_windows
    WHERE (CAST(:subject AS text) IS NULL OR subject = :subject)
      AND (CAST(:study AS text) IS NULL OR study = :study)
    ORDER BY subject, starts_at, source LIMIT :limit
""")
_LACKING = text("""
    SELECT window_id FROM windows w
    WHERE NOT EXISTS (SELECT FROM embeddings e WHERE e.window_id = w.window_id AND e.model_version = :version)
    ORDER BY subject, starts_at, source
""")
_LEVELS = {"statistical": 0, "structural": 1, "semantic": 2, "summary": 3}


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of `v_windows`."""

    window_id: UUID
    study: str
    subject: str
    source: str
    starts_at: datetime
    ends_at: datetime
    coverage: float
    channels: Sequence[str]
    labels: Sequence[str]
    summary: str | None
    searchable: bool


def listed(engine: Engine, *, subject: str | None = None, study: str | None = None, limit: int = 100) -> list[Listed]:
    """Windows by subject and time. Raises StoreUnavailable."""
    with transaction(engine) as connection:
        rows = connection.execute(_LIST, {"subject": subject, "study": study, "limit": limit})
        return [Listed(*row) for row in rows]


def read(engine: Engine, window_id: UUID, model_version: str | None = None) -> CaptionedWindow | None:
    """The record as it landed, with the vectors and inferences of one model (by default the active one), or None where
    there is no such window. Captions of all authors come along, by level, language and author. Raises
    StoreUnavailable."""
    w, a, c, e, m = tables.windows.c, tables.annotations.c, tables.captions.c, tables.embeddings.c, tables.models.c
    i = tables.inferences.c
    with transaction(engine) as connection:
        window = connection.execute(select(tables.windows).where(w.window_id == window_id)).one_or_none()
        if window is None:
            return None
        if model_version is None:
            model_version = connection.execute(select(m.version).where(m.active)).scalar_one_or_none()
        claims = connection.execute(select(tables.annotations).where(a.window_id == window_id).order_by(a.number))
        captions = connection.execute(select(tables.captions).where(c.window_id == window_id))
        vectors = connection.execute(
            select(tables.embeddings)
            .where(e.window_id == window_id, e.model_version == model_version)
            .order_by(e.number)
        )
        inferences = connection.execute(
            select(tables.inferences)
            .where(i.window_id == window_id, i.model_version == model_version)
            .order_by(i.number)
        )
        return CaptionedWindow(
            window=_window(window),
            annotations=tuple(_annotation(row) for row in claims),
            captions=tuple(sorted((_caption(row) for row in captions), key=_place)),
            model_version=model_version or "",
            embeddings=tuple(_embedding(row) for row in vectors),
            inferences=tuple(_inference(row) for row in inferences),
        )


def lacking(engine: Engine, model_version: str) -> list[UUID]:
    """Windows that have no vector of the model, by subject and time. Raises StoreUnavailable."""
    with transaction(engine) as connection:
        return list(connection.execute(_LACKING, {"version": model_version}).scalars())


def _window(row: Row[tuple[object, ...]]) -> SensorWindow:
    channels, signal = decode_signal(row.signal)
    return SensorWindow(
        study=row.study,
        subject=row.subject,
        source=row.source,
        start=row.starts_at,
        utc_offset=row.utc_offset,
        minutes=row.minutes,
        channels=channels,
        revision=row.revision,
        labels=tuple(Label.model_validate(label) for label in row.labels),
        signal=signal,
    )


def _annotation(row: Row[tuple[object, ...]]) -> Annotation:
    return Annotation(
        id=row.number,
        kind=row.kind,
        channel=row.channel,
        start=row.start_minute,
        end=row.end_minute,
        values=row._mapping["values"],  # `row.values` is a method
        strength=row.strength,
        name=row.name,
        refs=row.refs,
    )


def _caption(row: Row[tuple[object, ...]]) -> Caption:
    return Caption(
        level=row.level, language=row.language, author=row.author, sentences=row.sentences, verified=row.verified
    )


def _place(caption: Caption) -> tuple[int, str, str]:
    return _LEVELS[caption.level], caption.language, caption.author


def _embedding(row: Row[tuple[object, ...]]) -> Embedding:
    vector = np.asarray(row.vector, dtype=np.float32)
    return Embedding(span=row.span, start=row.start_minute, end=row.end_minute, vector=vector)


def _inference(row: Row[tuple[object, ...]]) -> Inference:
    return Inference(name=row.name, start=row.start_minute, end=row.end_minute, confidence=row.confidence)
