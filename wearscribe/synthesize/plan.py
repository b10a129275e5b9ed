"""The plan of a day: when its person sleeps, works, moves, exercises, worries and takes the device off.

Everything that happens is an `Event` with a seed of its own, so that taking one out of the plan, or putting one in,
leaves every other minute as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

import numpy as np

from wearscribe.synthesize import calendar
from wearscribe.synthesize.activities import BY_NAME
from wearscribe.synthesize.profile import Profile

DAY = 1440
Span = tuple[int, int]


class Event(NamedTuple):
    """`name` is the activity where `kind` is "activity", otherwise empty. Minutes from the day's midnight."""

    kind: Literal["activity", "errand", "stress", "off"]
    start: int
    end: int
    seed: int
    name: str = ""


class Night(NamedTuple):
    """A sleep, from going to bed to getting up, in minutes from the day's midnight. `awakenings` is a mean."""

    bed: int
    wake: int
    seed: int
    awakenings: float
    worn: bool = True
    nap: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """`mobility` scales everyday movement, `fever` is added to the resting heart rate (bpm), `offset` is the zone's
    offset from UTC (minutes), `phase` how late the body clock is (minutes), `work` the spans at work."""

    day: int
    date: date
    offset: int
    phase: int
    mobility: float
    fever: float
    work: tuple[Span, ...]
    nights: tuple[Night, ...]
    events: tuple[Event, ...]


def plan(person: Profile, key: tuple[int, int], day: int) -> Plan:
    """The plan of one day; `key` is the person's seed and number. Does not depend on other days being asked for."""
    random = np.random.default_rng([*key, day, 1])
    today = person.first_day + timedelta(days=day)
    works, night_shift = calendar.works(person, today, day), calendar.night_shift(person, day)
    sick = calendar.sick(key, day)
    phase = calendar.phase(person, key, day)
    last, coming = night(person, key, day), night(person, key, day + 1)
    nights = [last, coming._replace(bed=coming.bed + DAY, wake=coming.wake + DAY)]
    if person.job == "home" and not sick and random.random() < 0.18 and last.wake < 660:
        start = int(random.uniform(13, 15.5) * 60)
        nights.append(Night(start, start + int(random.uniform(25, 85)), _seed(random), 0.3, True, True))
    if sick and last.wake < 660:
        start = int(random.uniform(12, 15) * 60)
        nights.append(Night(start, start + int(random.uniform(60, 150)), _seed(random), 1.0, True, True))
    busy = np.zeros(DAY, dtype=bool)
    for sleep in nights:
        _block(busy, sleep.bed - 25, sleep.wake + 15)
    work: tuple[Span, ...] = ()
    if works and not sick:
        start = 22 * 60 if night_shift else int(random.normal(8.75, 0.4) * 60)
        span = (max(start, last.wake + 35) if not night_shift else start, DAY if night_shift else start + 8 * 60 + 15)
        work = (span,)
        if night_shift and calendar.night_shift(person, day - 1):
            work += ((0, 6 * 60),)
        for low, high in work:
            _block(busy, low - 25, high + 25)
    events: list[Event] = []
    if not sick and random.random() < person.active_days + (0.1 if not works else -0.05):
        for _ in range(2 if random.random() < 0.22 else 1):
            _exercise(person, random, busy, bool(works), today.month, events)
    _errands(random, busy, work, nights, events, person)
    for _ in range(int(random.poisson(0.35))):
        start = int(random.uniform(9, 21) * 60)
        _add(events, busy, Event("stress", start, start + int(random.uniform(15, 70)), _seed(random)), hold=False)
    _take_off(person, random, busy, nights, events)
    if (sleep := last).worn is False and sleep.wake > 0:
        events.append(Event("off", max(sleep.bed - 10, 0), sleep.wake + int(random.uniform(5, 60)), _seed(random)))
    if not coming.worn and coming.bed + DAY < DAY:
        events.append(Event("off", coming.bed + DAY - 10, DAY, _seed(random)))
    return Plan(
        day=day,
        date=today,
        offset=calendar.offset(person, key, day),
        phase=phase,
        mobility=person.mobility * calendar.mood(key, day) * (0.45 if sick else 1.0),
        fever=float(random.uniform(6, 16)) if sick else 0.0,
        work=work,
        nights=tuple(nights),
        events=tuple(events),
    )


def night(person: Profile, key: tuple[int, int], day: int) -> Night:
    """The main sleep that ends on this day."""
    random = np.random.default_rng([*key, day, 2])
    free = not calendar.works(person, person.first_day + timedelta(days=day), day)
    late = (50 if free else 0) + random.normal(0, 25 if not free else 40)
    bed = person.bed + late
    length = person.asleep + (45 if free else 0) + random.normal(0, 32) - 0.35 * late
    if calendar.night_shift(person, day - 1):
        bed, length = random.normal(8.25 * 60, 25), random.normal(390, 40)
    phase = calendar.phase(person, key, day)
    bed, length = bed + 0.6 * phase, max(200.0, length - 0.2 * abs(phase))
    awakenings = person.restless * (9.0 if random.random() < 0.09 else 2.0) * (1.6 if calendar.sick(key, day) else 1.0)
    worn = bool(random.random() < person.night_wear)
    return Night(round(bed), round(bed + length), _seed(random), awakenings, worn)


