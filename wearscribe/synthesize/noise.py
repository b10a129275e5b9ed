"""The chance of a day that no event owns: the same for a day and its twin."""

from __future__ import annotations

import numpy as np
from scipy.signal import lfilter


class Noise:
    """Standard normal series of a day, shape [minute]: white, and with the time constants that a body has."""

    def __init__(self, random: np.random.Generator, minutes: int) -> None:
        white = random.normal(size=(10, minutes)).astype(np.float32)
        white[1] = _heavy(white[1])  # bodies turn over, laugh and reach: changes are not Gaussian
        self.heart_fast = white[0]
        self.heart_minutes = wander(white[1], 2)
        self.heart_slow = wander(white[2], 25)
        self.arousal = wander(white[3], 100)
        self.move_fast = white[4]
        self.move_minutes = wander(white[5], 3)
        self.move_slow = wander(white[6], 45)
        self.loss = wander(white[7], 1.2)
        self.other = white[8]
        self.other_slow = wander(white[9], 60)
        self.rank = random.random(minutes)


def _heavy(white: np.ndarray) -> np.ndarray:
    """Unit variance, and a kurtosis of about 13."""
    return np.asarray(white * (1 + 0.2 * white**2) / 1.48)


def wander(white: np.ndarray, tau: float) -> np.ndarray:
    """First-order noise of unit variance and time constant `tau` minutes, from white noise."""
    keep = np.exp(-1 / tau)
    gain = np.sqrt(1 - keep**2)
    start = np.concatenate((white[:1] / gain, white[1:]))
    return np.asarray(lfilter([gain], [1, -keep], start))
