"""The channels that some devices have beside heart rate and steps."""

from __future__ import annotations

import numpy as np
from scipy.signal import lfilter

from wearscribe.synthesize.activities import BY_NAME
from wearscribe.synthesize.body import Body
from wearscribe.synthesize.noise import Noise
from wearscribe.synthesize.plan import DAY, Plan
from wearscribe.synthesize.profile import Profile


def channel(name: str, person: Profile, plan: Plan, body: Body, noise: Noise, heart_rate: np.ndarray) -> np.ndarray:
    """One channel's minutes, NaN where it has none, shape [minute]; `heart_rate` is the body's, not the device's."""
    return np.where(body.worn, _CHANNELS[name](person, plan, body, noise, heart_rate), np.nan)


def _met(person: Profile, plan: Plan, body: Body, noise: Noise, heart_rate: np.ndarray) -> np.ndarray:
    walking = 1.05 + body.steps * 0.024
    exercise = 1 + body.demand * (person.uptake - 1)
    return np.where(np.isnan(body.stage), np.maximum(walking, exercise), 0.95)


def _calories(person: Profile, plan: Plan, body: Body, noise: Noise, heart_rate: np.ndarray) -> np.ndarray:
    per_met = person.mass / 60  # kcal a minute: one kcal a kilogram and hour
    return np.round(np.clip(_met(person, plan, body, noise, heart_rate) * per_met, 0, 60), 1)


def _intensity(person: Profile, plan: Plan, body: Body, noise: Noise, heart_rate: np.ndarray) -> np.ndarray:
    met = _met(person, plan, body, noise, heart_rate)
    return np.where((body.steps == 0) & (body.demand < 0.15), 0, np.digitize(met, [1.1, 3.6, 6.0])).astype(float)


def _distance(person: Profile, plan: Plan, body: Body, noise: Noise, heart_rate: np.ndarray) -> np.ndarray:
    stride = person.height * np.where(body.steps > 140, 0.58, 0.42)
    meters = body.steps * stride
    for place, event in enumerate(plan.events):
        if event.kind == "activity" and (speed := BY_NAME[event.name].speed):
            at = body.activity == place
            meters[at] = speed * np.clip(body.demand[at] / max(float(body.demand[at].mean()), 0.05), 0, 2)
    return np.asarray(np.round(np.clip(meters * (1 + 0.03 * noise.other), 0, 2000)))


def _sleep_stage(person: Profile, plan: Plan, body: Body, noise: Noise, heart_rate: np.ndarray) -> np.ndarray:
    return body.stage


def _rmssd(person: Profile, plan: Plan, body: Body, noise: Noise, heart_rate: np.ndarray) -> np.ndarray:
    """Asleep only, one value each five minutes, as Fitbit exports it."""
    base = 34 * np.exp(0.3 * (60 - person.rest) / 10 - 0.012 * (person.age - 40))
    value = np.clip(base * np.exp(-(heart_rate - person.rest) / 14 + 0.2 * noise.other_slow), 5, 180)
    given = ~np.isnan(body.stage) & (np.arange(DAY) % 5 == 0)
    return np.where(given, np.round(value, 1), np.nan)


def _skin_temperature(person: Profile, plan: Plan, body: Body, noise: Noise, heart_rate: np.ndarray) -> np.ndarray:
    asleep = ~np.isnan(body.stage)
    warmth = np.asarray(lfilter([1 / 40], [1, -(1 - 1 / 40)], asleep.astype(float)))
    sweat = np.asarray(lfilter([1 / 15], [1, -(1 - 1 / 15)], body.demand))
    value = 31.6 + 2.4 * warmth - 2.2 * sweat + 0.15 * plan.fever + 0.5 * noise.other_slow
    return np.asarray(np.round(value, 1))


def _altitude_sd(person: Profile, plan: Plan, body: Body, noise: Noise, heart_rate: np.ndarray) -> np.ndarray:
    climb = _of_event(plan, body, "climb", 0.01)
    effort = np.where(body.demand > 0, body.demand / 0.45, 1.0)
    return np.asarray(np.round(climb * 9 * effort * np.exp(0.4 * noise.other) + 0.05 * np.abs(noise.other), 2))


def _motion_log_energy(person: Profile, plan: Plan, body: Body, noise: Noise, heart_rate: np.ndarray) -> np.ndarray:
    arms = np.maximum(_of_event(plan, body, "arms", 0.0), np.minimum(body.steps, 120) / 300)
    still = np.where(np.isnan(body.stage), -2.0, -4.5)
    return np.asarray(np.round(still + 6.5 * arms + 0.6 * noise.other, 2))


def _jerk_autocorrelation(person: Profile, plan: Plan, body: Body, noise: Noise, heart_rate: np.ndarray) -> np.ndarray:
    rhythm = np.clip(body.steps / 140, 0, 0.85)
    return np.asarray(np.round(np.clip(rhythm + 0.08 * noise.other, -1, 1), 2))


def _of_event(plan: Plan, body: Body, field: str, otherwise: float) -> np.ndarray:
    """The activity's value of a field in its minutes, and `otherwise` in all others."""
    values = [getattr(BY_NAME[event.name], field) if event.name else otherwise for event in plan.events]
    return np.asarray(np.array([*values, otherwise])[body.activity])


_CHANNELS = {
    "calories": _calories, "intensity": _intensity, "distance": _distance, "sleep_stage": _sleep_stage,
    "rmssd": _rmssd, "skin_temperature": _skin_temperature, "altitude_sd": _altitude_sd,
    "motion_log_energy": _motion_log_energy, "jerk_autocorrelation": _jerk_autocorrelation,
}  # fmt: skip