def find_room(busy: np.ndarray, name: str, minutes: int, random: np.random.Generator) -> int | None:
    """A start for the activity in minutes that are not busy, at an hour usual for it, or None."""
    low, high = BY_NAME[name].hours
    for _ in range(8):
        start = int(random.uniform(low, high) * 60)
        if start + minutes < DAY - 10 and not busy[max(start - 10, 0) : start + minutes + 10].any():
            return start
    return None


def length(name: str, random: np.random.Generator) -> int:
    """Minutes of a bout of the activity."""
    low, usual, high = BY_NAME[name].minutes
    return int(np.clip(usual * np.exp(random.normal(0, 0.32)), low, high))


def _exercise(
    person: Profile, random: np.random.Generator, busy: np.ndarray, works: bool, month: int, events: list[Event]
) -> None:
    weights = np.array([_weight(name, works, month) for name in person.repertoire])
    for name in random.choice(person.repertoire, len(weights), replace=False, p=weights / weights.sum()):
        minutes = length(str(name), random)
        if (start := find_room(busy, str(name), minutes, random)) is not None:
            events.append(Event("activity", start, start + minutes, _seed(random), str(name)))
            _block(busy, start - 15, start + minutes + 15)
            return


def _weight(name: str, works: bool, month: int) -> float:
    activity = BY_NAME[name]
    season = 1.0 if not activity.months or month in activity.months else 0.1
    return season * ((0.25 if works else 3.0) if activity.minutes[1] > 110 else 1.0)


def _errands(
    random: np.random.Generator,
    busy: np.ndarray,
    work: tuple[Span, ...],
    nights: list[Night],
    events: list[Event],
    person: Profile,
) -> None:
    """Short walks that nobody logs: to the bus and back, to lunch, to a shop. Longer walks to work are logged."""
    for low, high in work:
        for at in (low - 20, high + 2):
            if person.walks_to_work and random.random() < 0.7:
                minutes = int(random.uniform(12, 19))
                event = Event("activity", at, at + minutes, _seed(random), "walk")
            else:
                event = Event("errand", at + 4, at + 4 + int(random.integers(3, 10)), _seed(random))
            if event.start > 0 and event.end < DAY and not _asleep(nights, event):
                events.append(event)
                _block(busy, event.start, event.end)
        if random.random() < 0.5:
            at = int(low + random.uniform(190, 250))
            if at + 10 < min(high, DAY):
                events.append(Event("errand", at, at + int(random.integers(3, 9)), _seed(random)))
    for _ in range(int(random.poisson(1.4))):
        start = int(random.uniform(8.5, 21) * 60)
        _add(events, busy, Event("errand", start, start + int(random.integers(3, 10)), _seed(random)))


def _take_off(
    person: Profile, random: np.random.Generator, busy: np.ndarray, nights: list[Night], events: list[Event]
) -> None:
    wake = max(nights[0].wake, 0)
    if random.random() < 0.45:  # the shower
        start = wake + int(random.uniform(5, 50))
        _add(events, busy, Event("off", start, start + int(random.uniform(8, 28)), _seed(random)), near_sleep=True)
    if random.random() < 0.33:  # the charger
        start = int(random.uniform(18.5, 22.5) * 60)
        _add(events, busy, Event("off", start, start + int(random.uniform(30, 110)), _seed(random)))
    if random.random() < 0.05:  # forgotten at home
        start = int(random.uniform(7, 13) * 60)
        _add(events, busy, Event("off", start, start + int(random.uniform(120, 500)), _seed(random)))


def _add(events: list[Event], busy: np.ndarray, event: Event, *, hold: bool = True, near_sleep: bool = False) -> None:
    """Add an event where there is room for it; without `hold` others may still overlap it."""
    if event.start < 0 or event.end > DAY:
        return
    taken = [(other.start, other.end) for other in events] if near_sleep else None
    free = (
        not busy[event.start : event.end].any()
        if taken is None
        else all(event.end <= low or high <= event.start for low, high in taken)
    )
    if free:
        events.append(event)
        if hold:
            _block(busy, event.start, event.end)


def _asleep(nights: list[Night], event: Event) -> bool:
    return any(event.start < sleep.wake and sleep.bed < event.end for sleep in nights)


def _block(busy: np.ndarray, low: int, high: int) -> None:
    busy[max(low, 0) : max(high, 0)] = True


def _seed(random: np.random.Generator) -> int:
    return int(random.integers(2**31))
