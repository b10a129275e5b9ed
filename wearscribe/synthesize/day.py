"""A plan becomes a window: signal and labels."""

from __future__ import annotations

from datetime import datetime, time

import numpy as np

from schemas.records import Label, SensorWindow
from wearscribe.synthesize.body import Body, body
from wearscribe.synthesize.heart import heart_rate
from wearscribe.synthesize.noise import Noise
from wearscribe.synthesize.other_channels import channel
from wearscribe.synthesize.plan import DAY, Plan
from wearscribe.synthesize.profile import DEVICES, Profile
from wearscribe.synthesize.wear import not_synced, seen_heart_rate, seen_steps, slipped


def window(person: Profile, subject: str, key: tuple[int, int], plan: Plan) -> SensorWindow:
    """The day from midnight to midnight. All chance is in the plan's seeds and in `key` and the plan's day."""
    random = np.random.default_rng([*key, plan.day, 11])
    noise = Noise(random, DAY)
    done = body(person, plan, noise)
    rate = heart_rate(person, plan, done, noise)
    done.worn &= ~slipped(person, done, random)
    rows = []
    for name in DEVICES[person.device]:
        if name == "heart_rate":
            rows.append(seen_heart_rate(person, rate, done, noise))
        elif name == "steps":
            rows.append(seen_steps(person, done))
        else:
            rows.append(channel(name, person, plan, done, noise, rate))
    signal = np.array(rows, dtype=np.float32)
    low, high = not_synced(random)
    signal[:, low:high] = np.nan
    return SensorWindow(
        study="synthetic",
        subject=subject,
        source=f"synthetic-{person.device}",
        start=datetime.combine(plan.date, time()),
        utc_offset=plan.offset,
        minutes=DAY,
        channels=DEVICES[person.device],
        labels=_labels(plan, done),
        signal=signal,
    )


def _labels(plan: Plan, done: Body) -> tuple[Label, ...]:
    """What was logged: every activity, and every sleep that the device was worn for."""
    labels = [
        Label(kind="activity", name=event.name, start=event.start, end=event.end)
        for event in plan.events
        if event.kind == "activity"
    ]
    for night, slept in zip(plan.nights, done.sleeps, strict=True):
        if night.worn and night.bed < DAY and night.wake > 0:
            labels.append(
                Label(
                    kind="sleep",
                    name="nap" if night.nap else "sleep",
                    start=night.bed,
                    end=night.wake,
                    minutes_asleep=slept.minutes_asleep,
                    awakenings=slept.awakenings,
                )
            )
    return tuple(sorted(labels, key=lambda label: label.start))
