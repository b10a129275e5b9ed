"""Any other device: a CSV or Parquet with `subject`, `time` and columns named as channels."""

from collections.abc import Collection, Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from schemas.channels import CHANNELS
from services.replay.readings import Part, Person, RawId, Readings, Refused, SourceError
from services.replay.sources.table import groups, header, numbers, open_table, read_columns, times
from services.replay.summary import Summary


class MinutesFile:
    """`device` names the kind of device and is part of every window's identity; `drop` are columns to leave out.

    Times without a zone are local; with one (`2024-10-27T00:00:04Z`) they are instants.
    """

    def __init__(self, path: Path, device: str, drop: Collection[str] = ()) -> None:
        self._path, self.slug, self._drop = path, device, frozenset(drop)

    def people(self, summary: Summary) -> Iterator[Person]:
        try:
            table = self._parquet() if self._path.suffix.lower() == ".parquet" else self._csv()
            time, clock = times(table["time"])
            people = list(groups(table["subject"]))
            values = {name: numbers(table[name]) for name in table.column_names if name in CHANNELS}
        except Refused as refusal:
            raise SourceError(f"the minutes cannot be read: {refusal}") from None
        summary.files_read += 1
        for name, rows in people:
            readings = []
            for channel, (value, given) in values.items():
                kept = rows[given[rows]]
                readings.append(Readings(channel, time[kept], value[kept]))
            yield Person(RawId(name), (Part(clock, tuple(readings)),))

    def _csv(self) -> pa.Table:
        content = open_table(self._path)
        channels = self._channels(header(content))
        types = {"subject": pa.string(), "time": None, **dict.fromkeys(channels, pa.float64())}
        return read_columns(content, types)

    def _parquet(self) -> pa.Table:
        try:
            with parquet.ParquetFile(self._path) as file:
                channels = self._channels(file.schema_arrow.names)
                table = file.read(columns=["subject", "time", *channels])
        except (pa.ArrowInvalid, OSError):
            raise SourceError("not a Parquet file, or cut short") from None
        try:
            types = {"subject": pa.string(), **dict.fromkeys(channels, pa.float64())}
            for name, kind in types.items():
                table = table.set_column(table.column_names.index(name), name, table[name].cast(kind))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            raise Refused("a column named as a channel does not hold numbers") from None
        return table

    def _channels(self, names: list[str]) -> list[str]:
        """The columns that are channels. An unknown one is told by its place: its name may be personal."""
        if missing := [name for name in ("subject", "time") if name not in names]:
            raise Refused(f"there is no column {' and no column '.join(missing)}")
        rest = [name for name in names if name not in ("subject", "time") and name not in self._drop]
        unknown = [str(names.index(name) + 1) for name in rest if name not in CHANNELS]
        if unknown:
            raise Refused(
                f"columns {', '.join(unknown)} are no known channel. Known are {', '.join(CHANNELS)}. "
                "Rename them, or leave them out with --drop COLUMN"
            )
        if not rest:
            raise Refused(f"there is no channel. Known are {', '.join(CHANNELS)}")
        return rest
