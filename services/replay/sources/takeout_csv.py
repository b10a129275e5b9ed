"""The newer layout of a Fitbit account archive: CSV, `timestamp` in UTC and one value beside it."""

from collections.abc import Callable

import pyarrow as pa

from services.replay.readings import Part, Readings, Refused
from services.replay.sources.table import numbers, read_columns, times
from services.replay.summary import Summary

COLUMNS = {"heart_rate": "beats per minute", "steps": "steps", "calories": "calories", "distance": "distance"}
"""The column that holds each channel; `distance` is in metres."""


def readings(channel: str) -> Callable[[bytes, Summary], Part]:
    """A reader of `timestamp,<column>` for one channel."""

    def read(content: bytes, summary: Summary) -> Part:
        table = read_columns(content, {"timestamp": None, COLUMNS[channel]: pa.float64()})
        time, clock = times(table["timestamp"])
        if clock != "utc" and len(time):
            raise Refused("its timestamps are not in UTC (2024-10-27T00:00:04Z)")
        value, given = numbers(table[COLUMNS[channel]])
        return Part("utc", (Readings(channel, time[given], value[given]),))

    return read
