"""Everyday movement: the steps that a wrist counts between the events of a day."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from wearscribe.synthesize.noise import Noise
from wearscribe.synthesize.plan import DAY, Plan
from wearscribe.synthesize.profile import Profile

_AT_WORK = {"desk": 0.24, "standing": 0.55, "home": 0.3, "shift": 0.42}


def everyday(person: Profile, plan: Plan, noise: Noise) -> np.ndarray:
    """Steps in each minute, were the person awake all day, shape [minute].

    A slow and a fast wish to move are compared with how much the hour invites it; what exceeds the bound becomes
    steps, so that moving minutes come in bouts and most of them count few steps.
    """
    share = np.full(DAY, 0.34)
    for low, high in plan.work:
        share[max(low, 0) : high] = _AT_WORK[person.job]
    evening = slice(20 * 60 + 30, DAY)
    share[evening] *= 0.62
    share = np.clip(share * plan.mobility, 0.02, 0.85)
    wish = 0.74 * noise.move_minutes + 0.6 * noise.move_slow + 0.3 * noise.move_fast
    rank = (ndtr(wish) - (1 - share)) / share
    return np.where(rank > 0, _counted(np.maximum(rank, 0), person.stray), 0.0)


def _counted(rank: np.ndarray, stray: float) -> np.ndarray:
    """Steps of a moving minute by its rank, 0 to 1 (quantiles of moving minutes that nobody logs as a walk)."""
    steps = np.interp(rank, _RANKS, _STEPS)
    return np.asarray(np.where(steps > 5, 5 + (steps - 5) * stray, steps))


_RANKS = (0.0, 0.014, 0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 1.0)
_STEPS = (0.5, 3.5, 4.0, 6.5, 9.5, 17.5, 32.0, 51.0, 70.0, 100.0)
