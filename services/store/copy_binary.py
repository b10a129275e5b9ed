"""COPY in Postgres' binary format, for the column types our tables have.

A row is a count of fields, then each field as its length and its bytes, big-endian; null is length -1
(postgresql.org/docs/current/sql-copy.html, "Binary Format"). psycopg2 has no binary parameters, and text costs
the most exactly where we have the most: vectors and signals.
"""

import io
import json
import struct
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from pgvector import HalfVector
from sqlalchemy import Connection

_HEADER = b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
_TRAILER = struct.pack(">h", -1)
_NULL = struct.pack(">i", -1)
_EPOCH = datetime(2000, 1, 1)
_MICROSECOND = timedelta(microseconds=1)
_TEXT_OID, _SMALLINT_OID = 25, 21

_length = struct.Struct(">i").pack
_smallint = struct.Struct(">ih").pack
_integer = struct.Struct(">ii").pack
_bigint = struct.Struct(">iq").pack
_real = struct.Struct(">if").pack
_double = struct.Struct(">id").pack
_array = struct.Struct(">iiIii").pack  # dimensions, has nulls, element type, length, lower bound
_empty_array = struct.Struct(">iiI").pack

Encoder = Callable[[Any], bytes]


def smallint(value: int) -> bytes:
    return _smallint(2, value)


def integer(value: int) -> bytes:
    return _integer(4, value)


def real(value: float) -> bytes:
    return _real(4, value)


def double(value: float) -> bytes:
    return _double(8, value)


def boolean(value: bool) -> bytes:
    return b"\0\0\0\1\1" if value else b"\0\0\0\1\0"


def bytea(value: bytes) -> bytes:
    return _length(len(value)) + value


def text(value: str) -> bytes:
    return bytea(value.encode())


def identifier(value: uuid.UUID) -> bytes:
    return bytea(value.bytes)


def timestamp(value: datetime) -> bytes:
    return _bigint(8, (value - _EPOCH) // _MICROSECOND)


def jsonb(value: object) -> bytes:
    return bytea(b"\1" + json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode())


def halfvec(value: np.ndarray) -> bytes:
    return bytea(HalfVector(value).to_binary())


def smallints(value: Sequence[int]) -> bytes:
    return _elements(value, smallint, _SMALLINT_OID)


def texts(value: Sequence[str]) -> bytes:
    return _elements(value, text, _TEXT_OID)


def optional(encoder: Encoder) -> Encoder:
    return lambda value: _NULL if value is None else encoder(value)


def _elements(values: Sequence[Any], encoder: Encoder, oid: int) -> bytes:
    if not values:
        return bytea(_empty_array(0, 0, oid))
    return bytea(_array(1, 0, oid, len(values), 1) + b"".join(map(encoder, values)))


@dataclass(frozen=True)
class Layout:
    """A table and the columns that are copied into it, in order."""

    table: str
    columns: dict[str, Encoder]

    def row(self, *values: object) -> bytes:
        """One row in binary. Raises ValueError, TypeError or struct.error where a value does not fit its column."""
        encoders = self.columns.values()
        fields = [encode(value) for encode, value in zip(encoders, values, strict=True)]
        return struct.pack(">h", len(fields)) + b"".join(fields)

    @property
    def names(self) -> str:
        return ", ".join(f'"{name}"' for name in self.columns)


def copy(connection: Connection, into: str, layout: Layout, rows: Iterable[bytes]) -> None:
    """Copy rows of `layout` into a table that has its columns."""
    stream = io.BytesIO(b"".join((_HEADER, *rows, _TRAILER)))
    cursor: Any = connection.connection.cursor()  # psycopg2's own: SQLAlchemy does not know COPY
    try:
        cursor.copy_expert(f"COPY {into} ({layout.names}) FROM STDIN (FORMAT binary)", stream)
    finally:
        cursor.close()
