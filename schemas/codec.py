"""The wire codec: one message is one Arrow IPC stream.

The signal is the table (one row a minute, one float32 column a channel, null = not measured, zstd); the record
without its signal is JSON in the schema's metadata under `wearscribe`. So any Arrow reader opens a message.
Around it, Kafka headers follow the CloudEvents 1.0 Kafka binding, binary mode.
"""

import json
from datetime import UTC, datetime
from typing import TypeVar

import numpy as np
import pyarrow as pa
from pydantic import BaseModel, ValidationError

from schemas.records import SCHEMA_VERSION, AnnotatedWindow, CaptionedWindow, SensorWindow

CONTENT_TYPE = "application/vnd.apache.arrow.stream"
R = TypeVar("R", SensorWindow, AnnotatedWindow, CaptionedWindow)
_KEY = b"wearscribe"
_OPTIONS = pa.ipc.IpcWriteOptions(compression="zstd")


class CodecError(ValueError):
    """The bytes are not a message of the expected record. Says where they differ, never what they hold."""


def encode(record: SensorWindow | AnnotatedWindow) -> bytes:
    """The record as one Arrow IPC stream."""
    window = record if isinstance(record, SensorWindow) else record.window
    metadata = {_KEY: record.model_dump_json().encode()}
    return _write(window.channels, window.signal, metadata)


def decode(payload: bytes, record: type[R]) -> R:
    """The record in `payload`, validated. Raises CodecError."""
    table = read_table(payload)
    try:
        fields = json.loads((table.schema.metadata or {})[_KEY])
    except (KeyError, ValueError) as error:
        raise CodecError("not a wearscribe message: the Arrow schema carries no `wearscribe` record") from error
    window = fields if record is SensorWindow else fields.get("window")
    if not isinstance(fields, dict) or not isinstance(window, dict):
        raise CodecError(f"not a {record.__name__}: the metadata is not such a record")
    window["signal"] = _signal(table)
    if list(window.get("channels") or ()) != table.column_names:
        raise CodecError("the record's channels are not the table's columns")
    try:
        return record.model_validate(fields)
    except ValidationError as error:
        raise CodecError(explain(error, record)) from None  # the chained error would print the input


def explain(error: ValidationError, record: type[BaseModel]) -> str:
    """What is wrong, field by field, without the offending values (they may be personal)."""
    wrong = (
        f"{'.'.join(str(part) for part in item['loc']) or record.__name__}: {item['msg']}"
        for item in error.errors(include_input=False, include_url=False)
    )
    return f"not a valid {record.__name__}: " + "; ".join(wrong)


def encode_signal(window: SensorWindow) -> bytes:
    """The signal alone as an Arrow IPC stream: what the database stores beside the columns."""
    return _write(window.channels, window.signal, None)


def decode_signal(payload: bytes) -> tuple[tuple[str, ...], np.ndarray]:
    """Channel names and the float32 `[channel, minute]` signal, NaN = not measured. Raises CodecError."""
    table = read_table(payload)
    return tuple(table.column_names), _signal(table)


def read_table(payload: bytes) -> pa.Table:
    """The message as an Arrow table (one row a minute). Raises CodecError."""
    try:
        with pa.ipc.open_stream(payload) as reader:
            return reader.read_all()
    except (pa.ArrowInvalid, pa.ArrowIOError, pa.ArrowSerializationError, TypeError) as error:
        raise CodecError("not an Arrow IPC stream (cut short, or something else altogether)") from error


def headers(record: SensorWindow | AnnotatedWindow, *, produced_at: datetime) -> dict[str, bytes]:
    """CloudEvents attributes of the message. `ce_time` is when it was produced, the only wall-clock time in it."""
    window = record if isinstance(record, SensorWindow) else record.window
    event = {
        "ce_specversion": "1.0",
        "ce_id": f"{window.window_id}:{window.revision}",
        "ce_type": f"wearscribe.{type(record).__name__}.v{SCHEMA_VERSION}",
        "ce_source": f"/wearscribe/{window.study}/{window.source}",
        "ce_time": produced_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "content-type": CONTENT_TYPE,
    }
    return {name: value.encode() for name, value in event.items()}


def _write(channels: tuple[str, ...], signal: np.ndarray, metadata: dict[bytes, bytes] | None) -> bytes:
    schema = pa.schema([pa.field(name, pa.float32()) for name in channels], metadata=metadata)
    columns = [pa.array(row, type=pa.float32(), from_pandas=True) for row in signal]  # NaN becomes null
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema, options=_OPTIONS) as writer:
        writer.write_batch(pa.record_batch(columns, schema=schema))
    payload: bytes = sink.getvalue().to_pybytes()
    return payload


def _signal(table: pa.Table) -> np.ndarray:
    if any(field.type != pa.float32() for field in table.schema):
        raise CodecError("every channel must be a float32 column")
    columns = [column.to_numpy() for column in table.columns]  # null becomes NaN
    return np.stack(columns) if columns else np.empty((0, table.num_rows), dtype=np.float32)
