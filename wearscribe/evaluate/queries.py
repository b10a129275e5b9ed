"""Questions that people wrote by hand, each with the rule that decides which windows answer it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from schemas.records import AnnotatedWindow, Language
from wearscribe.evaluate.rules import Rule, answers


@dataclass(frozen=True, slots=True)
class Query:
    id: str
    language: Language
    text: str
    rule: Rule


def read_queries(path: Path) -> tuple[Query, ...]:
    """From a file of one JSON object a line. Raises ValueError naming the line that is none."""
    queries = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            queries.append(Query(**json.loads(line)))
        except (ValueError, TypeError) as error:
            raise ValueError(f"line {number} of {path.name} is no query: {error}") from error
    return tuple(queries)


def answered(queries: Sequence[Query], records: Sequence[AnnotatedWindow]) -> np.ndarray:
    """Bool [query, window]: which windows answer which query."""
    return np.array([[answers(query.rule, record) for record in records] for query in queries])
