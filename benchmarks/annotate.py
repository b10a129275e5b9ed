"""How much processor time annotation takes, beside feature extractors on the same windows in the same run.

    python -m benchmarks.annotate [--windows 20] [--peer-windows 2]

Windows of 26 channels x 1,440 minutes, seeded: a slow daily course, noise that remembers, events, level shifts, bouts,
a third of the minutes missing (single and in blocks). The peers (`pip install -r benchmarks/requirements.txt`) get
each channel's measured minutes joined together, the best input that they take; they extract features and claim nothing,
so the comparison is of cost. A peer that is not installed is named as skipped.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from datetime import datetime, timedelta

import numpy as np
from scipy.signal import lfilter

from schemas.channels import CHANNELS
from schemas.records import SensorWindow
from wearscribe.annotate import annotate

NAMES = tuple(CHANNELS)[:26]
MINUTES = 1440


def window(seed: int) -> SensorWindow:
    """A day in which every channel has something to tell."""
    random = np.random.default_rng(seed)
    rows = [_steps(random) if name == "steps" else _curve(random, name) for name in NAMES]
    signal = np.array(rows, dtype=np.float32)
    signal[random.random(signal.shape) < 0.2] = np.nan
    for start in random.integers(0, MINUTES - 120, 2):
        signal[:, start : start + random.integers(30, 120)] = np.nan
    return SensorWindow(
        study="benchmark",
        subject="a" * 26,
        source="synthetic",
        start=datetime(2021, 3, 1) + timedelta(days=seed),
        minutes=MINUTES,
        channels=NAMES,
        signal=signal,
    )


def _curve(random: np.random.Generator, name: str) -> np.ndarray:
    channel, t = CHANNELS[name], np.arange(MINUTES)
    curve = 3 * np.sin(2 * np.pi * (t - random.integers(0, MINUTES)) / MINUTES)
    curve += lfilter([1], [1, -0.9], random.normal(0, 0.8, MINUTES))
    for start, length in zip(random.integers(0, MINUTES, 3), random.integers(5, 40, 3), strict=True):
        curve[start : start + length] += random.normal(0, 8)
    curve[random.integers(0, MINUTES) :] += random.normal(0, 6)
    low, high = np.quantile([channel.low, channel.high], (0.2, 0.6))
    return np.interp(curve, (-25, 25), (low, high))


def _steps(random: np.random.Generator) -> np.ndarray:
    steps = np.where(random.random(MINUTES) < 0.1, random.integers(1, 40, MINUTES), 0)
    for start, length in zip(random.integers(0, MINUTES, 10), random.integers(5, 40, 10), strict=True):
        steps[start : start + length] = random.integers(60, 130)
    return steps


def milliseconds(work: Callable[[SensorWindow], object], windows: list[SensorWindow]) -> float:
    """Median time a window, after one that warms up."""
    work(windows[0])
    times = []
    for each in windows:
        begun = time.process_time()
        work(each)
        times.append(time.process_time() - begun)
    return statistics.median(times) * 1000


def described(each: SensorWindow) -> object:
    from wearscribe.describe import describe

    return describe(each, annotate(each))


def _measured(each: SensorWindow) -> list[np.ndarray]:
    return [row[~np.isnan(row)].astype(np.float64) for row in each.signal]


def tsfresh_efficient() -> Callable[[SensorWindow], object]:
    import pandas as pd
    from tsfresh import extract_features
    from tsfresh.feature_extraction import EfficientFCParameters

    def work(each: SensorWindow) -> object:
        rows = _measured(each)
        frame = pd.DataFrame(
            {
                "id": np.repeat(np.arange(len(rows)), [len(row) for row in rows]),
                "time": np.concatenate([np.arange(len(row)) for row in rows]),
                "value": np.concatenate(rows),
            }
        )
        return extract_features(
            frame,
            column_id="id",
            column_sort="time",
            default_fc_parameters=EfficientFCParameters(),
            n_jobs=0,
            disable_progressbar=True,
        )

    return work


def catch24() -> Callable[[SensorWindow], object]:
    import pycatch22

    return lambda each: [pycatch22.catch22_all(row.tolist(), catch24=True) for row in _measured(each)]


def tsfel_statistical() -> Callable[[SensorWindow], object]:
    import tsfel

    features = tsfel.get_features_by_domain("statistical")
    return lambda each: [
        tsfel.time_series_features_extractor(features, row, fs=1 / 60, verbose=0) for row in _measured(each)
    ]


PEERS = {"tsfresh efficient": tsfresh_efficient, "catch24": catch24, "tsfel statistical": tsfel_statistical}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--windows", type=int, default=40)
    parser.add_argument("--peer-windows", type=int, default=2, help="tsfresh takes seconds a window")
    options = parser.parse_args()
    windows = [window(seed) for seed in range(options.windows)]
    claims = statistics.median(len(annotate(each)) for each in windows)
    print(f"{len(windows)} windows of {len(NAMES)} x {MINUTES}, {claims:.0f} annotations each; processor time")

    ours = milliseconds(annotate, windows)
    _line("annotate", ours, ours)
    try:
        _line("annotate + describe", milliseconds(described, windows), ours)
    except ImportError as error:
        print(f"SKIPPED annotate + describe: {error}", file=sys.stderr)
    warnings.simplefilter("ignore")  # the peers' own
    for name, load in PEERS.items():
        try:
            work = load()
        except ImportError as error:
            print(f"SKIPPED {name}: {error}; pip install -r benchmarks/requirements.txt", file=sys.stderr)
            continue
        _line(name, milliseconds(work, windows[: options.peer_windows]), ours)


def _line(name: str, time_ms: float, ours: float) -> None:
    print(f"{name:20} {time_ms:10.2f} ms/window {1000 / time_ms:10.2f} windows/s {time_ms / ours:8.1f} x annotate")


if __name__ == "__main__":
    main()
