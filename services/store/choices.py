"""What there is to choose from: the values that filters can take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, text

from services.store.engine import transaction

_SUBJECTS = 500  # more than anybody scrolls through
_CHOICES = text("""
    SELECT (SELECT count(*) FROM windows),
           (SELECT version FROM models WHERE active),
           ARRAY(SELECT DISTINCT subject FROM windows ORDER BY 1 LIMIT :subjects),
           ARRAY(SELECT DISTINCT source FROM windows ORDER BY 1),
           ARRAY(SELECT DISTINCT label ->> 'name' FROM windows, jsonb_array_elements(labels) label ORDER BY 1),
           (SELECT min(starts_at)::date FROM windows),
           (SELECT max(starts_at)::date FROM windows)
""")


@dataclass(frozen=True, slots=True)
class Choices:
    """`model`: version of the active one, None before there is one. `first` and `last`: days, None where there is no
    window."""

    windows: int
    model: str | None
    subjects: Sequence[str]
    sources: Sequence[str]
    labels: Sequence[str]
    first: date | None
    last: date | None


def choices(engine: Engine) -> Choices:
    """As they are now; reads every window's row. Raises StoreUnavailable."""
    with transaction(engine) as connection:
        return Choices(*connection.execute(_CHOICES, {"subjects": _SUBJECTS}).one())
