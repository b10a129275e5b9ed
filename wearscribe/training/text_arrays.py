"""Texts of a batch: sentences picked from flat arrays, laid end to end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from wearscribe.model.spelling import spell
from wearscribe.training.rounding import rounded


class Masked(NamedTuple):
    """What the model reads of the masked sentences of a corpus: the vector and the n-grams of each."""

    vectors: np.ndarray  # float16 [sentence, 512]
    grams: np.ndarray  # int64 [gram], those of one sentence behind those of the one before
    counts: np.ndarray  # int64 [sentence]: n-grams of each
    starts: np.ndarray  # int64 [sentence]

    @classmethod
    def of(cls, names: Sequence[str], vectors: np.ndarray) -> Masked:
        grams = [spell(name) for name in names]
        counts = np.array([len(each) for each in grams], dtype=np.int64)
        return cls(vectors, np.concatenate([np.zeros(0, dtype=np.int64), *grams]), counts, counts.cumsum() - counts)


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Ragged texts, laid end to end. A sentence is its place in `Corpus.masked` and its numbers."""

    counts: np.ndarray  # int32 [text]: sentences of each text
    sentences: np.ndarray  # int32 [sentence]: place in Corpus.masked
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
