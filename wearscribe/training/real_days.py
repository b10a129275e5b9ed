"""Real days without a log (Fitabase minutes), a simulated activity put into each: background as wrists measure it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache
from pathlib import Path
from random import Random

import numpy as np
from pyarrow.csv import ConvertOptions, read_csv

from schemas.records import Label, SensorWindow

_CHANNELS = ("heart_rate", "steps")
_COLUMNS = ("hr_mean", "steps")
_LEAST_HEART_RATE = 600  # measured minutes of a day that is taken
_RECOVERY = 15  # minutes after the activity that come with it
_QUIET = 8.0  # steps a minute, in the stretch that the activity replaces
_MOST_HEART_RATE = 215.0


@dataclass(frozen=True, slots=True, eq=False)
class RealDay:
    person: int
    start: datetime
    signal: np.ndarray  # float32 [2, 1440], heart rate and steps, NaN = not measured


@lru_cache(maxsize=1)
def real_days(file: Path) -> tuple[RealDay, ...]:
    """Days with ten hours of heart rate, of a Fitabase file of minutes (Id, time, steps, hr_mean)."""
    table = read_csv(file, convert_options=ConvertOptions(include_columns=["Id", "time", *_COLUMNS]))
    names, person = np.unique(table["Id"].to_numpy(), return_inverse=True)
    minute = table["time"].cast("timestamp[s]").to_numpy().astype("datetime64[m]")
    date = minute.astype("datetime64[D]")
    first = date.min()
    day, last = (date - first).astype(int), (date.max() - first).astype(int) + 1
    signal = np.full((len(names), last, 1440, len(_COLUMNS)), np.nan, dtype=np.float32)
    for place, column in enumerate(_COLUMNS):
        signal[person, day, (minute - date).astype(int), place] = table[column].to_numpy()
    found = np.argwhere(np.isfinite(signal[..., 0]).sum(axis=2) >= _LEAST_HEART_RATE)
    return tuple(
        RealDay(who, datetime.combine((first + on).item(), time()), np.ascontiguousarray(signal[who, on].T))
        for who, on in found.tolist()
    )


def with_activity(day: RealDay, simulated: SensorWindow, random: Random) -> SensorWindow:
    """The real day, with one of the activities of the simulated one in a quiet stretch, heart rate as much above the
    real level as it was above the simulated one; the bare real day where nothing fits."""
    signal = day.signal.copy()
    labels: tuple[Label, ...] = ()
    heart, steps = (simulated.row(name) for name in _CHANNELS)
    activities = [label for label in simulated.labels if label.kind == "activity" and label.start >= 40]
    if heart is not None and steps is not None and activities:
        label = random.choice(activities)
        for _ in range(12):
            start = label.start + random.randint(-180, 180)
            if labels := _insert(signal, heart, steps, label, start):
                break
    return SensorWindow(
        study="real",
        subject="r" * 26,
        source="fitabase",
        start=day.start,
        minutes=1440,
        channels=_CHANNELS,
        labels=labels,
        signal=signal,
    )


def _insert(signal: np.ndarray, heart: np.ndarray, steps: np.ndarray, label: Label, start: int) -> tuple[Label, ...]:
    """Changes `signal`, if the stretch from minute `start` is measured and quiet."""
    length = min(label.end + _RECOVERY, len(heart)) - label.start
    if start < 0 or start + length > signal.shape[1] or label.end > len(heart):
        return ()
    place, source = slice(start, start + length), slice(label.start, label.start + length)
    before = heart[label.start - 40 : label.start - 5]
    real = signal[:, place]
    if np.isfinite(real).mean() < 0.9 or np.nanmean(real[1]) > _QUIET or not np.isfinite(before).any():
        return ()
    rise = heart[source] - np.nanmedian(before)
    signal[0, place] = np.clip(np.rint(np.nanmedian(real[0]) + rise), 30, _MOST_HEART_RATE)
    signal[1, place] = steps[source]
    return (label.model_copy(update={"start": start, "end": start + label.end - label.start}),)
