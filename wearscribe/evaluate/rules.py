"""Which windows answer a question that a person wrote: a rule, small enough to write beside the question.

A rule is `{kind: conditions}`, or rules put together: `{"all": [rule, ...]}`, `{"any": [rule, ...]}`, `{"not": rule}`,
and `{"in_order": [earlier, later]}` of two `{kind: conditions}`, where something of the first kind ends before
something of the second begins. `{kind: conditions}` holds where at least one event of the kind (`events.py` lists them
and their values) meets all conditions, `count` of them if that is given:

- a comparison, `">=45"`, `"<6"`; a range, `"25..150"`, both ends included;
- a time of day, `"22:00-02:00"`, from the first, included, to the second, excluded; it may pass midnight;
- names, `"run"`, `["run", "treadmill"]`, or `"!walk"`, any but this.

An event without the value does not meet the condition: what was not measured is not claimed.
"""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from schemas.activities import ACTIVITIES, SLEEPS
from schemas.records import AnnotatedWindow
from wearscribe.evaluate.events import EVENTS, Event

Rule = Mapping[str, Any]

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_COMPARISON = re.compile(r"(>=|<=|>|<)(\d+(?:\.\d+)?)")
_RANGE = re.compile(r"(\d+)\.\.(\d+)")
_CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


def answers(rule: Rule, record: AnnotatedWindow) -> bool:
    """Whether the window answers. Raises ValueError for a rule that is none."""
    if len(rule) != 1:
        raise ValueError("a rule has one key")
    ((key, value),) = rule.items()
    match key:
        case "all":
            return all(answers(each, record) for each in value)
        case "any":
            return any(answers(each, record) for each in value)
        case "not":
            return not answers(value, record)
        case "in_order":
            earlier, later = (matching(each, record) for each in value)
            return any(float(first["end"]) <= float(second["begin"]) for first in earlier for second in later)
    found = len(matching(rule, record))
    return _meets(value["count"], found) if "count" in value else found > 0


def matching(rule: Rule, record: AnnotatedWindow) -> list[Event]:
    """The events that meet all conditions of a `{kind: conditions}`. Raises ValueError for a kind that is unknown."""
    ((kind, conditions),) = rule.items()
    if kind not in EVENTS:
        raise ValueError(f"a rule speaks of {kind!r}; it knows {', '.join(EVENTS)}")
    wanted = {key: value for key, value in conditions.items() if key != "count"}
    return [
        event
        for event in EVENTS[kind](record)
        if all(_meets(condition, event.get(key)) for key, condition in wanted.items())
    ]


def _meets(condition: str | Sequence[str], value: float | str | None) -> bool:
    if value is None:
        return False
    if isinstance(value, str):
        return _is_named(condition, value)
    if not isinstance(condition, str):
        raise ValueError("names cannot be the condition of a number")
    if found := _COMPARISON.fullmatch(condition):
        return _COMPARE[found[1]](value, float(found[2]))
    if found := _RANGE.fullmatch(condition):
        return float(found[1]) <= value <= float(found[2])
    if found := _CLOCK.fullmatch(condition):
        start, end = (60 * int(found[i]) + int(found[i + 1]) for i in (1, 3))
        return (value - start) % 1440 < ((end - start) % 1440 or 1440)
    raise ValueError(f"{condition!r} is no comparison, range or time of day")


def _is_named(condition: str | Sequence[str], name: str) -> bool:
    names = [condition] if isinstance(condition, str) else list(condition)
    if unknown := [each for each in names if each.removeprefix("!") not in (*ACTIVITIES, *SLEEPS)]:
        raise ValueError(f"no activity is called {', '.join(unknown)}")
    if names[0].startswith("!"):
        return f"!{name}" not in names
    return name in names
