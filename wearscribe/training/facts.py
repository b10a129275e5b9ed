"""What a person asks about a day, as a closed list of facts, computed from its labels, annotations and signal.

Parts of the day overlap, as they do in speech: half past eight is evening and night. An activity belongs to the parts
in which its middle lies. "Last night" is the longest sleep that ends in the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from schemas.records import Annotation, Label, SensorWindow
from wearscribe.synthesize.activities import TWENTY

#: Minutes of the day, half-open; past 1440 = after midnight.
PARTS: dict[str, tuple[int, int]] = {
    "early": (270, 540),
    "morning": (300, 720),
    "midday": (660, 840),
    "afternoon": (720, 1080),
    "evening": (1020, 1320),
    "night": (1230, 1740),
}
LONG, SHORT = 60, 30  # minutes of an activity
WHOLE_DAY = 1200  # minutes of a window of which facts about a day can be told

_DID = tuple(
    f"{name}{of}" for name in TWENTY for of in ("", *(f".{part}" for part in PARTS), ".long", ".short")
)  # fmt: skip
#: Kinds of activities, and which they are.
CATEGORIES: dict[str, tuple[str, ...]] = {
    "gym": ("elliptical", "stair_climber", "strength_training", "spinning", "crossfit"),
    "water": ("swim", "rowing"),
    "snow": ("skiing", "snowboarding"),
    "mat": ("yoga", "pilates"),
    "bike": ("outdoor_bike", "spinning"),
    "ball": ("tennis", "golf"),
    "rhythm": ("dancing", "aerobics"),
    "mountain": ("hike", "climbing", "skiing", "snowboarding"),
}

_KINDS = tuple(f"{name}{of}" for name in CATEGORIES for of in ("", *(f".{part}" for part in PARTS)))
_OF_DAYS = (
    "exercise.any", "exercise.two", "exercise.none", *(f"exercise.{part}" for part in PARTS),
    "sleep.short", "sleep.long", "sleep.restless", "sleep.calm", "sleep.late_bed", "sleep.early_bed",
    "sleep.early_rise", "sleep.late_rise", "sleep.nap", "sleep.good",
    "steps.many", "steps.few", "bout.long", *(f"bout.{part}" for part in PARTS), "sedentary.long",
    "heart.still", "heart.very_high", "heart.low_rest", "heart.high_rest", "heart.high_night",
    "wear.off", "wear.no_night", "wear.full",
)  # fmt: skip

FACTS: tuple[str, ...] = (*_DID, *_KINDS, *_OF_DAYS)
INDEX: dict[str, int] = {name: place for place, name in enumerate(FACTS)}
ACTIVITY_FACTS: tuple[str, ...] = (*_DID, *_KINDS)
SLEEP_FACTS: tuple[str, ...] = tuple(name for name in FACTS if name.startswith("sleep.") and name != "sleep.nap")
#: The facts whose truth needs complete labels: of a real day without a log they are unknown, not false.
LABELLED: frozenset[str] = frozenset(
    name for name in FACTS if not name.startswith(("steps.", "bout.", "sedentary.", "heart.", "wear."))
) | {"heart.high_night"}

_ALIASES = {"hiit": "crossfit", "treadmill": "run", "kayaking": "rowing"}


def activity_class(name: str) -> int:
    """Index into TWENTY, -1 for an activity beyond them."""
    name = _ALIASES.get(name, name)
    return TWENTY.index(name) if name in TWENTY else -1


def facts(window: SensorWindow, annotations: Sequence[Annotation]) -> frozenset[str]:
    """The facts that hold. Of a window shorter than twenty hours, what was done in it and when, nothing else."""
    clock = window.start.hour * 60 + window.start.minute
    return frozenset(_facts(window, annotations, clock))


def vector(names: frozenset[str]) -> np.ndarray:
    """bool [len(FACTS)]."""
    row = np.zeros(len(FACTS), dtype=bool)
    row[[INDEX[name] for name in names]] = True
    return row


def parts(clock: int, start: int, end: int) -> list[str]:
    """The parts of the day in which the middle of the span lies."""
    middle = (clock + (start + end) // 2) % 1440
    return [part for part, (first, last) in PARTS.items() if first <= middle < last or middle + 1440 < last]


def _facts(window: SensorWindow, annotations: Sequence[Annotation], clock: int) -> Iterator[str]:
    whole_day = window.minutes >= WHOLE_DAY
    done = [label for label in window.labels if label.kind == "activity" and _shared(label, window) >= 10]
    exercise = [label for label in done if label.name != "walk"]
    for label in done:
        if (place := activity_class(label.name)) >= 0:
            yield from _done(TWENTY[place], label, clock)
    if not whole_day:
        return
    if not done:
        yield "exercise.none"
    if exercise:
        yield "exercise.any"
        for label in exercise:
            yield from (f"exercise.{part}" for part in parts(clock, label.start, label.end))
    if len(exercise) >= 2:
        yield "exercise.two"
    yield from _sleep(window, clock)
    for annotation in annotations:
        if (tell := _TELL.get(annotation.kind)) is not None:
            yield from tell(annotation, clock)
    yield from _wear(annotations, window)


def _done(name: str, label: Label, clock: int) -> Iterator[str]:
    names = [name, *(kind for kind, members in CATEGORIES.items() if name in members)]
    yield from names
    yield from (f"{each}.{part}" for each in names for part in parts(clock, label.start, label.end))
    length = label.end - label.start
    if length >= LONG:
        yield f"{name}.long"
    elif length < SHORT:
        yield f"{name}.short"


def _sleep(window: SensorWindow, clock: int) -> Iterator[str]:
    sleeps = [label for label in window.labels if label.kind == "sleep"]
    for label in sleeps:
        begin = (clock + label.start) % 1440
        if label.name == "nap" or (label.end - label.start < 180 and 600 <= begin < 1200):
            yield "sleep.nap"
        elif 0 <= label.start < window.minutes and 1140 <= begin < 1320:
            yield "sleep.early_bed"
    nights = [s for s in sleeps if s.name == "sleep" and 0 < s.end <= window.minutes and s.end - s.start >= 120]
    if not nights:
        return
    night = max(nights, key=lambda label: label.end - label.start)
    asleep = night.end - night.start if night.minutes_asleep is None else night.minutes_asleep
    yield from (name for name, holds in (("sleep.short", asleep < 360), ("sleep.long", asleep > 510)) if holds)
    if night.awakenings is not None:
        if night.awakenings >= RESTLESS:
            yield "sleep.restless"
        elif night.awakenings <= CALM:
            yield "sleep.calm"
            if asleep >= 420:
                yield "sleep.good"
    begin, end = (clock + night.start) % 1440, (clock + night.end) % 1440
    if 60 <= begin < 480:
        yield "sleep.late_bed"
    if 180 <= end < 360:
        yield "sleep.early_rise"
    elif 600 <= end < 960:
        yield "sleep.late_rise"


RESTLESS, CALM = 7, 2  # awakenings of a night


def _statistics(annotation: Annotation, clock: int) -> Iterator[str]:
    values = annotation.values
    if annotation.channel == "steps" and "total" in values:
        if values["total"] > 12_000:
            yield "steps.many"
        elif values["total"] < 4_000 and values["measured"] >= 900:
            yield "steps.few"
    if annotation.channel == "heart_rate" and values["max"] > 170:
        yield "heart.very_high"


def _resting(annotation: Annotation, clock: int) -> Iterator[str]:
    if annotation.values["value"] < 52:
        yield "heart.low_rest"
    elif annotation.values["value"] > 75:
        yield "heart.high_rest"


def _bout(annotation: Annotation, clock: int) -> Iterator[str]:
    if annotation.end - annotation.start >= 30:
        yield "bout.long"
        yield from (f"bout.{part}" for part in parts(clock, annotation.start, annotation.end))


def _sedentary(annotation: Annotation, clock: int) -> Iterator[str]:
    """Awake and still: the middle lies between nine and twenty-one o'clock."""
    if (
        annotation.end - annotation.start >= 180
        and 540 <= (clock + (annotation.start + annotation.end) // 2) % 1440 < 1260
    ):
        yield "sedentary.long"


def _relation(annotation: Annotation, clock: int) -> Iterator[str]:
    if annotation.name == "without_movement" and annotation.values["rise"] >= 15:
        yield "heart.still"


def _night(annotation: Annotation, clock: int) -> Iterator[str]:
    if annotation.name == "sleep" and annotation.values.get("mean_heart_rate", 0) > 72:
        yield "heart.high_night"


_TELL: dict[str, Callable[[Annotation, int], Iterator[str]]] = {
    "statistics": _statistics, "resting_heart_rate": _resting, "bout": _bout, "sedentary": _sedentary,
    "relation": _relation, "sleep": _night,
}  # fmt: skip


def _wear(annotations: Sequence[Annotation], window: SensorWindow) -> Iterator[str]:
    off = [(max(a.start, 0), a.end) for a in annotations if a.kind == "non_wear"]
    total = sum(end - start for start, end in off)
    if total >= 180:
        yield "wear.off"
    night = sum(max(0, min(end, 330) - max(start, 30)) for start, end in off)
    if window.start.hour == 0 and night >= 240:
        yield "wear.no_night"
    if not off and window.coverage >= 0.95:
        yield "wear.full"


def _shared(label: Label, window: SensorWindow) -> int:
    return min(label.end, window.minutes) - max(label.start, 0)
