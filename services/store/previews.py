"""What a card shows of a window beside its caption: two curves, and how long the device was worn."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from sqlalchemy import Engine, text

from schemas.codec import decode_signal
from services.store.engine import transaction

_PREVIEWS = text("""
    SELECT w.window_id, w.minutes, w.signal, least(w.coverage, 1 - (
               SELECT coalesce(sum(least(a.end_minute, w.minutes) - greatest(a.start_minute, 0)), 0)
               FROM annotations a WHERE a.window_id = w.window_id AND a.kind = 'non_wear') / w.minutes::real) AS worn
    FROM windows w WHERE w.window_id = ANY (CAST(:ids AS uuid[]))
""")


@dataclass(frozen=True, slots=True)
class Preview:
    """`worn`: share of the minutes, 0 to 1, measured and not annotated as not worn (a device counts no steps on the
    table, too). `heart_rate` and `steps`: float32 `[minute]`, NaN = not measured, None where the window does not carry
    them."""

    minutes: int
    worn: float
    heart_rate: np.ndarray | None
    steps: np.ndarray | None


def previews(engine: Engine, window_ids: Sequence[UUID]) -> dict[UUID, Preview]:
    """Those that are there, by id. Raises StoreUnavailable."""
    with transaction(engine) as connection:
        rows = connection.execute(_PREVIEWS, {"ids": [str(each) for each in window_ids]}).all()
    return {row.window_id: _preview(row.minutes, row.worn, row.signal) for row in rows}


def _preview(minutes: int, worn: float, payload: bytes) -> Preview:
    channels, signal = decode_signal(payload)
    rows = dict(zip(channels, signal, strict=True))
    return Preview(minutes, worn, rows.get("heart_rate"), rows.get("steps"))
