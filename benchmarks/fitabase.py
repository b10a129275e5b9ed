"""The real days: Fitabase minutes of 23 people (CC0), those with a heart rate."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import numpy as np

from schemas.records import SensorWindow

FILE = Path(__file__).parents[2] / "shared" / "data" / "fitabase" / "minute_steps_intensity_hr.csv.gz"
CHANNELS = ("heart_rate", "steps")
LEAST_HEART_RATE = 600  # measured minutes of a day that is taken


def real_days(file: Path = FILE) -> Iterator[tuple[str, SensorWindow]]:
    """Person and day, of each person-day with enough heart rate; 24 hours from midnight, gaps as they are.

    Raises FileNotFoundError where the data is not beside the repository.
    """
    days: dict[tuple[str, str], np.ndarray] = {}
    with gzip.open(file, "rt", newline="") as text:
        for row in csv.DictReader(text):
            date, time = row["time"].split("T") if "T" in row["time"] else row["time"].split(" ")
            signal = days.setdefault((row["Id"], date), np.full((2, 1440), np.nan, np.float32))
            minute = int(time[:2]) * 60 + int(time[3:5])
            for channel, column in enumerate(("hr_mean", "steps")):
                if row[column]:
                    signal[channel, minute] = float(row[column])
    for (person, date), signal in sorted(days.items()):
        if np.isfinite(signal[0]).sum() >= LEAST_HEART_RATE:
            yield person, day(signal, start=datetime.fromisoformat(date))


def day(
    signal: np.ndarray,
    *,
    channels: tuple[str, ...] = CHANNELS,
    start: datetime = datetime(2024, 5, 6),
    **fields: object,
) -> SensorWindow:
    """A window of the signal, of nobody."""
    return SensorWindow(
        study="benchmark",
        subject="a" * 26,
        source="none",
        start=start,
        minutes=signal.shape[1],
        channels=channels,
        signal=signal,
        **fields,
    )


def at_random(window: SensorWindow, share: float, random: np.random.Generator) -> SensorWindow:
    """The window with this share of its minutes missing, in all channels at once."""
    return _without(window, random.random(window.minutes) < share)


def in_blocks(window: SensorWindow, share: float, random: np.random.Generator) -> SensorWindow:
    """The same in blocks of one to three hours."""
    missing = np.zeros(window.minutes, dtype=bool)
    while missing.mean() < share:
        length = int(random.integers(60, 181))
        start = int(random.integers(0, window.minutes - length + 1))
        missing[start : start + length] = True
    return _without(window, missing)


def _without(window: SensorWindow, missing: np.ndarray) -> SensorWindow:
    signal = np.where(missing, np.nan, window.signal).astype(np.float32)
    return window.model_copy(update={"signal": signal})
