"""Saved responses of the Fitbit Web API of one person: intraday series, sleep, logged activities. Local time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from services.replay.readings import Part, Person, RawId, Readings, Refused
from services.replay.sources.archive import files
from services.replay.sources.json_file import entries, load, number
from services.replay.sources.sleep_log import sleep_part
from services.replay.sources.stamps import stamps
from services.replay.sources.takeout_json import span
from services.replay.summary import Summary

_SERIES = {"heart": "heart_rate", "steps": "steps", "calories": "calories", "distance": "distance"}


class WebApi:
    slug = "fitbit-web-api"

    def __init__(self, path: Path, subject: str) -> None:
        self._path, self._subject = path, subject

    def people(self, summary: Summary) -> Iterator[Person]:
        yield Person(RawId(self._subject), self._parts(summary))

    def _parts(self, summary: Summary) -> Iterator[Part]:
        for file in files(self._path):
            try:
                part = read(load(file.read()), summary)
            except Refused as refusal:
                summary.skip_file(file.called(known=frozenset()), str(refusal))
            else:
                summary.files_read += 1
                yield part


def read(response: Any, summary: Summary) -> Part:
    """One response, told by its fields. Raises Refused when it holds no minutes, sleep or activities."""
    if not isinstance(response, dict):
        raise Refused("not a response of the Web API")
    if "sleep" in response:
        return sleep_part(entries(response["sleep"]))
    if "activities" in response:
        return _activities(entries(response["activities"]), summary)
    for name, channel in _SERIES.items():
        if f"activities-{name}-intraday" in response:
            return _intraday(response, name, channel)
    if any(f"activities-{name}" in response for name in _SERIES):
        raise Refused("holds one value a day, no minutes")
    raise Refused("not a response that holds minutes, activities or sleep")


def _intraday(response: dict[str, Any], name: str, channel: str) -> Part:
    days = entries(response.get(f"activities-{name}"))
    series = response[f"activities-{name}-intraday"]
    if len(days) != 1 or not isinstance(series, dict):
        raise Refused("an intraday series needs exactly one day")
    if channel == "distance":
        raise Refused("intraday distance is in the account's own unit, which the response does not name")
    rows = entries(series.get("dataset"))
    time = stamps([f"{days[0].get('dateTime')}T{row.get('time')}" for row in rows], "time")
    value = [number(row.get("value"), f"value of entry {at}") for at, row in enumerate(rows, start=1)]
    return Part("local", (Readings(channel, time, np.array(value, dtype=np.float64)),))


def _activities(logs: list[dict[str, Any]], summary: Summary) -> Part:
    spans = []
    for at, log in enumerate(logs, start=1):
        if log.get("hasStartTime") is False:
            summary.labels_dropped["an activity without a start time"] += 1
            continue
        name, start = log.get("activityParentName", log.get("name")), f"{log.get('startDate')}T{log.get('startTime')}"
        spans += span(name, start, log.get("duration"), at, summary)
    return Part("local", spans=tuple(spans))
