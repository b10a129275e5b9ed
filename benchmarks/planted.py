"""Signals in which the truth is known, because it was put there; and noise, in which there is nothing to find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.fitabase import day
from schemas.records import Label, SensorWindow

MINUTES = 1440


@dataclass(frozen=True)
class Planted:
    """A day with one change of the heart rate in noise. `kind` as in schemas/annotations.py; `sign` +1 up, -1 down;
    an event has its top at `start` (and `end` - 1); `before` and `after` are the levels on both sides, or the level
    around an event and at its top."""

    window: SensorWindow
    kind: str
    sign: int
    start: int
    end: int
    before: float
    after: float


def events(count: int, random: np.random.Generator) -> Iterator[Planted]:
    """Sharp events: 30 to 60 bpm within 10 to 30 minutes, up or down by turns, in noise of 2 bpm."""
    for number in range(count):
        sign = 1 if number % 2 else -1
        at, half = int(random.integers(120, MINUTES - 120)), int(random.integers(5, 16))
        base, height = (70.0, random.uniform(30, 60)) if sign > 0 else (110.0, random.uniform(30, 60))
        shape = np.clip(1 - np.abs(np.arange(MINUTES) - at) / half, 0, 1)
        heart = base + sign * height * shape
        yield Planted(
            _noisy(heart, random), "peak" if sign > 0 else "drop", sign, at, at + 1, base, base + sign * height
        )


def ramps(count: int, random: np.random.Generator) -> Iterator[Planted]:
    """Ramps of 25 to 50 bpm over two to five hours, up or down by turns, level on both sides, in noise of 2 bpm."""
    for number in range(count):
        sign = 1 if number % 2 else -1
        length = int(random.integers(120, 301))
        start = int(random.integers(120, MINUTES - length - 120))
        change = sign * random.uniform(25, 50)
        before = 65.0 if sign > 0 else 115.0
        heart = before + change * np.clip((np.arange(MINUTES) - start) / length, 0, 1)
        yield Planted(_noisy(heart, random), "trend", sign, start, start + length, before, before + change)


def shifts(count: int, random: np.random.Generator) -> Iterator[Planted]:
    """The level changes at once by 20 to 40 bpm and stays, in noise of 2 bpm."""
    for number in range(count):
        sign = 1 if number % 2 else -1
        at = int(random.integers(180, MINUTES - 180))
        before = 65.0 if sign > 0 else 110.0
        after = before + sign * random.uniform(20, 40)
        heart = np.where(np.arange(MINUTES) < at, before, after)
        yield Planted(_noisy(heart, random), "shift", sign, at, at + 1, before, after)


def noise(count: int, random: np.random.Generator) -> Iterator[tuple[float, SensorWindow]]:
    """Heart rates that are nothing but noise around 80 bpm, of 1 to 12 bpm, each with its memory from one minute to
    the next: white (0), or AR(1) with 0.5 or 0.9."""
    for number in range(count):
        memory = (0.0, 0.5, 0.9)[number % 3]
        sd = (1.0, 3.0, 6.0, 12.0)[number // 3 % 4]
        shocks = random.normal(0, sd * (1 - memory**2) ** 0.5, MINUTES + 200)
        values = np.empty_like(shocks)
        last = 0.0
        for minute, shock in enumerate(shocks):
            values[minute] = last = memory * last + shock
        heart = np.round(np.clip(80 + values[200:], 30, 200)).astype(np.float32)
        yield memory, day(heart[None], channels=("heart_rate",))


def nights(count: int, random: np.random.Generator) -> Iterator[SensorWindow]:
    """Days with a logged sleep that began the evening before, or that ends the next morning."""
    for number in range(count):
        start = int(random.integers(-180, -20)) if number % 2 else int(random.integers(1260, 1420))
        length = int(random.integers(300, 560))
        heart = 75 + random.normal(0, 2, MINUTES)
        asleep = (np.arange(MINUTES) >= start) & (np.arange(MINUTES) < start + length)
        signal = np.stack([np.where(asleep, heart - 15, heart), np.where(asleep, 0, random.poisson(6, MINUTES))])
        sleep = Label(kind="sleep", name="sleep", start=start, end=start + length)
        yield day(np.round(signal).astype(np.float32), labels=(sleep,))


def _noisy(heart: np.ndarray, random: np.random.Generator) -> SensorWindow:
    """With 2 bpm of noise and whole beats, and steps that have nothing to do with it."""
    heart = np.round(np.clip(heart + random.normal(0, 2, MINUTES), 30, 220))
    steps = np.where(random.random(MINUTES) < 0.15, random.integers(1, 20, MINUTES), 0)
    return day(np.stack([heart, steps]).astype(np.float32))
