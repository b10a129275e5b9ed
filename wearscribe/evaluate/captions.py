"""How true captions are, and how much of what could be said they say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schemas.records import AnnotatedWindow


def measure(
    model: Any, records: Sequence[AnnotatedWindow], *, train: Sequence[AnnotatedWindow], seed: int = 0
) -> dict[str, Any]:
    """The numbers of the report's caption section; `records` carry their true labels, which the model never sees."""
    raise NotImplementedError
