"""A day's plan as minute arrays: who is asleep when, how much the person moves, how hard the body works."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wearscribe.synthesize.activities import BY_NAME
from wearscribe.synthesize.bouts import bout
from wearscribe.synthesize.noise import Noise
from wearscribe.synthesize.plan import DAY, Plan
from wearscribe.synthesize.profile import Profile
from wearscribe.synthesize.sleep import Sleep, sleep
from wearscribe.synthesize.steps import everyday


@dataclass(slots=True)
class Body:
    """Arrays of shape [minute]. `stage` is NaN awake, `demand` the share of the heart rate reserve that exercise
    asks for, `activity` an index into the plan's events or -1, `sleeps` the nights' stages in the plan's order."""

    stage: np.ndarray
    steps: np.ndarray
    demand: np.ndarray
    stress: np.ndarray
    worn: np.ndarray
    lost: np.ndarray
    activity: np.ndarray
    sleeps: tuple[Sleep, ...]


def body(person: Profile, plan: Plan, noise: Noise) -> Body:
    """What the person does, minute by minute."""
    sleeps = tuple(sleep(night) for night in plan.nights)
    stage, walked = np.full(DAY, np.nan), np.zeros(DAY)
    for night, slept in zip(plan.nights, sleeps, strict=True):
        low, high = max(night.bed, 0), min(night.wake, DAY)
        if low < high:
            stage[low:high] = slept.stages[low - night.bed : high - night.bed]
            walked[low:high] = slept.walked[low - night.bed : high - night.bed]
    steps = np.where(np.isnan(stage), everyday(person, plan, noise), walked)
    result = Body(
        stage, steps, np.zeros(DAY), np.zeros(DAY), np.ones(DAY, dtype=bool), np.zeros(DAY, dtype=bool),
        np.full(DAY, -1), sleeps,
    )  # fmt: skip
    for place, event in enumerate(plan.events):
        at = slice(event.start, min(event.end, DAY))
        random = np.random.default_rng([event.seed, 10])
        minutes = event.end - event.start
        if event.kind == "activity":
            done = bout(event.name, minutes, random)
            count = len(result.steps[at])
            result.steps[at] = done.steps[:count]
            result.demand[at] = demand(person, event.name, random) * done.effort[:count]
            result.lost[at] = done.lost[:count]
            result.activity[at] = place
        elif event.kind == "errand":
            result.steps[at] = (random.normal(97, 8) + random.normal(0, 9, minutes))[: len(result.steps[at])]
        elif event.kind == "stress":
            result.stress[at] = random.uniform(12, 32)
            result.steps[at] *= random.random(len(result.steps[at])) < 0.15
        else:
            result.worn[at] = False
    result.demand = np.clip(result.demand, 0, 0.97)
    result.steps = np.round(np.clip(result.steps, 0, 230))
    return result


def demand(person: Profile, name: str, random: np.random.Generator) -> float:
    """Share of the heart rate reserve: half what the activity's oxygen asks of this heart, half what people choose."""
    activity = BY_NAME[name]
    met = random.uniform(*activity.met)
    absolute = min((met - 1) / (person.uptake - 1), 0.95)
    return float(np.clip(0.4 * absolute + 0.6 * activity.heart + random.normal(0, 0.04), 0.08, 0.93))
