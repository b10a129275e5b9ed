"""What real devices do to a day, done to simulated ones: fewer channels, minutes missing, scales off, coarse values."""

from __future__ import annotations

from random import Random

import numpy as np

from schemas.channels import CHANNELS
from schemas.records import Label, SensorWindow

_BARE = ("heart_rate", "steps")


def fewer_channels(window: SensorWindow, random: Random) -> SensorWindow:
    """Heart rate and steps alone, two times in three where both are there; rarely one of them alone."""
    keep = list(window.channels)
    drawn = random.random()
    if drawn < 0.66 and all(name in keep for name in _BARE):
        keep = list(_BARE)
        if drawn < 0.04:
            keep = [random.choice(_BARE)]
    elif len(keep) > 2 and drawn > 0.8:
        keep.remove(random.choice([name for name in keep if name != "heart_rate"]))
    if len(keep) == len(window.channels):
        return window
    rows = [window.channels.index(name) for name in keep]
    signal = window.signal[rows]
    if np.isnan(signal).all():
        return window
    return window.model_copy(update={"channels": tuple(keep), "signal": signal})


def other_device(window: SensorWindow, random: Random) -> SensorWindow:
    """Step counts scaled and noisy, heart rate off by a few beats or in steps, everything a minute late."""
    signal = window.signal.copy()
    for row, name in zip(signal, window.channels, strict=True):
        if name == "steps":
            noise = np.random.default_rng(random.getrandbits(32)).normal(1, 0.06, row.shape)
            row[:] = np.rint(row * random.uniform(0.85, 1.15) * noise)
        elif name == "heart_rate":
            row += random.uniform(-3, 3)
            if random.random() < 0.3:
                step = random.choice((2, 3, 5))
                row[:] = np.rint(row / step) * step
        channel = CHANNELS[name]
        np.clip(row, channel.low, channel.high, out=row)
    if random.random() < 0.3:
        signal[:, 1:] = signal[:, :-1].copy()
    return window.model_copy(update={"signal": signal})


def drop_minutes(window: SensorWindow, random: Random) -> SensorWindow:
    """A tenth to six tenths of the minutes missing, singly or in blocks of half an hour to three hours.

    Labels of which hardly anything is left measured are gone too; a window of which nothing would be left stays whole.
    """
    share = random.uniform(0.1, 0.6)
    drawn = np.random.default_rng(random.getrandbits(32))
    missing = np.zeros(window.minutes, dtype=bool)
    if random.random() < 0.5:
        missing[:] = drawn.random(window.minutes) < share
    else:
        while missing.mean() < share:
            length = int(drawn.integers(30, 181))
            start = int(drawn.integers(-length + 10, window.minutes - 10))
            missing[max(start, 0) : start + length] = True
    signal = window.signal.copy()
    signal[:, missing] = np.nan
    if np.isfinite(signal).sum() < 30:
        return window
    seen = np.isfinite(signal).any(axis=0)
    labels = tuple(label for label in window.labels if _seen(label, seen) >= 0.3)
    return window.model_copy(update={"signal": signal, "labels": labels})


def _seen(label: Label, seen: np.ndarray) -> float:
    inside = seen[max(label.start, 0) : max(label.end, 0)]
    return float(inside.mean()) if inside.size else 1.0
