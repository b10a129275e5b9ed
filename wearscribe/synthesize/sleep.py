"""The stages of a sleep: cycles of about ninety minutes, deep sleep early, REM late, awakenings between."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wearscribe.synthesize.plan import Night

AWAKE, LIGHT, DEEP, REM = 0, 1, 2, 3


class Sleep(NamedTuple):
    """`stages` has shape [minute] from bed to getting up; `walked` are minutes out of bed in an awakening."""

    stages: np.ndarray
    walked: np.ndarray
    minutes_asleep: int
    awakenings: int


def sleep(night: Night) -> Sleep:
    """The night's minutes. Equal nights are equal; more `awakenings` leave the cycles as they are."""
    random = np.random.default_rng([night.seed, 8])
    minutes = night.wake - night.bed
    stages = _cycles(minutes, random)
    walked = np.zeros(minutes)
    latency = int(np.clip(random.gamma(2, 5), 2, minutes // 4))
    stages[:latency] = AWAKE
    wakings = np.random.default_rng([night.seed, 9])
    starts = wakings.uniform(0, 1, 60)
    lengths = 1 + wakings.geometric(0.3, 60)
    outs = wakings.random(60)
    count = min(int(wakings.poisson(night.awakenings)) if night.awakenings < 5 else round(night.awakenings), 60)
    low, high = latency + 8, minutes - 8
    for place, length, out in zip(starts[:count], lengths[:count], outs[:count], strict=True):
        at = int(low + place * (high - low)) if high > low else low
        long = int(length * (2 if night.awakenings > 5 else 1))
        stages[at : min(at + long, high)] = AWAKE
        if out < 0.25:
            walked[at : min(at + 2, high)] = 6 + 16 * out
    asleep = stages != AWAKE
    awake = np.concatenate(([False], ~asleep[np.argmax(asleep) :], [False]))
    return Sleep(stages, walked, int(asleep.sum()), int((awake[1:] & ~awake[:-1]).sum()))


def _cycles(minutes: int, random: np.random.Generator) -> np.ndarray:
    parts: list[np.ndarray] = []
    total, cycle = 0, 0
    while total < minutes:
        deep = max(0, int(random.normal(34 - 11 * cycle, 6)))
        rem = max(3, int(random.normal(8 + 8 * cycle, 5)))
        light = max(20, int(random.normal(92, 10)) - deep - rem)
        first = int(light * 0.35)
        for stage, length in ((LIGHT, first), (DEEP, deep), (LIGHT, light - first), (REM, rem)):
            parts.append(np.full(length, stage, dtype=np.int8))
            total += length
        cycle += 1
    return np.concatenate(parts)[:minutes]
