"""Episodes: the whole window, then stretches that may be a bout, an activity or a sleep, with what tells them apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from schemas.channels import CHANNELS
from wearscribe.model.minutes import Floats, Ints, Minutes, running
from wearscribe.model.proposals import propose
from wearscribe.model.span_features import BOUND
from wearscribe.model.span_features import NAMES as SPAN_NAMES

__all__ = ["CLOCK_FEATURES", "FEATURES", "episodes", "propose"]

_HARMONICS = (1, 2, 3)
CLOCK_FEATURES = 4 * len(_HARMONICS)  # the first features: the only ones that the time of day changes
_PLACE = 6
FEATURES = CLOCK_FEATURES + _PLACE + len(SPAN_NAMES) + 3 * len(CHANNELS)


def episodes(minutes: Minutes, bounds: NDArray[np.int16], spans: Floats) -> NDArray[np.float32]:
    """Features, float32 [episode, FEATURES]: clock, place, `spans` (the span features of the
    same stretches), every channel. What was not measured is 0."""
    starts, ends = bounds.astype(np.int64).T
    parts = [_clock(minutes.clock, starts, ends), _place(minutes.length, starts, ends), spans]
    found = np.concatenate([*parts, _every_channel(minutes, starts, ends)], axis=1)
    return np.asarray(np.clip(found, -BOUND, BOUND), dtype=np.float32)


def _clock(clock: int, starts: Ints, ends: Ints) -> Floats:
    angle = 2 * np.pi * (clock + np.stack([starts, ends], axis=1)[:, :, None]) * np.array(_HARMONICS) / 1440
    return np.concatenate([np.sin(angle), np.cos(angle)], axis=2).reshape(len(starts), -1)


def _place(length: int, starts: Ints, ends: Ints) -> Floats:
    """How long the stretch is and where it lies in the window."""
    own = ends - starts
    whole = own == length
    return np.stack(
        [
            np.log2(own / 30) / 2,
            own / length,
            starts / length,
            ends / length,
            whole,
            np.full(len(own), length / 720) - 1,
        ],
        axis=1,
    )


def _every_channel(minutes: Minutes, starts: Ints, ends: Ints) -> Floats:
    """Mean, log sd and coverage of every channel of the registry, [episode, 3 x channel]."""
    rows = len(minutes.registry)
    sums = running(np.concatenate([minutes.values, minutes.values**2, minutes.measured]))
    total = sums.take(ends, axis=1) - sums.take(starts, axis=1)
    n = total[2 * rows :]
    mean, square = total[: 2 * rows].reshape(2, rows, -1) / np.maximum(n, 1)
    found = np.zeros((len(starts), 3, len(CHANNELS)))
    sd = np.sqrt(np.maximum(square - mean**2, 0))
    found[:, :, minutes.registry] = np.stack([mean, np.log1p(4 * sd), n / (ends - starts)]).transpose(2, 0, 1)
    return found.reshape(len(starts), -1)
