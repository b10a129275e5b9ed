"""Logged activities cut out of their days: thirty minutes each, so that the length of a cut tells nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from schemas.records import AnnotatedWindow, Label, SensorWindow
from wearscribe.evaluate.data import HEADLINE, Day, reading
from wearscribe.synthesize import TWENTY

MINUTES = 30
_SAME = {"hiit": "crossfit", "treadmill": "run", "kayaking": "rowing"}
CLASSES = TWENTY


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """`window` is the cut as it was measured (every channel, no label), `seen` what the model is given of it; `name`
    indexes CLASSES."""

    person: int
    name: int
    window: SensorWindow
    seen: AnnotatedWindow


def class_of(label: Label) -> int | None:
    """Index into CLASSES, or None."""
    name = _SAME.get(label.name, label.name)
    return CLASSES.index(name) if label.kind == "activity" and name in CLASSES else None


def crops(days: Iterable[Day], *, whole: bool = False, channels: Sequence[str] | None = HEADLINE) -> list[Crop]:
    """One cut for every activity of the twenty that lies in its day: of thirty minutes, somewhere within a longer one
    and around a shorter one; or `whole`, from start to end, at least thirty minutes. Left out: where less than half of
    the minutes of the heart rate or of the steps (of a device that has it) are measured, or two activities meet."""
    found = []
    for day in days:
        random = np.random.default_rng(day.whole.window_id.int % 2**63)
        inside = [label for label in day.whole.labels if label.kind == "activity"]
        for label in inside:
            start, end = _bounds(label, day.whole.minutes, whole, random)
            alone = all(other is label or other.end <= start or other.start >= end for other in inside)
            if (name := class_of(label)) is None or label.start < 0 or label.end > day.whole.minutes or not alone:
                continue
            if (window := cut(day.whole, start, end)) is not None:
                found.append(Crop(day.person, name, window, reading(window, channels=channels)))
    return found


def cut(window: SensorWindow, start: int, end: int) -> SensorWindow | None:
    """Those minutes without labels, or None where too few of them are measured."""
    signal = window.signal[:, start:end]
    needed = [row for row, name in enumerate(window.channels) if name in HEADLINE]
    if (np.isfinite(signal[needed]).mean(axis=1) < 0.5).any():
        return None
    measured = np.isfinite(signal).any(axis=1)
    return window.model_copy(
        update={
            "start": window.start + timedelta(minutes=start),
            "minutes": end - start,
            "labels": (),
            "channels": tuple(name for name, has in zip(window.channels, measured, strict=True) if has),
            "signal": np.ascontiguousarray(signal[measured]),
        }
    )


def _bounds(label: Label, minutes: int, whole: bool, random: np.random.Generator) -> tuple[int, int]:
    length = label.end - label.start
    if length >= MINUTES and whole:
        return label.start, label.end
    offset = int(random.integers(0, length - MINUTES + 1)) if length >= MINUTES else -((MINUTES - length) // 2)
    start = min(max(label.start + offset, 0), minutes - MINUTES)
    return start, start + MINUTES
