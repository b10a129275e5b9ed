"""A Fitabase minute export of many people: `Id,time,steps,intensity,hr_mean,…`, CSV or gzip, local time."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from services.replay.readings import Part, Person, RawId, Readings, Refused, SourceError
from services.replay.sources.table import groups, header, numbers, open_table, read_columns, times
from services.replay.summary import Summary

_CHANNELS = {"steps": "steps", "intensity": "intensity", "hr_mean": "heart_rate", "calories": "calories"}


class Fitabase:
    slug = "fitabase"

    def __init__(self, path: Path) -> None:
        self._path = path

    def people(self, summary: Summary) -> Iterator[Person]:
        content = open_table(self._path)
        try:
            columns = [name for name in header(content) if name in _CHANNELS]
            if not columns:
                raise Refused(f"line 1 has none of the columns {', '.join(_CHANNELS)}")
            types = {"Id": pa.string(), "time": None, **dict.fromkeys(columns, pa.float64())}
            table = read_columns(content, types)
            time, clock = times(table["time"])
            people = list(groups(table["Id"]))
        except Refused as refusal:
            raise SourceError(f"the Fitabase file cannot be read: {refusal}") from None
        summary.files_read += 1
        del content
        values = {name: numbers(table[name]) for name in columns}
        for name, rows in people:
            readings = []
            for column in columns:
                value, given = values[column]
                kept = rows[given[rows]]
                readings.append(Readings(_CHANNELS[column], time[kept], value[kept]))
            yield Person(RawId(name), (Part(clock, tuple(readings)),))
