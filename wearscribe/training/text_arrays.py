"""Texts of a batch: sentences picked from flat arrays, laid end to end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wearscribe.training.rounding import rounded


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Ragged texts, laid end to end. A sentence is its row in `Corpus.vectors` and its numbers."""

    counts: np.ndarray  # int32 [text]: sentences of each text
    sentences: np.ndarray  # int32 [sentence]: row in Corpus.vectors (float16 [unique masked sentence, 512])
    number_counts: np.ndarray  # int16 [sentence]: numbers of each sentence, at most MAX_NUMBERS
    values: np.ndarray  # float32 [number]
    units: np.ndarray  # int16 [number], index into numbers.UNITS
    contexts: np.ndarray  # int32 [number, 4], of numbers.BUCKETS

    def __len__(self) -> int:
        return len(self.counts)


def pick(
    arrays: Mapping[str, np.ndarray],
    number_starts: np.ndarray,
    texts: Sequence[np.ndarray],
    round_them: np.ndarray | None = None,
) -> Texts:
    """Each text is the places of its sentences in `arrays`; `round_them`, bool [text], rounds its numbers."""
    counts = np.array([len(text) for text in texts], dtype=np.int32)
    places = np.concatenate([np.zeros(0, dtype=np.int64), *texts])
    first = number_starts[places]
    having = number_starts[places + 1] - first
    numbers = np.repeat(first - (np.cumsum(having) - having), having) + np.arange(having.sum())
    values, units = arrays["number_value"][numbers], arrays["number_unit"][numbers].astype(np.int16)
    if round_them is not None:
        wanted = np.repeat(np.repeat(round_them, counts), having)
        values = np.where(wanted, rounded(values, units), values)
    return Texts(
        counts,
        arrays["sentence"][places].astype(np.int32),
        having.astype(np.int16),
        values,
        units,
        arrays["number_context"][numbers].astype(np.int32),
    )
