"""Everything a source holds about a person, on one axis of instants."""

from collections import defaultdict
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from services.replay.deidentify import Span, Timeline
from services.replay.readings import LoggedSpan, Part, Person
from services.replay.summary import Summary
from services.replay.wall_clock import instants, stretches

_EARLIEST, _LATEST = np.datetime64("1990-01-01", "ms"), np.datetime64("2100-01-01", "ms")
_IMPOSSIBLE = "dated before 1990 or after 2099"
_OUTSIDE = "before --since or from --until on"


def gather(person: Person, zone: ZoneInfo | None, since: date | None, until: date | None, summary: Summary) -> Timeline:
    """Readings of the local days from `since` up to, not including, `until`; all logged spans.

    Memory: 12 bytes a reading. Raises SourceError when the source needs a zone and there is none.
    """
    first, last = _limit(since, zone), _limit(until, zone)
    collected: dict[str, list[tuple[np.ndarray, np.ndarray]]] = defaultdict(list)
    spans: list[Span] = []
    for part in person.parts:
        for readings in part.readings:
            dated = (readings.time >= _EARLIEST) & (readings.time < _LATEST)
            summary.drop_readings(f"{readings.channel}: {_IMPOSSIBLE}", int((~dated).sum()))
            instant = instants(readings.time[dated], part.clock, zone)
            with np.errstate(over="ignore"):  # beyond float32 is infinite, and so outside every channel's range
                value = readings.value[dated].astype(np.float32)
            chosen = np.ones(len(instant), dtype=bool)
            chosen &= True if first is None else instant >= first
            chosen &= True if last is None else instant < last
            summary.drop_readings(_OUTSIDE, int((~chosen).sum()))
            collected[readings.channel].append((instant[chosen], value[chosen]))
        spans += _spans(part, zone, summary)
    merged = {
        channel: (np.concatenate([at for at, _ in pieces]), np.concatenate([value for _, value in pieces]))
        for channel, pieces in collected.items()
    }
    ends = [edge for at, _ in merged.values() if len(at) for edge in (int(at.min()), int(at.max()))]
    return Timeline(
        readings=merged,
        spans=tuple(sorted(dict.fromkeys(spans), key=lambda span: (span.start, span.end))),
        stretches=tuple(stretches(min(ends), max(ends), zone)) if ends else (),
    )


def _limit(day: date | None, zone: ZoneInfo | None) -> int | None:
    return None if day is None else int(instants(np.array([day], "datetime64[ms]"), "local", zone)[0])


def _spans(part: Part, zone: ZoneInfo | None, summary: Summary) -> list[Span]:
    found = []
    for span in part.spans:
        if not _EARLIEST <= span.start <= span.end < _LATEST:
            summary.labels_dropped[_IMPOSSIBLE] += 1
            continue
        found.append(_span(span, part, zone))
    return found


def _span(span: LoggedSpan, part: Part, zone: ZoneInfo | None) -> Span:
    start, end = instants(np.array([span.start, span.end]), part.clock, zone).tolist()
    return Span(span.kind, span.name, start, end, span.minutes_asleep, span.awakenings)
