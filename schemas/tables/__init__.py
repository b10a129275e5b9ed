"""What is stored: the tables of the finished record, of who may write it, and of what could not be written.

Everything personal hangs on `windows` by ON DELETE CASCADE: deleting a subject's windows deletes the subject.
Times are the wearer's local wall clock, as in the records; minutes count from the window's start and spans are
half-open `[start_minute, end_minute)`. Functions and views over these tables are in `migrations/functions`.
"""

from schemas.tables.base import metadata
from schemas.tables.finding import (
    MODEL_INDEX_PREFIX,
    MODEL_TABLE_PREFIX,
    classifier_labels,
    classifiers,
    composed_embeddings,
    embeddings,
    inferences,
    models,
    prefix_lists,
    prefix_weights,
    text_embeddings,
    text_vectors,
)
from schemas.tables.records import annotations, captions, offsets, rejections, windows

__all__ = [
    "MODEL_INDEX_PREFIX",
    "MODEL_TABLE_PREFIX",
    "annotations",
    "captions",
    "classifier_labels",
    "classifiers",
    "composed_embeddings",
    "embeddings",
    "inferences",
    "metadata",
    "models",
    "offsets",
    "prefix_lists",
    "prefix_weights",
    "rejections",
    "text_embeddings",
    "text_vectors",
    "windows",
]
