"""Which stretches of a window may be a bout, an activity or a sleep: many views propose, the most telling stay."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from schemas.records import SensorWindow
from wearscribe.model.minutes import Bools, Floats, Minutes, running
from wearscribe.model.span_features import STEP_UNIT
from wearscribe.model.tokens import MAX_EPISODES

_OVERLAP = 0.7  # of two spans that share more than this, the better one stays
_SLEEPS = 3


def propose(window: SensorWindow) -> NDArray[np.int16]:
    """Spans in minutes since the window's start, int16 [episode, 2]; the first is the whole window."""
    return proposals(Minutes.of(window))


def proposals(minutes: Minutes) -> NDArray[np.int16]:
    found = [*_stepping(minutes), *_elevated(minutes)]
    found = [(s, e) for s, e in found if e - s <= 0.9 * minutes.length]
    spans = np.array(found, dtype=np.int64).reshape(-1, 2)
    strength = _contrast(minutes, spans)
    kept = _distinct(spans, strength, MAX_EPISODES - 1 - _SLEEPS)
    kept += _distinct(np.array(_sleeps(minutes)).reshape(-1, 2), None, _SLEEPS)
    return np.array([(0, minutes.length), *sorted(kept)], dtype=np.int16)


def _runs(mask: Bools) -> NDArray[np.int64]:
    """Half-open runs of true minutes, [run, 2]."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    return edges.reshape(-1, 2)


def _bridged(spans: NDArray[np.int64], pause: int, shortest: int) -> list[tuple[int, int]]:
    """Runs joined over pauses of at most `pause` minutes, those of at least `shortest`."""
    if not len(spans):
        return []
    cut = np.flatnonzero(spans[1:, 0] - spans[:-1, 1] > pause)
    starts = spans[np.concatenate(([0], cut + 1)), 0]
    ends = spans[np.concatenate((cut, [len(spans) - 1])), 1]
    long = ends - starts >= shortest
    return list(zip(starts[long].tolist(), ends[long].tolist(), strict=True))


def _smooth(x: Floats, known: Bools, width: int) -> tuple[Floats, Floats]:
    """Mean over the measured of `width` minutes around each, and how many those are."""
    sums = running(np.array([x * known, known]))
    at = np.arange(len(x))
    first, last = np.maximum(at - width // 2, 0), np.minimum(at + width - width // 2, len(x))
    total, n = sums[:, last] - sums[:, first]
    return total / np.maximum(n, 1), n


def _stepping(minutes: Minutes) -> list[tuple[int, int]]:
    steps, known = minutes.steps
    raw = steps * STEP_UNIT
    found: list[tuple[int, int]] = []
    for least, pause in ((20, 2), (20, 6), (60, 2), (60, 5), (120, 3)):
        found += _bridged(_runs(known & (raw >= least)), pause, 5)
    level, n = _smooth(raw, known, 9)
    for walked in (15, 40):
        found += _bridged(_runs((n > 0) & (level >= walked)), 4, 10)
    return found


def _elevated(minutes: Minutes) -> list[tuple[int, int]]:
    heart, known = minutes.heart
    if not known.any():
        return []
    level, n = _smooth(heart, known, 5)
    at = np.flatnonzero(n > 0)
    level = np.interp(np.arange(len(level)), at, level[at])  # a drop-out takes the course between its ends
    usual = float(np.median(heart[known]))
    found: list[tuple[int, int]] = []
    for above in (0.4, 0.7, 1.1, 1.6, 2.2):
        high = level > usual + above
        for pause in (2, 7):
            found += _bridged(_runs(high), pause, 8)
    return found


def _sleeps(minutes: Minutes) -> list[tuple[int, int]]:
    steps, known = minutes.steps
    still, n = _smooth(steps * STEP_UNIT, known, 21)
    heart, measured = minutes.heart
    level, _ = _smooth(heart, measured, 21)
    low = level < np.quantile(level, 0.6) if measured.any() else np.ones(len(level), dtype=bool)
    quiet = (n > 0) & (still < 1.5) & low
    found = [span for span in _bridged(_runs(quiet), 30, 60) if span[1] - span[0] <= 0.9 * minutes.length]
    return sorted(found, key=lambda span: span[0] - span[1])[:_SLEEPS]


def _contrast(minutes: Minutes, spans: NDArray[np.int64]) -> Floats:
    """How much more happens inside than in the twenty minutes on either side, times the root of the length."""
    (heart, hm), (steps, sm) = minutes.heart, minutes.steps
    sums = running(np.array([heart, hm, np.sqrt(steps), sm]))
    starts, ends = spans.T

    def mean(first: NDArray[np.int64], last: NDArray[np.int64]) -> Floats:
        total = sums[:, np.minimum(last, minutes.length)] - sums[:, np.maximum(first, 0)]
        return total[::2] / np.maximum(total[1::2], 1)

    def n(first: NDArray[np.int64], last: NDArray[np.int64]) -> Floats:
        return (sums[:, np.minimum(last, minutes.length)] - sums[:, np.maximum(first, 0)])[1::2]

    inside = mean(starts, ends)
    before, after = mean(starts - 20, starts), mean(ends, ends + 20)
    nb, na = n(starts - 20, starts), n(ends, ends + 20)
    around = (before * nb + after * na) / np.maximum(nb + na, 1)
    gain = (inside - around) * (n(starts, ends) > 0) * (nb + na > 0)
    length = np.minimum(ends - starts, 90)
    result: Floats = np.maximum(gain, 0).sum(axis=0) * np.sqrt(length)
    return result


def _distinct(spans: NDArray[np.int64], strength: Floats | None, most: int) -> list[tuple[int, int]]:
    """The strongest spans of which no two overlap much; in their own order where no strength is given."""
    order = range(len(spans)) if strength is None else np.argsort(-strength, kind="stable").tolist()
    kept: list[tuple[int, int]] = []
    for place in order:
        start, end = map(int, spans[place])
        if all(_iou((start, end), other) < _OVERLAP for other in kept):
            kept.append((start, end))
            if len(kept) == most:
                break
    return kept


def _iou(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = max(min(a[1], b[1]) - max(a[0], b[0]), 0)
    return shared / (a[1] - a[0] + b[1] - b[0] - shared)
