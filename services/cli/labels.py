"""Reading LABELS.csv: a handful of windows, or stretches of windows, that a person has named."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

_WHOLE = ["window_id", "label"]
_SPANS = ["window_id", "start", "end", "label"]
MAX_LABEL = 64  # characters


class LabelsError(Exception):
    """The file is not what it should be; says where, and never what it holds."""


class Labelled(NamedTuple):
    """`span` in minutes since the window's start, None where the window as a whole is meant."""

    window_id: UUID
    span: tuple[int, int] | None
    label: str


def read_labels(file: Path) -> list[Labelled]:
    """Rows of `window_id,label` or `window_id,start,end,label`, with that header. Raises LabelsError."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.reader(lines)
            header = [name.strip() for name in next(rows, [])]
            if header not in (_WHOLE, _SPANS):
                raise LabelsError(f"{file}: the first line must be {','.join(_WHOLE)} or {','.join(_SPANS)}")
            found = list(_rows(file, header, rows))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LabelsError(f"{file} cannot be read as a CSV file: {type(error).__name__}. Check the path") from None
    if not found:
        raise LabelsError(f"{file} has a header and no row below it")
    return found


def _rows(file: Path, header: list[str], rows: Iterator[list[str]]) -> Iterator[Labelled]:
    for line, row in enumerate(rows, start=2):
        if not any(row):
            continue
        where = f"{file}, line {line}"
        if len(row) != len(header):
            raise LabelsError(f"{where}: {len(row)} columns, not the {len(header)} of the first line")
        field = dict(zip(header, (value.strip() for value in row), strict=True))
        if not 0 < len(field["label"]) <= MAX_LABEL:
            raise LabelsError(f"{where}: the label must have 1 to {MAX_LABEL} characters")
        try:
            window_id = UUID(field["window_id"])
            span = (int(field["start"]), int(field["end"])) if header == _SPANS else None
        except ValueError:
            raise LabelsError(
                f"{where}: window_id must be an id as `wearscribe search` prints it, start and end whole minutes since "
                "the window's start"
            ) from None
        if span is not None and span[0] >= span[1]:
            raise LabelsError(f"{where}: the span ends before it starts")
        yield Labelled(window_id, span, field["label"])
