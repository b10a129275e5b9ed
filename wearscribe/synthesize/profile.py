"""Who a simulated person is: body, heart, habits, device."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from wearscribe.synthesize.activities import BY_NAME, TWENTY

Job = Literal["desk", "standing", "home", "shift"]
Device = Literal["charge", "versa", "inspire", "sense", "flex"]

#: Which channels a device exports. "charge" is the Fitabase generation: it counts 0 steps where it lies on a table.
DEVICES: dict[Device, tuple[str, ...]] = {
    "charge": ("heart_rate", "steps"),
    "versa": ("heart_rate", "steps", "calories", "distance", "sleep_stage"),
    "inspire": ("heart_rate", "steps", "intensity", "calories"),
    "sense": (
        "heart_rate", "steps", "rmssd", "skin_temperature", "altitude_sd", "motion_log_energy", "jerk_autocorrelation",
        "sleep_stage",
    ),
    "flex": ("steps", "intensity"),
}  # fmt: skip
_DEVICE_SHARES = (0.4, 0.22, 0.19, 0.14, 0.05)
_JOB_SHARES = (0.5, 0.18, 0.2, 0.12)


@dataclass(frozen=True, slots=True)
class Profile:
    """Rates in bpm, oxygen uptake in MET, height in m, mass in kg, times in minutes; `restless` and `mobility`
    scale awakenings and everyday movement around 1."""

    age: int
    male: bool
    height: float
    mass: float
    rest: float
    maximum: float
    uptake: float
    recovery: float
    sitting: float
    circadian: float
    noise: float
    jitter: float
    upright: float
    mobility: float
    stray: float
    bed: float
    asleep: float
    restless: float
    job: Job
    traveller: bool
    walks_to_work: bool
    active_days: float
    repertoire: tuple[str, ...]
    device: Device
    night_wear: float
    loss: float
    loose: float
    first_day: date


def draw(random: np.random.Generator) -> Profile:
    """A person. Fitness sets resting heart rate, oxygen uptake and recovery together."""
    age, male = int(np.clip(random.gamma(6, 6.5), 18, 82)), bool(random.random() < 0.5)
    fitness = random.normal()
    # Norms of maximal uptake: about 45 ml/kg/min for men, 37 for women at 25, one per cent less each year.
    uptake = (12.9 if male else 10.6) * (1 - 0.0085 * (age - 25)) * np.exp(0.17 * fitness)
    repertoire = tuple(str(name) for name in random.choice(TWENTY, int(random.integers(2, 7)), replace=False))
    device = tuple(DEVICES)[int(random.choice(len(DEVICES), p=_DEVICE_SHARES))]
    return Profile(
        age=age,
        male=male,
        height=random.normal(1.77 if male else 1.64, 0.07),
        mass=float(np.clip(random.normal(84 if male else 69, 13), 45, 140)),
        rest=float(np.clip(random.normal(60, 4.5) - 4.5 * fitness + (0 if male else 2.5), 40, 82)),
        maximum=208 - 0.7 * age + random.normal(0, 7),  # Tanaka 2001
        uptake=float(max(5.5, uptake)),
        recovery=float(np.clip(2.0 * np.exp(-0.2 * fitness + random.normal(0, 0.2)), 1.0, 4)),
        sitting=random.uniform(9, 18),
        circadian=random.uniform(2, 5),
        noise=float(np.exp(random.normal(0, 0.2))),
        jitter=random.uniform(0.1, 1.3),
        upright=random.uniform(1.6, 3.2),
        mobility=float(np.exp(random.normal(0, 0.25))),
        stray=random.uniform(0.8, 1.25),
        bed=float(np.clip(random.normal(-50, 55), -180, 120)),
        asleep=float(np.clip(random.normal(440, 40), 330, 560)),
        restless=float(np.exp(random.normal(0, 0.35))),
        job=("desk", "standing", "home", "shift")[int(random.choice(4, p=_JOB_SHARES))] if age < 67 else "home",
        traveller=bool(random.random() < 0.08),
        walks_to_work="walk" in repertoire and bool(random.random() < 0.25),
        active_days=random.uniform(0.45, 0.95),
        repertoire=repertoire,
        device=device,
        night_wear=1.0 if random.random() < (0.35 if device == "charge" else 0.8) else random.uniform(0.05, 0.9),
        loss=float(np.exp(random.normal(-7.5 if device == "charge" else -5.2, 0.7))),
        loose=random.uniform(2, 5.5) if device == "charge" else random.uniform(0.3, 2.5),
        first_day=_first_day(random, repertoire),
    )


def _first_day(random: np.random.Generator, repertoire: tuple[str, ...]) -> date:
    """A day in a season in which most of what the person does can be done."""
    day = date(2022, 1, 1) + timedelta(days=int(random.integers(0, 3 * 365)))

    def possible(at: date) -> int:
        return sum(not BY_NAME[name].months or at.month in BY_NAME[name].months for name in repertoire)

    return max((day + timedelta(days=30 * month) for month in range(12)), key=possible)
