"""A window's annotations, sorted for reading, and its clock."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from schemas.records import Annotation, SensorWindow
from wearscribe.describe.facts.terms import Clock, Moment

_DAY = 24 * 60


class Day:
    """What the planners of the four levels look things up in. Minutes become clock times here and nowhere else."""

    def __init__(self, window: SensorWindow, annotations: Sequence[Annotation]) -> None:
        self.minutes = window.minutes
        self.by_id = {annotation.id: annotation for annotation in annotations}
        self.channels: dict[str, list[Annotation]] = {}
        self._kinds: dict[str, list[Annotation]] = {}
        for annotation in sorted(annotations, key=_start):
            self._kinds.setdefault(annotation.kind, []).append(annotation)
            if annotation.channel is not None:
                self.channels.setdefault(annotation.channel, []).append(annotation)
        self._first = window.start.hour * 60 + window.start.minute
        self._inferred = {
            (label.kind, label.name, label.start, label.end) for label in window.labels if label.origin == "inferred"
        }

    def all(self, kind: str) -> list[Annotation]:
        """Every annotation of the kind, in order of time."""
        return self._kinds.get(kind, [])

    def statistics(self, channel: str) -> Annotation | None:
        return next((a for a in self.channels.get(channel, ()) if a.kind == "statistics"), None)

    def is_inferred(self, annotation: Annotation) -> bool:
        """Whether a model, and not the wearer or the device, gave the label that this annotation repeats."""
        return (annotation.kind, annotation.name, annotation.start, annotation.end) in self._inferred

    def is_inside(self, annotation: Annotation) -> bool:
        return annotation.start >= 0 and annotation.end <= self.minutes

    def clock(self, minute: float) -> Clock:
        return _clock(self._first + int(minute))

    def until(self, minute: float) -> Clock:
        """The clock at the end of a span: midnight belongs to the day that ends there, as 24:00."""
        clock = self.clock(minute)
        return clock if clock.hour or clock.minute else Clock(clock.day - 1, 24, 0)

    def span(self, annotation: Annotation) -> Moment:
        return Moment(self.clock(annotation.start), self.until(annotation.end))


@lru_cache(maxsize=4 * _DAY)
def _clock(minute: int) -> Clock:
    """The clock so many minutes after the midnight before the window's start."""
    day, rest = divmod(minute, _DAY)
    return Clock(day, *divmod(rest, 60))


def length(annotation: Annotation) -> int:
    return annotation.end - annotation.start


def telling(
    annotations: Sequence[Annotation], limit: int, weight: Callable[[Annotation], float] = length
) -> tuple[list[Annotation], list[Annotation]]:
    """The `limit` weightiest, in order of time, and the others."""
    if len(annotations) <= limit:
        return list(annotations), []
    ranked = sorted(annotations, key=weight, reverse=True)
    return sorted(ranked[:limit], key=_start), ranked[limit:]


def _start(annotation: Annotation) -> int:
    return annotation.start
