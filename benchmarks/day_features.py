"""Hand-made features of a whole day of heart rate and steps, for telling real days from simulated ones."""

from __future__ import annotations

import numpy as np

_BLOCK = 240  # minutes
_QUANTILES = (5, 25, 50, 75, 95)


def features(signal: np.ndarray) -> dict[str, float]:
    """Features by name, NaN where a day cannot have one; `signal` is [heart rate and steps, 1440 minutes]."""
    heart, steps = signal.astype(np.float64)
    found: dict[str, float] = {}
    for start in range(0, 1440, _BLOCK):
        hour = f"{start // 60:02d} h"
        at = slice(start, start + _BLOCK)
        beats = heart[at][np.isfinite(heart[at])]
        for quantile in _QUANTILES:
            found[f"heart rate {hour} p{quantile}"] = np.percentile(beats, quantile) if len(beats) > 30 else np.nan
        walked = steps[at][np.isfinite(steps[at])]
        found[f"moving share {hour}"] = (walked > 0).mean() if len(walked) else np.nan
        found[f"steps a moving minute {hour}"] = walked[walked > 0].mean() if (walked > 0).any() else 0.0
        found[f"heart rate measured {hour}"] = np.isfinite(heart[at]).mean()
    return found | _heart(heart) | _steps(steps) | _both(heart, steps) | _gaps(heart)


def runs(mask: np.ndarray) -> np.ndarray:
    """Lengths of the stretches in which the mask holds."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    return np.asarray(edges[1::2] - edges[::2])


def still(heart: np.ndarray, steps: np.ndarray, minutes: int = 15) -> np.ndarray:
    """Stretches of heart rate with no step in them, all measured, shape [stretch, minutes]."""
    quiet = (steps == 0) & np.isfinite(heart)
    starts = np.flatnonzero(np.convolve(quiet, np.ones(minutes), "valid") == minutes)[::minutes]
    return heart[starts[:, None] + np.arange(minutes)]


def _heart(heart: np.ndarray) -> dict[str, float]:
    found = {"heart rate mean": np.nanmean(heart), "heart rate sd": np.nanstd(heart)}
    for lag in (1, 2, 3, 5, 10, 20, 60):
        found[f"heart rate change over {lag} min, sd"] = np.nanstd(heart[lag:] - heart[:-lag])
    change = np.abs(np.diff(heart))
    for quantile in (50, 90, 99):
        found[f"heart rate change p{quantile}"] = np.nanpercentile(change, quantile)
    found["heart rate change kurtosis"] = np.nanmean(np.diff(heart) ** 4) / np.nanmean(change**2) ** 2
    found["heart rate p1"], found["heart rate p99"] = np.nanpercentile(heart, (1, 99))
    return found


def _steps(steps: np.ndarray) -> dict[str, float]:
    known = np.nan_to_num(steps)
    moving = known[known > 0]
    found = {"steps": known.sum(), "moving share": (known > 0).mean()}
    for quantile in _QUANTILES:
        found[f"moving minute steps p{quantile}"] = np.percentile(moving, quantile) if len(moving) else 0.0
    for low, high in ((1, 4), (4, 8), (8, 12), (60, 90), (90, 110), (110, 130), (130, 250)):
        found[f"moving minutes of {low} to {high - 1} steps"] = ((moving >= low) & (moving < high)).mean()
    for name, lengths in (("moving", runs(known > 0)), ("zero", runs(known == 0)), ("brisk", runs(known > 80))):
        found[f"{name} bouts"] = len(lengths)
        for quantile in (50, 90, 100):
            found[f"{name} bout length p{quantile}"] = np.percentile(lengths, quantile) if len(lengths) else 0.0
    for lag in (1, 2, 5, 15, 60):
        found[f"steps correlation at {lag} min"] = _correlation(known[lag:], known[:-lag])
    return found


def _both(heart: np.ndarray, steps: np.ndarray) -> dict[str, float]:
    found = {}
    for lag in (-2, -1, 0, 1, 2, 3, 5):
        ahead, behind = (heart[lag:], steps[: len(steps) - lag]) if lag >= 0 else (heart[:lag], steps[-lag:])
        found[f"heart rate {lag} min after steps, correlation"] = _correlation(ahead, behind)
    for low, high in ((0, 0), (1, 20), (21, 60), (61, 90), (91, 115)):
        at = (steps >= low) & (steps <= high) & np.isfinite(heart)
        found[f"heart rate at {low} to {high} steps"] = np.mean(heart[at]) if at.sum() > 5 else np.nan
        found[f"heart rate at {low} to {high} steps, sd"] = np.std(heart[at]) if at.sum() > 5 else np.nan
    quiet = still(heart, steps)
    if len(quiet) >= 5:
        change = np.diff(quiet, axis=1)
        found["still: heart rate change sd"] = change.std()
        found["still: heart rate change lag correlation"] = _correlation(change[:, 1:].ravel(), change[:, :-1].ravel())
        found["still: heart rate sd"] = quiet.std(axis=1).mean()
        found["still: heart rate sd p10"] = np.percentile(quiet.std(axis=1), 10)
        found["still: heart rate sd p90"] = np.percentile(quiet.std(axis=1), 90)
    return found


def _gaps(heart: np.ndarray) -> dict[str, float]:
    lengths = runs(np.isnan(heart))
    found = {"measured": np.isfinite(heart).mean(), "gaps": float(len(lengths)), "short gaps": (lengths <= 3).sum()}
    found["longest gap"] = lengths.max(initial=0)
    found["median gap"] = float(np.median(lengths)) if len(lengths) else 0.0
    return found


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    given = np.isfinite(one) & np.isfinite(other)
    one, other = one[given], other[given]
    if len(one) < 10 or one.std() == 0 or other.std() == 0:
        return np.nan
    return float(np.corrcoef(one, other)[0, 1])
