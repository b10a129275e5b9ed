"""One fact of a day, edited: what a twin differs in."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np

from wearscribe.synthesize.activities import BY_NAME, TWENTY
from wearscribe.synthesize.plan import DAY, Event, Plan, find_room, length

Kind = Literal["add", "remove", "move", "replace", "short_sleep", "restless_sleep"]


class Edit(NamedTuple):
    """What a twin changed. `at` and `was_at` are the minutes of the day where the activity starts now and did before;
    `was` is the activity before."""

    kind: Kind
    activity: str | None
    at: int | None
    was: str | None
    was_at: int | None


def edit(plan: Plan, random: np.random.Generator, has_heart_rate: bool) -> tuple[Plan, Edit]:
    """The plan with one fact changed, and which. Awakenings show in the heart rate, so without it they stay."""
    kinds: list[Kind] = ["replace", "replace", "move", "move", "remove"] if _exercise(plan) else ["add", "add", "add"]
    if plan.nights[0].worn:
        kinds += ["short_sleep", "restless_sleep"] if has_heart_rate else ["short_sleep"]
    for kind in random.permutation(kinds):
        if (changed := _EDITS[kind](plan, random)) is not None:
            return changed
    return _remove(plan, random) if _exercise(plan) else _restless(plan, random)


def _exercise(plan: Plan) -> list[Event]:
    return [event for event in plan.events if event.kind == "activity"]


def _with(plan: Plan, old: Event | None, new: Event | None) -> Plan:
    """What comes last goes before what it meets."""
    events = tuple(event for event in plan.events if event is not old)
    return replace(plan, events=(*events, new) if new is not None else events)


def _add(plan: Plan, random: np.random.Generator) -> tuple[Plan, Edit] | None:
    name = str(random.choice(TWENTY))
    minutes = length(name, random)
    if (start := find_room(_busy(plan, None), name, minutes, random)) is None:
        return None
    new = Event("activity", start, start + minutes, int(random.integers(2**31)), name)
    return _with(plan, None, new), Edit("add", name, start, None, None)


def _remove(plan: Plan, random: np.random.Generator) -> tuple[Plan, Edit]:
    old = _one(plan, random)
    return _with(plan, old, None), Edit("remove", None, None, old.name, old.start)


def _move(plan: Plan, random: np.random.Generator) -> tuple[Plan, Edit] | None:
    old = _one(plan, random)
    start = find_room(_busy(plan, old), old.name, old.end - old.start, random)
    if start is None or abs(start - old.start) < 120:
        return None
    new = old._replace(start=start, end=start + old.end - old.start)
    return _with(plan, old, new), Edit("move", old.name, start, old.name, old.start)


def _replace(plan: Plan, random: np.random.Generator) -> tuple[Plan, Edit] | None:
    """Another activity in the same minutes, one that people do for about that long."""
    old = _one(plan, random)
    minutes = old.end - old.start
    names = [
        name for name in TWENTY if name != old.name and BY_NAME[name].minutes[0] <= minutes <= BY_NAME[name].minutes[2]
    ]
    if not names:
        return None
    name = str(random.choice(names))
    return _with(plan, old, old._replace(name=name)), Edit("replace", name, old.start, old.name, old.start)


def _short(plan: Plan, random: np.random.Generator) -> tuple[Plan, Edit] | None:
    """Up much earlier than before."""
    night = plan.nights[0]
    cut = int(random.integers(110, 190))
    if night.wake - night.bed - cut < 150 or night.wake - cut < 20:
        return None
    nights = (night._replace(wake=night.wake - cut), *plan.nights[1:])
    return replace(plan, nights=nights), Edit("short_sleep", None, None, None, None)


def _restless(plan: Plan, random: np.random.Generator) -> tuple[Plan, Edit]:
    night = plan.nights[0]
    nights = (night._replace(awakenings=max(2.2 * night.awakenings, random.uniform(9, 15))), *plan.nights[1:])
    return replace(plan, nights=nights), Edit("restless_sleep", None, None, None, None)


def _one(plan: Plan, random: np.random.Generator) -> Event:
    choices = _exercise(plan)
    return choices[int(random.integers(len(choices)))]


def _busy(plan: Plan, without: Event | None) -> np.ndarray:
    busy = np.zeros(DAY, dtype=bool)
    for event in plan.events:
        if event is not without and event.kind in ("activity", "off"):
            busy[max(event.start - 10, 0) : event.end + 10] = True
    for night in plan.nights:
        busy[max(night.bed - 20, 0) : max(night.wake + 10, 0)] = True
    return busy


_EDITS = {
    "add": _add, "remove": _remove, "move": _move, "replace": _replace, "short_sleep": _short,
    "restless_sleep": _restless,
}  # fmt: skip
