"""Windows page by page, newest day first: each exactly once, also while others land."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Engine, text

from services.store.engine import transaction
from services.store.search import Filters
from services.store.windows import Listed

_CONDITIONS = {
    "subject": "subject = :subject",
    "study": "study = :study",
    "source": "source = :source",
    "since": "starts_at >= :since",
    "until": "starts_at < :until",
    "weekday": "weekday = ANY (:weekday)",
    "label": ":label = ANY (labels)",
    "min_coverage": "coverage >= CAST(:min_coverage AS real)",
}
_PAGE = """
    SELECT window_id, study, subject, source, starts_at, ends_at, coverage, channels, labels,
           summary_of(window_id, :language), searchable
    FROM v_windows WHERE {conditions} ORDER BY starts_at DESC, window_id DESC LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class After:
    """The last row of the page before. Both are part of a window's identity: they never change."""

    starts_at: datetime
    window_id: UUID


def page(engine: Engine, filters: Filters, limit: int, after: After | None = None) -> list[Listed]:
    """At most `limit` windows that pass the filters, but for those on the time of day, which are about what a search
    matched; `filters.language` is the summary's. Raises StoreUnavailable."""
    given = {name: value for name, value in filters.given().items() if name in _CONDITIONS}
    conditions = ["true", *(_CONDITIONS[name] for name in given)]
    arguments = given | {"language": filters.language or "en", "limit": limit}
    if after is not None:
        conditions.append("(starts_at, window_id) < (:starts_at, CAST(:window_id AS uuid))")
        arguments |= {"starts_at": after.starts_at, "window_id": str(after.window_id)}
    statement = text(_PAGE.format(conditions=" AND ".join(conditions)))
    with transaction(engine) as connection:
        return [Listed(*row) for row in connection.execute(statement, arguments)]
