"""Columns of a CSV, with errors that say where and never what (Arrow's own would print the value)."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from services.replay.readings import FileClock, Refused, SourceError

MAX_TABLE_BYTES = 4 * 2**30
_TIME_EXAMPLE = "2016-04-13 00:01:00"


def open_table(path: Path) -> bytes:
    """The content of a CSV file, unpacked where it is gzip. Raises SourceError."""
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            content = stream.read(MAX_TABLE_BYTES + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise SourceError("the gzip file is cut short or damaged: fetch it again") from None
    except IsADirectoryError:
        raise SourceError("this is a folder: name one file") from None
    except OSError:
        raise SourceError("the file cannot be opened: check the path and its permissions") from None
    if len(content) > MAX_TABLE_BYTES:
        raise SourceError(f"larger than {MAX_TABLE_BYTES >> 30} GiB: split it by person")
    return bytes(content)


def header(content: bytes) -> list[str]:
    """The names of the columns. Raises Refused."""
    try:
        line = content[: 2**20].split(b"\n", 1)[0].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("not UTF-8 text: convert its encoding") from None
    if "\x00" in line:
        raise Refused("not UTF-8 text: convert its encoding")
    return [name.strip() for name in next(csv.reader([line]), [])]


def read_columns(content: bytes, types: Mapping[str, pa.DataType | None]) -> pa.Table:
    """The named columns; None leaves the type to be inferred, as `times` wants it. Raises Refused.

    An empty cell is null; a written NaN is kept as one.
    """
    names = header(content)
    if missing := [name for name in types if name not in names]:
        raise Refused(f"line 1 has no column {', '.join(missing)}")
    if len(set(names)) < len(names):
        raise Refused("line 1 names a column twice")
    try:
        return arrow_csv.read_csv(
            io.BytesIO(content),
            read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=1, use_threads=False),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=list(types),
                column_types={name: kind for name, kind in types.items() if kind is not None},
                null_values=[""],
                strings_can_be_null=True,
                timestamp_parsers=[arrow_csv.ISO8601, "%m/%d/%Y %I:%M:%S %p"],
            ),
        )
    except pa.ArrowInvalid as error:
        raise Refused(_where(str(error), list(types))) from None


def times(column: pa.ChunkedArray) -> tuple[np.ndarray, FileClock]:
    """datetime64[ms], shape [row], and whether they are UTC (written with a zone) or local. Raises Refused."""
    if pa.types.is_null(column.type) and not len(column):
        return np.empty(0, "datetime64[ms]"), "local"
    if column.null_count:
        raise Refused(f"line {_first(pc.is_null(column))} has no time")
    if not pa.types.is_timestamp(column.type):
        raise Refused(_no_time(column))
    clock: FileClock = "local" if column.type.tz is None else "utc"
    whole = column.cast(pa.timestamp("ms", column.type.tz), safe=False)  # finer than a millisecond is cut off
    return whole.to_numpy().astype("datetime64[ms]"), clock


def numbers(column: pa.ChunkedArray) -> tuple[np.ndarray, np.ndarray]:
    """float64 and which rows hold one at all, both shape [row]."""
    return column.to_numpy().astype(np.float64), pc.is_valid(column).to_numpy()


def groups(column: pa.ChunkedArray) -> Iterable[tuple[str, np.ndarray]]:
    """Each distinct text of the column with its rows, in the order of the file. Raises Refused on an empty cell."""
    if column.null_count:
        raise Refused(f"line {_first(pc.is_null(column))} names no person")
    if not len(column):
        return
    encoded = column.combine_chunks().dictionary_encode()
    code = encoded.indices.to_numpy()
    order = np.argsort(code, kind="stable")
    bounds = np.searchsorted(code[order], np.arange(len(encoded.dictionary) + 1))
    for position, name in enumerate(encoded.dictionary.to_pylist()):
        yield name, order[bounds[position] : bounds[position + 1]]


def _first(mask: pa.ChunkedArray) -> int:
    return int(pc.index(mask, True).as_py()) + 2  # the header is line 1


def _no_time(column: pa.ChunkedArray) -> str:
    if not pa.types.is_string(column.type):
        return f"the time column holds no times like {_TIME_EXAMPLE}"
    looks = pc.match_substring_regex(column, r"^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\d{1,2}/\d{1,2}/\d{4} \d)")
    if pc.all(looks).as_py():
        return f"the times are not all written alike, like {_TIME_EXAMPLE}"
    return f"line {_first(pc.invert(looks))} holds no time like {_TIME_EXAMPLE}"


def _where(message: str, names: list[str]) -> str:
    """Arrow's message holds the value; its row and column are what may be told."""
    if "UTF8" in message or "UTF-8" in message:
        return "not UTF-8 text: convert its encoding"
    row = re.search(r"Row #(\d+)", message)
    column = re.search(r"CSV column #(\d+)", message)
    line = f"line {row[1]}" if row else "a line"
    if column and "conversion error" in message:
        return f"{line} holds something that is no number in a column of {', '.join(names)}"
    return f"{line} does not have as many columns as line 1"
