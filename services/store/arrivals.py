"""What has landed lately and what was turned away: the database's part of a look at the stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Engine, text

from services.store.engine import transaction

RATE_SECONDS = 60
_NEWEST = 12
_REASONS = 20

_PATIENCE = text("SET LOCAL statement_timeout = '3s'")  # a look must not wait for what a search may take
_COUNTS = text("""
    SELECT (SELECT version FROM models WHERE active) AS model,
           (SELECT count(*) FROM windows) AS windows,
           (SELECT count(*) FROM windows w WHERE EXISTS (
               SELECT FROM embeddings e JOIN models m ON m.version = e.model_version AND m.active
               WHERE e.window_id = w.window_id)) AS searchable,
           (SELECT count(*) FROM windows WHERE landed_at > now() - make_interval(secs => :seconds)) AS lately,
           (SELECT count(*) FROM rejections) AS rejected
""")
_ARRIVED = text("""
    SELECT window_id, study, subject, source, starts_at, minutes, landed_at,
           EXISTS (SELECT FROM embeddings e JOIN models m ON m.version = e.model_version AND m.active
                   WHERE e.window_id = w.window_id)
    FROM windows w ORDER BY landed_at DESC, window_id LIMIT :limit
""")
_REJECTED = text("""
    SELECT stage, topic, reason, messages, first_at, last_at, replayed, replayed_at, coalesce(replayed_by, '{}')
    FROM v_rejections
    ORDER BY last_at DESC, stage, topic, reason LIMIT :limit
""")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A window that has landed lately, and when. `starts_at` is the wearer's shifted wall clock."""

    window_id: UUID
    study: str
    subject: str
    source: str
    starts_at: datetime
    minutes: int
    landed_at: datetime
    searchable: bool


@dataclass(frozen=True, slots=True)
class Rejections:
    """Messages that one stage turned away for one reason, which names no value of the input. `replayed` of them were
    sent back, the last `replayed_at`, by those whose names are known."""

    stage: str
    topic: str
    reason: str
    messages: int
    first_at: datetime
    last_at: datetime
    replayed: int = 0
    replayed_at: datetime | None = None
    replayed_by: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Arrivals:
    """`model` is the one that is searched, `searchable` counts windows with a vector of it, `rate` those that landed a
    second over the last minute. `newest` windows and `rejections` come newest first, a dozen and a score of them."""

    model: str | None
    windows: int
    searchable: int
    rate: float
    rejected: int
    newest: tuple[Arrived, ...]
    rejections: tuple[Rejections, ...]


def arrivals(engine: Engine) -> Arrivals:
    """Raises StoreUnavailable where Postgres is away or takes longer than 3 s, StoreError where it is not migrated."""
    with transaction(engine) as connection:
        connection.execute(_PATIENCE)
        counts = connection.execute(_COUNTS, {"seconds": RATE_SECONDS}).one()
        newest = connection.execute(_ARRIVED, {"limit": _NEWEST}).all()
        rejected = connection.execute(_REJECTED, {"limit": _REASONS}).all()
    return Arrivals(
        model=counts.model,
        windows=counts.windows,
        searchable=counts.searchable,
        rate=counts.lately / RATE_SECONDS,
        rejected=counts.rejected,
        newest=tuple(Arrived(*row) for row in newest),
        rejections=tuple(Rejections(*row) for row in rejected),
    )
