"""Wall clocks: from the stamps of a file to instants, and back to stretches of one UTC offset.

An instant is int64 milliseconds since the epoch: of UTC where the zone is known, of the wall clock where it is
not (a clock that never changes). Within a stretch, wall clock = instant + offset.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from services.replay.readings import FileClock, SourceError

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to `end` (instants) the wall clock is `shift` ahead of them; `utc_offset` is None without a zone.

    `repeated` is how much wall-clock time this stretch shows for the second time at its beginning.
    """

    start: int
    end: int
    shift: int
    utc_offset: int | None
    repeated: int = 0


def instants(stamps: np.ndarray, clock: FileClock, zone: ZoneInfo | None) -> np.ndarray:
    """`stamps` (datetime64[ms], in file order) as instants, shape [stamp].

    A local time that the clock skipped is read on the clock before the change. A local time that it showed twice
    belongs to the first pass until the stamps step back, in file order, and to the second from there on.
    Raises SourceError when a UTC file meets no zone.
    """
    wall: np.ndarray = stamps.astype("datetime64[ms]").astype(np.int64)
    if clock == "utc" and zone is None:
        raise SourceError("these times are in UTC: name the wearer's zone, e.g. --timezone Europe/Berlin")
    if clock == "utc" or zone is None or not len(wall):
        return wall
    changes = _changes(zone, int(wall.min()) - DAY, int(wall.max()) + DAY)
    shift = np.full(len(wall), _shift(zone, int(wall.min()) - DAY))
    for at, before, after in changes:
        shift[wall >= at + max(before, after)] = after
        twice = np.flatnonzero((wall >= at + after) & (wall < at + before))
        second_pass = np.cumsum(np.diff(wall[twice], prepend=wall[twice][:1]) < 0) > 0
        shift[twice[second_pass]] = after
    wall -= shift
    return wall


def stretches(first: int, last: int, zone: ZoneInfo | None) -> list[Stretch]:
    """The stretches that together hold every instant from `first` to `last`, and the whole days around them."""
    start, end = first - 2 * DAY, last + 2 * DAY
    if zone is None:
        return [Stretch(start, end, 0, None)]
    found, shift, repeated = [], _shift(zone, start), 0
    for at, before, after in _changes(zone, start, end):
        found.append(Stretch(start, at, shift, shift // MINUTE, repeated))
        start, shift, repeated = at, after, max(0, before - after)
    return [*found, Stretch(start, end, shift, shift // MINUTE, repeated)]


def _shift(zone: ZoneInfo, instant: int) -> int:
    offset = (_EPOCH + timedelta(milliseconds=instant)).astimezone(zone).utcoffset() or timedelta()
    return offset // timedelta(minutes=1) * MINUTE


def _changes(zone: ZoneInfo, start: int, end: int) -> list[tuple[int, int, int]]:
    """Every change of offset between two instants: when, the shift before, the shift after."""
    changes = []
    step = DAY
    days = range(start // step * step, end + step, step)
    for day in days:
        low, high = day, day + step
        before, after = _shift(zone, low), _shift(zone, high)
        if before == after:
            continue
        while high - low > MINUTE:
            middle = (low + high) // 2 // MINUTE * MINUTE
            low, high = (middle, high) if _shift(zone, middle) == before else (low, middle)
        if start < high < end:
            changes.append((high, before, after))
    return changes
