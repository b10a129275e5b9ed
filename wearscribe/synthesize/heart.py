"""Heart rate: where the body wants it to be, and how slowly it gets there."""

from __future__ import annotations

import numpy as np
from scipy.signal import lfilter

from wearscribe.synthesize.body import Body
from wearscribe.synthesize.noise import Noise
from wearscribe.synthesize.plan import DAY, Plan
from wearscribe.synthesize.profile import Profile

_RISE = 0.55  # minutes: time constant towards a higher rate
_FATIGUE = 35  # minutes: drift during long exercise, and what is left of it afterwards
_STAGE = np.array([12.0, 4.7, 3.0, 7.2])  # bpm above the lowest rate: awake, light, deep, REM
_NOISE_STAGE = np.array([1.0, 0.75, 0.6, 1.1])


def heart_rate(person: Profile, plan: Plan, body: Body, noise: Noise) -> np.ndarray:
    """Minute means in bpm before the device rounds them, shape [minute]."""
    awake = np.isnan(body.stage)
    stage = np.where(awake, 0, body.stage).astype(np.intp)
    hour = (np.arange(DAY) - plan.phase) / 60
    clock = -person.circadian * np.cos(2 * np.pi * (hour - 4.5) / 24)
    rest = person.rest + plan.fever
    sitting = rest + person.sitting + clock + 3.7 * noise.arousal
    moving = person.upright * np.sqrt(np.minimum(body.steps, 140))
    asleep = rest + 0.6 * clock + _STAGE[stage] + 1.5 * noise.arousal
    quiet = np.where(awake, sitting + np.where(body.demand > 0, 0, moving), asleep) + body.stress
    fatigue = np.asarray(lfilter([1 / _FATIGUE], [1, -np.exp(-1 / _FATIGUE)], body.demand))
    reserve = person.maximum - rest
    effort = np.minimum(rest + reserve * body.demand * (1 + 0.12 * fatigue), person.maximum)
    target = np.where(body.demand > 0, np.maximum(effort, quiet - person.sitting), quiet) + 14 * fatigue
    level = _follow(target, _RISE, person.recovery)
    spread = person.noise * np.where(awake, np.where(body.steps > 0, 1.5, 1.15), _NOISE_STAGE[stage])
    wander = person.jitter * noise.heart_fast + 2.5 * noise.heart_minutes + 2.5 * noise.heart_slow
    return np.asarray(np.clip(level + spread * wander, 34, 225))


def _follow(target: np.ndarray, rise: float, fall: float) -> np.ndarray:
    """First-order kinetics with a time constant each way, starting where the body wants to be."""
    up, down = 1 - np.exp(-1 / rise), 1 - np.exp(-1 / fall)
    level = float(target[0])
    result = []
    for wanted in target.tolist():
        level += (wanted - level) * (up if wanted > level else down)
        result.append(level)
    return np.array(result)
