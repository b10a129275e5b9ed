"""Crops of a day: 30 to 240 minutes around or inside what was logged, or of the background."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import numpy as np

from schemas.records import MIN_MINUTES, Label, SensorWindow
from wearscribe.synthesize.activities import TWENTY
from wearscribe.training.facts import activity_class

SLEEP, BACKGROUND, UNCLEAR = len(TWENTY), -1, -2
FIXED = 30  # minutes: equally long crops tell no class by their length
_SLEEPS, _SECOND, _ANYWHERE = 0.1, 0.6, 0.2  # shares of sleeps, of activities with a second crop, of days


def label_class(label: Label) -> int:
    """0 to 19 an activity, 20 sleep, -2 an activity beyond the twenty."""
    if label.kind == "sleep":
        return SLEEP
    found = activity_class(label.name)
    return found if found >= 0 else UNCLEAR


def crop(window: SensorWindow, start: int, end: int) -> SensorWindow | None:
    """The stretch as a window of its own, its labels whole; None where hardly anything is measured in it."""
    signal = np.ascontiguousarray(window.signal[:, start:end])
    if np.isfinite(signal).any(axis=0).mean() < 0.5:
        return None
    labels = tuple(
        label.model_copy(update={"start": label.start - start, "end": label.end - start})
        for label in window.labels
        if label.start < end and label.end > start
    )
    changes = {"start": window.start + timedelta(minutes=start), "minutes": end - start}
    return window.model_copy(update={**changes, "signal": signal, "labels": labels})


def class_of(window: SensorWindow) -> int:
    """What the whole window is: the label that fills most of it, background, or unclear."""
    shares = [(_shared(label, window), label) for label in window.labels]
    if not shares or max(share for share, _ in shares) < 0.1 * window.minutes:
        return BACKGROUND
    share, label = max(shares, key=lambda pair: pair[0])
    others = sum(share for share, _ in shares) - share
    if share >= 0.5 * window.minutes and others <= 0.2 * share:
        return label_class(label)
    return UNCLEAR


def choose(window: SensorWindow, random: Random) -> list[tuple[int, int]]:
    """Spans of the crops of a day: one or two of each activity, now and then one of a sleep or of anything."""
    labels = [each for each in window.labels if each.end > 20 and each.start < window.minutes - 20]
    spans = []
    for label in labels:
        crops = random.random() < _SLEEPS if label.kind == "sleep" else 1 + (random.random() < _SECOND)
        for _ in range(crops):
            spans.append(_inside(label, window, random) if random.random() < 0.6 else _around(label, window, random))
    if random.random() < _ANYWHERE:
        spans.append(_anywhere(window, random))
    return spans


def _inside(label: Label, window: SensorWindow, random: Random) -> tuple[int, int]:
    """Thirty minutes inside the label, or around its middle where it is shorter."""
    first, last = max(label.start, 0), min(label.end, window.minutes)
    start = random.randint(first, last - FIXED) if last - first >= FIXED else (first + last - FIXED) // 2
    start = min(max(start, 0), window.minutes - FIXED)
    return start, start + FIXED


def _around(label: Label, window: SensorWindow, random: Random) -> tuple[int, int]:
    length = min(label.end - label.start, 180)
    minutes = min(max(MIN_MINUTES, int(length * random.uniform(0.8, 2.0))), 240)
    middle = random.randint(max(label.start, 0), min(label.end, window.minutes))
    start = min(max(middle - random.randint(minutes // 4, 3 * minutes // 4), 0), window.minutes - minutes)
    return start, start + minutes


def _anywhere(window: SensorWindow, random: Random) -> tuple[int, int]:
    minutes = random.choice((30, 30, 60, 120, 240))
    start = random.randint(0, window.minutes - minutes)
    return start, start + minutes


def _shared(label: Label, window: SensorWindow) -> int:
    return max(0, min(label.end, window.minutes) - max(label.start, 0))
