"""A finished record as the rows of five tables, in binary, ready to be copied as often as a retry needs."""

import struct
import uuid
from collections import defaultdict
from dataclasses import dataclass

from schemas.codec import encode_signal
from schemas.records import CaptionedWindow
from services.store import copy_binary as pg
from services.store.copy_binary import Layout

WINDOWS = Layout(
    "windows",
    {
        "window_id": pg.identifier,
        "study": pg.text,
        "subject": pg.text,
        "source": pg.text,
        "starts_at": pg.timestamp,
        "utc_offset": pg.optional(pg.smallint),
        "minutes": pg.smallint,
        "channels": pg.texts,
        "revision": pg.integer,
        "coverage": pg.real,
        "labels": pg.jsonb,
        "signal": pg.bytea,
    },
)
ANNOTATIONS = Layout(
    "annotations",
    {
        "window_id": pg.identifier,
        "number": pg.smallint,
        "kind": pg.text,
        "channel": pg.optional(pg.text),
        "start_minute": pg.integer,
        "end_minute": pg.integer,
        "values": pg.jsonb,
        "strength": pg.optional(pg.double),
        "name": pg.optional(pg.text),
        "refs": pg.smallints,
    },
)
CAPTIONS = Layout(
    "captions",
    {
        "window_id": pg.identifier,
        "level": pg.text,
        "language": pg.text,
        "author": pg.text,
        "text": pg.text,
        "sentences": pg.jsonb,
        "verified": pg.boolean,
    },
)
EMBEDDINGS = Layout(
    "embeddings",
    {
        "window_id": pg.identifier,
        "model_version": pg.text,
        "number": pg.smallint,
        "span": pg.text,
        "start_minute": pg.integer,
        "end_minute": pg.integer,
        "vector": pg.halfvec,
    },
)
INFERENCES = Layout(
    "inferences",
    {
        "window_id": pg.identifier,
        "model_version": pg.text,
        "number": pg.smallint,
        "start_minute": pg.integer,
        "end_minute": pg.integer,
        "name": pg.text,
        "confidence": pg.real,
    },
)


@dataclass(frozen=True, slots=True)
class Rows:
    """`captions` by author, as a second model adds its own beside the template's."""

    window_id: uuid.UUID
    revision: int
    model_version: str
    dimension: int
    window: bytes
    annotations: bytes
    captions: dict[str, bytes]
    embeddings: bytes
    inferences: bytes


class DoesNotFit(ValueError):
    """The record holds a value that its column cannot take."""


def rows_of(record: CaptionedWindow) -> Rows:
    """Raises DoesNotFit, without the value."""
    try:
        return _encode(record)
    except (ValueError, TypeError, OverflowError, struct.error) as error:
        raise DoesNotFit(f"a value does not fit its column ({type(error).__name__})") from None


def _encode(record: CaptionedWindow) -> Rows:
    window = record.window
    key = window.window_id
    labels = [label.model_dump() for label in window.labels]
    captions: defaultdict[str, bytes] = defaultdict(bytes)
    for c in record.captions:
        sentences = [sentence.model_dump() for sentence in c.sentences]
        captions[c.author] += CAPTIONS.row(key, c.level, c.language, c.author, c.text, sentences, c.verified)
    return Rows(
        window_id=key,
        revision=window.revision,
        model_version=record.model_version,
        dimension=len(record.embeddings[0].vector) if record.embeddings else 0,
        window=WINDOWS.row(
            key, window.study, window.subject, window.source, window.start, window.utc_offset, window.minutes,
            window.channels, window.revision, window.coverage, labels, encode_signal(window),
        ),
        annotations=b"".join(
            ANNOTATIONS.row(key, a.id, a.kind, a.channel, a.start, a.end, a.values, a.strength, a.name, a.refs)
            for a in record.annotations
        ),
        captions=dict(captions),
        embeddings=b"".join(
            EMBEDDINGS.row(key, record.model_version, number, e.span, e.start, e.end, e.vector)
            for number, e in enumerate(record.embeddings)
        ),
        inferences=b"".join(
            INFERENCES.row(key, record.model_version, number, i.start, i.end, i.name, i.confidence)
            for number, i in enumerate(record.inferences)
        ),
    )  # fmt: skip
