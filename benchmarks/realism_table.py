"""Real and simulated days side by side: the rows of the realism table."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.day_features import features, runs, still
from schemas.records import SensorWindow


class Days(NamedTuple):
    """`signals` has shape [day, (heart rate, steps), minute]; `owners` names the person of each, `features` are its
    hand-made features."""

    signals: np.ndarray
    owners: np.ndarray
    features: list[dict[str, float]]


def days(signals: list[np.ndarray], owners: list[str]) -> Days:
    return Days(np.stack(signals), np.array(owners), [features(signal) for signal in signals])


Row = tuple[str, str, str]
_DAYTIME = slice(9 * 60, 21 * 60)


def table(
    real: Days, made: Days, real_steps: dict[str, dict[date, float]], made_weeks: list[list[SensorWindow]]
) -> list[Row]:
    """Each row's name, the real value and the simulated one. Quantiles are of all minutes, bouts or gaps together."""
    made_steps = {
        days[0].subject: {day.start.date(): float(np.nansum(day.row("steps"))) for day in days} for days in made_weeks
    }
    rows = [(name, measure(real.signals), measure(made.signals)) for name, measure in _measures()]
    return [*rows, *_day_to_day(real_steps, made_steps)]


def daily_steps(file: Path) -> dict[str, dict[date, float]]:
    """Steps of each day with at least 500 steps, of everybody in the Fitabase minutes."""
    found: dict[str, dict[date, float]] = {}
    with gzip.open(file, "rt", newline="") as text:
        for row in csv.DictReader(text):
            day = date.fromisoformat(row["time"][:10])
            person = found.setdefault(row["Id"], {})
            person[day] = person.get(day, 0.0) + float(row["steps"] or 0)
    return {who: {day: steps for day, steps in days.items() if steps >= 500} for who, days in found.items()}


def _measures() -> list[tuple[str, Callable[[np.ndarray], str]]]:
    levels = ((0, 0), (1, 20), (21, 60), (61, 90), (91, 110), (111, 130))
    return [
        *(
            (f"heart rate at {low} to {high} steps by day, bpm: p5 p50 p95", _heart_at(low, high))
            for low, high in levels
        ),
        ("heart rate at night (1 to 5 h), no step, bpm: p5 p50 p95", _heart_at_night),
        ("minutes without a step", lambda x: f"{(x[:, 1] == 0).mean():.1%}"),
        (
            "steps of a moving minute: p5 p25 p50 p75 p95 p99",
            lambda x: _points(x[:, 1][x[:, 1] > 0], 5, 25, 50, 75, 95, 99),
        ),
        ("moving bout, min: p50 p75 p90 p99", lambda x: _points(_lengths(x[:, 1] > 0), 50, 75, 90, 99)),
        ("pause between, min: p50 p75 p90 p99", lambda x: _points(_lengths(x[:, 1] == 0), 50, 75, 90, 99)),
        ("brisk bout (over 80 steps/min), min: p50 p90 p99", lambda x: _points(_lengths(x[:, 1] > 80), 50, 90, 99)),
        ("gaps of the heart rate a day", lambda x: f"{len(_lengths(np.isnan(x[:, 0]))) / len(x):.1f}"),
        ("gap, min: p25 p50 p75 p90", lambda x: _points(_lengths(np.isnan(x[:, 0])), 25, 50, 75, 90)),
        ("heart rate measured", lambda x: f"{np.isfinite(x[:, 0]).mean():.0%}"),
        ("change from minute to minute without a step, bpm sd", lambda x: f"{np.diff(_still(x), axis=1).std():.2f}"),
        ("correlation of such changes with the next", _alternation),
        ("heart rate autocorrelation at 1, 5, 15, 60 min", _autocorrelation),
        ("correlation of steps with the heart rate 0, 2, 5 min later", _response),
    ]


def _day_to_day(real: dict[str, dict[date, float]], made: dict[str, dict[date, float]]) -> list[Row]:
    def spread(people: dict[str, dict[date, float]]) -> str:
        return _points(np.array([steps for days in people.values() for steps in days.values()]), 10, 50, 90)

    return [
        ("steps a day: p10 p50 p90", spread(real), spread(made)),
        (
            "correlation of a day's steps with the next day's, person's mean removed",
            f"{_next_day(real):.2f}",
            f"{_next_day(made):.2f}",
        ),
    ]


def _next_day(people: dict[str, dict[date, float]]) -> float:
    pairs = []
    for days in people.values():
        if len(days) > 5:
            mean = float(np.mean(list(days.values())))
            tomorrow = timedelta(days=1)
            pairs += [(days[day] - mean, days[day + tomorrow] - mean) for day in days if day + tomorrow in days]
    return float(np.corrcoef(np.array(pairs).T)[0, 1])


def _heart_at(low: int, high: int) -> Callable[[np.ndarray], str]:
    def measure(signals: np.ndarray) -> str:
        heart, steps = signals[:, 0, _DAYTIME], signals[:, 1, _DAYTIME]
        return _points(heart[(steps >= low) & (steps <= high) & np.isfinite(heart)], 5, 50, 95)

    return measure


def _heart_at_night(signals: np.ndarray) -> str:
    heart = signals[:, 0, 60:300][signals[:, 1, 60:300] == 0]
    return _points(heart[np.isfinite(heart)], 5, 50, 95)


def _still(signals: np.ndarray) -> np.ndarray:
    return np.concatenate([still(heart, steps) for heart, steps in signals])


def _alternation(signals: np.ndarray) -> str:
    change = np.diff(_still(signals), axis=1)
    return f"{np.corrcoef(change[:, 1:].ravel(), change[:, :-1].ravel())[0, 1]:.2f}"


def _autocorrelation(signals: np.ndarray) -> str:
    heart = signals[:, 0] - np.nanmean(signals[:, 0], axis=1, keepdims=True)
    return " ".join(f"{_together(heart[:, lag:], heart[:, :-lag]):.2f}" for lag in (1, 5, 15, 60))


def _response(signals: np.ndarray) -> str:
    heart = signals[:, 0] - np.nanmean(signals[:, 0], axis=1, keepdims=True)
    return " ".join(f"{_together(heart[:, lag:], signals[:, 1, : 1440 - lag]):.2f}" for lag in (0, 2, 5))


def _together(one: np.ndarray, other: np.ndarray) -> float:
    given = np.isfinite(one) & np.isfinite(other)
    return float(np.corrcoef(one[given], other[given])[0, 1])


def _lengths(masks: np.ndarray) -> np.ndarray:
    return np.concatenate([runs(mask) for mask in masks])


def _points(values: np.ndarray, *quantiles: float) -> str:
    return " ".join(f"{point:.0f}" for point in np.percentile(values, quantiles)) if len(values) else "–"
