"""What rules speak of: the events of a window by kind, each with its values.

Every event has `begin` and `end`, minutes since the window's start (they order events), and where it makes sense
`starts` and `ends`, times of day in minutes, and `minutes`, its length. Beside them:

- `activity`, a logged one that begins in the window: `name`, `heart` (mean, bpm), `peak` (highest, bpm), `steps`;
- `night`, the longest logged sleep that ends in the window: `asleep` (minutes), `awakenings`;
- `bedtime`, a logged sleep of three hours or more that begins in the window;
- `nap`, a logged nap, or a sleep shorter than three hours;
- `bout`, sustained movement: `steps`, `cadence`; `sedentary`, still minutes outside of logged sleep;
- `rise`, of the heart rate without movement: `bpm`; `non_wear`;
- `day`, the whole window: `steps` (sum), `resting`, `mean_heart`, `max_heart` (bpm), `weekday` (Monday 1).
"""

from collections.abc import Callable, Iterator

from schemas.records import AnnotatedWindow, Annotation, Label

Event = dict[str, float | str]

_LONG_SLEEP = 180


def _activities(record: AnnotatedWindow) -> Iterator[Event]:
    for each in _of_kind(record, "activity"):
        if each.start >= 0:
            measured = {"heart": "mean_heart_rate", "peak": "max_heart_rate", "steps": "steps"}
            values: Event = {short: each.values[name] for short, name in measured.items() if name in each.values}
            yield _span(record, each.start, each.end) | {"name": each.name or "other"} | values


def _night(record: AnnotatedWindow) -> Iterator[Event]:
    ended = [each for each in _sleeps(record) if 0 < each.end <= record.window.minutes]
    if ended:
        longest = max(ended, key=lambda sleep: sleep.end - sleep.start)
        if longest.end - longest.start >= _LONG_SLEEP:
            event = _span(record, longest.start, longest.end)
            if longest.minutes_asleep is not None:
                event["asleep"] = longest.minutes_asleep
            if longest.awakenings is not None:
                event["awakenings"] = longest.awakenings
            yield event


def _bedtime(record: AnnotatedWindow) -> Iterator[Event]:
    for each in _sleeps(record):
        if 0 <= each.start < record.window.minutes and each.end - each.start >= _LONG_SLEEP:
            yield _span(record, each.start, each.end)


def _naps(record: AnnotatedWindow) -> Iterator[Event]:
    for each in _sleeps(record):
        if each.name == "nap" or each.end - each.start < _LONG_SLEEP:
            yield _span(record, each.start, each.end)


def _bouts(record: AnnotatedWindow) -> Iterator[Event]:
    for each in _of_kind(record, "bout"):
        yield _span(record, each.start, each.end) | {
            "steps": each.values["steps"],
            "cadence": each.values["cadence"],
        }


def _sedentary(record: AnnotatedWindow) -> Iterator[Event]:
    """Cut where a logged sleep covers it; what is left at either side, longest first, is one event."""
    for each in _of_kind(record, "sedentary"):
        begin, end = each.start, each.end
        for sleep in _sleeps(record):
            if sleep.start <= begin < sleep.end:
                begin = sleep.end
            if sleep.start < end <= sleep.end:
                end = sleep.start
        if end > begin:
            yield _span(record, begin, end)


def _rises(record: AnnotatedWindow) -> Iterator[Event]:
    for each in _of_kind(record, "relation"):
        if each.name == "without_movement":
            yield _span(record, each.start, each.end) | {"bpm": each.values["rise"]}


def _non_wear(record: AnnotatedWindow) -> Iterator[Event]:
    for each in _of_kind(record, "non_wear"):
        yield _span(record, each.start, each.end)


def _day(record: AnnotatedWindow) -> Iterator[Event]:
    event: Event = {
        "begin": 0,
        "end": record.window.minutes,
        "minutes": record.window.minutes,
        "weekday": record.window.start.isoweekday(),
    }
    for each in record.annotations:
        if each.kind == "statistics" and each.channel == "steps":
            event["steps"] = each.values["total"]
        elif each.kind == "statistics" and each.channel == "heart_rate":
            event |= {"mean_heart": each.values["mean"], "max_heart": each.values["max"]}
        elif each.kind == "resting_heart_rate":
            event["resting"] = each.values["value"]
    yield event


EVENTS: dict[str, Callable[[AnnotatedWindow], Iterator[Event]]] = {
    "activity": _activities,
    "night": _night,
    "bedtime": _bedtime,
    "nap": _naps,
    "bout": _bouts,
    "sedentary": _sedentary,
    "rise": _rises,
    "non_wear": _non_wear,
    "day": _day,
}


def _of_kind(record: AnnotatedWindow, kind: str) -> list[Annotation]:
    return [each for each in record.annotations if each.kind == kind]


def _sleeps(record: AnnotatedWindow) -> list[Label]:
    return [label for label in record.window.labels if label.kind == "sleep"]


def _span(record: AnnotatedWindow, begin: int, end: int) -> Event:
    clock = record.window.start.hour * 60 + record.window.start.minute
    return {
        "begin": begin,
        "end": end,
        "starts": (clock + begin) % 1440,
        "ends": (clock + end) % 1440,
        "minutes": end - begin,
    }
