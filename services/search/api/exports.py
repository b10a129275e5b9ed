"""A window as a file: JSON, Arrow stream, Parquet or CSV, a row a minute, null where nothing was measured."""

import io
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum

import numpy as np
import pyarrow as pa
from pyarrow import csv, parquet

from schemas.channels import CHANNELS
from schemas.records import CaptionedWindow, SensorWindow
from services.search.api.answers import SaidCaption, Window


class Format(StrEnum):
    json = "json"
    arrow = "arrow"
    parquet = "parquet"
    csv = "csv"


MEDIA_TYPES = {
    Format.json: "application/json",
    Format.arrow: "application/vnd.apache.arrow.stream",
    Format.parquet: "application/vnd.apache.parquet",
    Format.csv: "text/csv",
}


def negotiated(accept: str | None) -> Format | None:
    """The format that an Accept header (RFC 9110, 12.5.1) likes best, None where it likes none of them."""
    liked = {format: _quality(media, accept or "*/*") for format, media in MEDIA_TYPES.items()}
    best = max(liked, key=lambda format: liked[format])  # the first of equals: JSON
    return best if liked[best] > 0 else None


def render(record: CaptionedWindow, format: Format) -> bytes:
    """Arrow and Parquet carry the units with the columns, and the record without its signal and vectors as JSON in the
    schema's metadata under `wearscribe`."""
    return _WRITERS[format](record)


def window(record: CaptionedWindow) -> Window:
    known = record.window
    return Window(
        window_id=known.window_id,
        study=known.study,
        subject=known.subject,
        source=known.source,
        starts_at=known.start,
        ends_at=known.end,
        utc_offset=known.utc_offset,
        minutes=known.minutes,
        revision=known.revision,
        coverage=known.coverage,
        channels=[{"name": name, "unit": CHANNELS[name].unit} for name in known.channels],
        signal={name: _numbers(row) for name, row in zip(known.channels, known.signal, strict=True)},
        labels=known.labels,
        annotations=record.annotations,
        captions=[SaidCaption.of(caption) for caption in record.captions],
        inferences=record.inferences,
        model_version=record.model_version if record.embeddings else None,
    )


def _table(record: CaptionedWindow) -> pa.Table:
    known = record.window
    fields = [pa.field("time", pa.timestamp("s"), nullable=False)]
    fields += [pa.field(name, pa.float32(), metadata={"unit": CHANNELS[name].unit}) for name in known.channels]
    about = record.model_dump_json(exclude={"embeddings"})
    schema = pa.schema(fields, metadata={"wearscribe": about})
    columns = [pa.array(_clock(known), type=pa.timestamp("s"))]
    columns += [pa.array(row, type=pa.float32(), from_pandas=True) for row in known.signal]  # NaN becomes null
    return pa.table(columns, schema=schema)


def _clock(window: SensorWindow) -> np.ndarray:
    start = np.datetime64(window.start, "s")
    return np.asarray(start + np.arange(window.minutes) * np.timedelta64(timedelta(minutes=1)))


def _numbers(row: np.ndarray) -> list[float | None]:
    """The shortest decimals that are read back as the same float32."""
    return [None if text == "nan" else float(text) for text in row.astype(str)]


def _json(record: CaptionedWindow) -> bytes:
    return window(record).model_dump_json().encode()


def _arrow(record: CaptionedWindow) -> bytes:
    table, sink = _table(record), io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def _parquet(record: CaptionedWindow) -> bytes:
    sink = io.BytesIO()
    parquet.write_table(_table(record), sink, compression="zstd")
    return sink.getvalue()


def _csv(record: CaptionedWindow) -> bytes:
    sink = io.BytesIO()
    csv.write_csv(_table(record), sink)
    return sink.getvalue()


_WRITERS: dict[Format, Callable[[CaptionedWindow], bytes]] = {
    Format.json: _json,
    Format.arrow: _arrow,
    Format.parquet: _parquet,
    Format.csv: _csv,
}


def _quality(media: str, accept: str) -> float:
    """Of the most specific range that covers the media type."""
    ranges = {"*/*": 0, media.partition("/")[0] + "/*": 1, media: 2}
    best, quality = -1, 0.0
    for part in accept.split(","):
        name, *parameters = (each.strip().lower() for each in part.split(";"))
        rank = ranges.get(name, -1)
        if rank > best:
            best, quality = rank, _weight(parameters)
    return quality


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
