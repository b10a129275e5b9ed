"""What the sensor tokens hold and cost, on made-up people.

    python -m benchmarks.tokens [--people 200] [--days 6]

Three questions: does every logged activity and sleep have a proposed stretch that covers it (intersection over union at
least a half), do the features of a thirty-minute crop tell twenty activities apart (people apart, heart rate and steps
alone), and how many milliseconds does a window take.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from benchmarks.annotate import window as full_window
from schemas.records import SensorWindow
from wearscribe.annotate import annotate
from wearscribe.model.episodes import propose
from wearscribe.model.read_window import read
from wearscribe.synthesize import TWENTY, people

CROP = 30
SEED = 2  # the people for validation


def only(window: SensorWindow, *channels: str) -> SensorWindow | None:
    """The window with these channels alone, or None where it misses one or they hold nothing."""
    if not set(channels) <= set(window.channels):
        return None
    signal = np.stack([window.signal[window.channels.index(name)] for name in channels])
    if np.isnan(signal).all():
        return None
    return window.model_copy(update={"channels": channels, "signal": signal})


def overlap(spans: np.ndarray, start: int, end: int) -> float:
    """The largest intersection over union of a span with any of the proposals."""
    starts, ends = spans.astype(np.int64).T
    shared = np.clip(np.minimum(ends, end) - np.maximum(starts, start), 0, None)
    return float((shared / (ends - starts + end - start - shared)).max())


def recall(days: list[SensorWindow]) -> None:
    """Print, by class, the share of labels that a proposal covers and the mean overlap of the best."""
    best: dict[str, list[float]] = defaultdict(list)
    for day in days:
        spans = propose(day)
        for label in day.labels:
            start, end = max(label.start, 0), min(label.end, day.minutes)
            if end - start >= 10:
                best[label.name if label.kind == "activity" else label.kind].append(overlap(spans, start, end))
    activities = [value for name, values in best.items() if name != "sleep" for value in values]
    print(f"\n{'proposals':<20}{'labels':>8}{'found':>8}{'IoU':>8}")
    for name in (*(name for name in sorted(best)), "all activities"):
        values = activities if name == "all activities" else best[name]
        print(f"{name:<20}{len(values):>8}{np.mean(np.array(values) >= 0.5):>8.3f}{np.mean(values):>8.3f}")
    print(f"{'proposals a day':<20}{np.mean([len(propose(day)) - 1 for day in days]):>8.1f}")


def crops(days: list[SensorWindow], random: np.random.Generator) -> Iterator[tuple[np.ndarray, str]]:
    """Features of a random crop of every logged activity that is long enough, and its name."""
    for day in days:
        for label in day.labels:
            start, end = max(label.start, 0), min(label.end, day.minutes)
            if label.kind != "activity" or label.name not in TWENTY or end - start < CROP:
                continue
            first = int(random.integers(start, end - CROP + 1))
            signal = day.signal[:, first : first + CROP]
            if np.isnan(signal).all():
                continue
            crop = day.model_copy(update={"signal": signal, "minutes": CROP, "labels": ()})
            yield read(crop, ()).episodes[0], label.name


def classify(train: list[SensorWindow], test: list[SensorWindow]) -> None:
    """Print the balanced accuracy of trees and of a small network on the first episode's features."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.metrics import balanced_accuracy_score, confusion_matrix
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    random = np.random.default_rng(0)
    sets = [list(zip(*crops(days, random), strict=True)) for days in (train, test)]
    (x, y), (x_test, y_test) = [(np.array(features), np.array(names)) for features, names in sets]
    print(f"\n{len(x):,} crops to learn from, {len(x_test):,} to test on, {x.shape[1]} features")
    network = MLPClassifier((256, 128), early_stopping=True, max_iter=60, random_state=0)
    for name, model in (
        ("boosted trees", HistGradientBoostingClassifier(max_iter=150, random_state=0)),
        ("network", make_pipeline(StandardScaler(), network)),
        ("network, unscaled", network),
    ):
        begun = time.perf_counter()
        told = model.fit(x, y).predict(x_test)
        print(f"{name:<20} balanced accuracy {balanced_accuracy_score(y_test, told):.3f}", end="")
        print(f"  ({time.perf_counter() - begun:.0f} s)")
        wrong = confusion_matrix(y_test, told, labels=TWENTY)
        np.fill_diagonal(wrong, 0)
        worst = sorted(zip(wrong.ravel(), range(wrong.size), strict=True), reverse=True)[:6]
        print("    " + ", ".join(f"{TWENTY[at // 20]} as {TWENTY[at % 20]} {count}" for count, at in worst))


def milliseconds(windows: list[SensorWindow]) -> float:
    """Median processor time of `read` a window, annotations given, after one that warms up."""
    pairs = [(window, annotate(window)) for window in windows]
    read(*pairs[0])
    times = []
    for window, claimed in pairs * 3:
        begun = time.process_time()
        read(window, claimed)
        times.append(time.process_time() - begun)
    return statistics.median(times) * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--days", type=int, default=6)
    wanted = parser.parse_args()
    everyone = [
        [day for each in person.windows(wanted.days) if (day := only(each, "heart_rate", "steps"))]
        for person in people(SEED, wanted.people)
    ]
    days = [day for person in everyone for day in person]
    print(f"{len(days)} days: {milliseconds(days[:20]):.2f} ms a day of two channels, ", end="")
    print(f"{milliseconds([full_window(seed) for seed in range(10)]):.2f} ms of 26")
    recall(days)
    half = 2 * len(everyone) // 3
    classify(*[[day for person in part for day in person] for part in (everyone[:half], everyone[half:])])
    return 0


if __name__ == "__main__":
    sys.exit(main())
