"""What a card shows of a window beside its caption: two curves, and how complete the window is."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from sqlalchemy import Engine, select

from schemas import tables
from schemas.codec import decode_signal
from services.store.engine import transaction


@dataclass(frozen=True, slots=True)
class Preview:
    """`heart_rate` and `steps`: float32 `[minute]`, NaN = not measured, None where the window does not carry them."""

    minutes: int
    coverage: float
    heart_rate: np.ndarray | None
    steps: np.ndarray | None


def previews(engine: Engine, window_ids: Sequence[UUID]) -> dict[UUID, Preview]:
    """Those that are there, by id. Raises StoreUnavailable."""
    w = tables.windows.c
    wanted = select(w.window_id, w.minutes, w.coverage, w.signal).where(w.window_id.in_(window_ids))
    with transaction(engine) as connection:
        return {row.window_id: _preview(row.minutes, row.coverage, row.signal) for row in connection.execute(wanted)}


def _preview(minutes: int, coverage: float, payload: bytes) -> Preview:
    channels, signal = decode_signal(payload)
    rows = dict(zip(channels, signal, strict=True))
    return Preview(minutes, coverage, rows.get("heart_rate"), rows.get("steps"))
