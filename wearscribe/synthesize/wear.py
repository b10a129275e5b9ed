"""What the device makes of the body: rounding, lost pulses, minutes off the wrist, minutes that never arrived."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from wearscribe.synthesize.body import Body
from wearscribe.synthesize.noise import Noise
from wearscribe.synthesize.plan import DAY
from wearscribe.synthesize.profile import Profile

_READINGS = (5, 12)  # the old device means this many whole readings into a minute


def seen_heart_rate(person: Profile, heart_rate: np.ndarray, body: Body, noise: Noise) -> np.ndarray:
    """Heart rate as exported, NaN where there is none."""
    if person.device == "charge":
        low, high = _READINGS
        readings = np.floor(low + (high - low) * noise.rank)
        value = np.round(np.round(heart_rate * readings) / readings, 2)
    else:
        value = np.round(heart_rate)
    lost = body.lost | (noise.loss > -ndtri(person.loss)) | ~body.worn
    return np.where(lost, np.nan, value)


def seen_steps(person: Profile, body: Body) -> np.ndarray:
    """Steps as exported: the old device counts 0 where it is not worn, the others nothing."""
    return np.where(body.worn, body.steps, 0.0 if person.device == "charge" else np.nan)


def slipped(person: Profile, body: Body, random: np.random.Generator) -> np.ndarray:
    """Minutes, while awake, in which the device sat too loose or was put aside, mask of shape [minute]. During
    exercise, which is why people wear it, only short ones."""
    away, short = np.zeros(DAY, dtype=bool), np.zeros(DAY, dtype=bool)
    count = min(int(random.poisson(1.5 * person.loose)), 20)  # a third falls into sleep
    starts, lengths = random.integers(0, DAY, 20), np.exp(random.uniform(0, np.log(50), 20))
    for start, length in zip(starts[:count], lengths[:count], strict=True):
        away[int(start) : int(start + length)] = True
        short[int(start) : int(start + length)] = length < 5
    return np.asarray(away & np.isnan(body.stage) & (short | (body.activity < 0)))


def not_synced(random: np.random.Generator) -> tuple[int, int]:
    """A stretch of minutes that never arrived, mostly none."""
    if random.random() > 0.04:
        return 0, 0
    start = int(random.integers(0, DAY - 120))
    return start, start + int(random.integers(10, 110))
