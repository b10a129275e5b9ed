"""The older layout of a Fitbit account archive: JSON, intraday readings and exercises in UTC, sleep in local time."""

from collections.abc import Callable
from typing import Any

import numpy as np

from services.replay.readings import LoggedSpan, Part, Readings, Refused
from services.replay.sources.activity_names import activity
from services.replay.sources.json_file import entries, load, number
from services.replay.sources.sleep_log import sleep_part
from services.replay.sources.stamps import stamps
from services.replay.summary import Summary

_UNIT = {"steps": 1.0, "calories": 1.0, "distance": 0.01}
"""`distance` is in centimetres: a brisk minute reads 4110, which is 41.10 m."""


def heart_rate(content: bytes, summary: Summary) -> Part:
    """`{"bpm", "confidence"}` every few seconds. Confidence 0 means that the sensor did not see a pulse."""
    rows = entries(load(content))
    bpm, trusted = np.empty(len(rows)), np.ones(len(rows), dtype=bool)
    for index, row in enumerate(rows):
        value = row.get("value")
        if not isinstance(value, dict):
            raise Refused(f"entry {index + 1} holds no heart rate")
        beats = value.get("bpm")
        bpm[index] = beats if type(beats) is int and 0 <= beats < 1000 else number(beats, f"bpm of entry {index + 1}")
        trusted[index] = value.get("confidence") != 0
    summary.drop_readings("heart_rate: confidence 0", int((~trusted).sum()))
    time = stamps([row.get("dateTime") for row in rows])
    return Part("utc", (Readings("heart_rate", time[trusted], bpm[trusted]),))


def each_minute(channel: str) -> Callable[[bytes, Summary], Part]:
    """A reader of `{"dateTime", "value"}`, one a minute."""

    def read(content: bytes, summary: Summary) -> Part:
        rows = entries(load(content))
        value = np.array([number(row.get("value"), f"value of entry {at}") for at, row in enumerate(rows, start=1)])
        time = stamps([row.get("dateTime") for row in rows])
        return Part("utc", (Readings(channel, time, value.astype(np.float64) * _UNIT[channel]),))

    return read


def exercise(content: bytes, summary: Summary) -> Part:
    """Logged activities. Of the log only its times and, through the closed vocabulary, its name pass."""
    spans = []
    for at, log in enumerate(entries(load(content)), start=1):
        spans += span(log.get("activityName"), log.get("startTime"), log.get("duration"), at, summary)
    return Part("utc", spans=tuple(spans))


def sleep(content: bytes, summary: Summary) -> Part:
    return sleep_part(entries(load(content)))


def span(name: Any, start: Any, milliseconds: Any, entry: int, summary: Summary) -> list[LoggedSpan]:
    """The activity, or nothing (counted) where the log has no length. Raises Refused when a value is impossible."""
    if milliseconds is None:
        summary.labels_dropped["an activity without a length"] += 1
        return []
    length = number(milliseconds, f"duration of entry {entry}")
    if not 0 <= length <= 48 * 3600 * 1000:
        raise Refused(f"duration of entry {entry} is not between 0 and 48 hours")
    try:
        first = stamps([start])[0]
    except Refused:
        raise Refused(f"entry {entry} has no readable start time") from None
    return [LoggedSpan("activity", activity(name), first, first + np.timedelta64(int(length), "ms"))]
