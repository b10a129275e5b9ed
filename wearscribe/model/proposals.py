"""Which stretches of a window may be a bout, an activity or a sleep: many views propose, the most telling stay."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from schemas.records import SensorWindow
from wearscribe.model.minutes import Bools, Floats, Minutes, running
from wearscribe.model.span_features import STEP_UNIT
from wearscribe.model.tokens import MAX_EPISODES

_OVERLAP = 0.7  # of two spans that share more than this, the better one stays
_APART = 0.25  # the same for those that a scan finds
_SLEEPS, _UNEXPLAINED = 3, 6  # places kept for them
_AROUND = 20  # minutes on either side that a stretch is compared with
_LENGTHS = (20, 30, 45, 65, 95, 140, 200)  # minutes
_STEP = 4


def propose(window: SensorWindow) -> NDArray[np.int16]:
    """Spans in minutes since the window's start, int16 [episode, 2]; the first is the whole window."""
    return proposals(Minutes.of(window))


def proposals(minutes: Minutes) -> NDArray[np.int16]:
    """As `propose`, of minutes already in model units."""
    longest = 0.9 * minutes.length
    heart, steps = minutes.heart, minutes.steps
    free = _unexplained(minutes)
    moved = [span for span in (*_stepping(minutes), *_elevated(minutes)) if span[1] - span[0] <= longest]
    shown = np.array(moved, dtype=np.int64).reshape(-1, 2)
    scanned = _scan(free, heart[1], longest)
    kept = [span for span in _sleeps(minutes) if span[1] - span[0] <= longest][:_SLEEPS]
    gain = _contrast(heart, shown) + _contrast((np.sqrt(steps[0]), steps[1]), shown)
    kept = _distinct(shown, gain, kept, MAX_EPISODES - 1 - _UNEXPLAINED)
    kept = _distinct(scanned, _contrast((free, heart[1]), scanned), kept, MAX_EPISODES - 1, _APART)
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
    """Long stretches of a low heart rate without steps, and shorter ones at the window's edges; those first."""
    steps, known = minutes.steps
    heart, measured = minutes.heart
    level, _ = _smooth(heart, measured, 21)
    low = level < np.quantile(level, 0.6) if measured.any() else np.ones(len(level), dtype=bool)
    found: list[tuple[int, int]] = []
    for width, most, pause in ((21, 1.5, 30), (9, 0.4, 12)):
        still, n = _smooth(steps * STEP_UNIT, known, width)
        for span in _bridged(_runs((n > 0) & (still < most) & low), pause, 10):
            if span[1] - span[0] >= 60 or span[0] == 0 or span[1] == minutes.length:
                found.append(span)
    found.sort(key=lambda span: (span[0] > 0 and span[1] < minutes.length, span[0] - span[1]))
    return _distinct(np.array(found, dtype=np.int64).reshape(-1, 2), None, [], len(found))


def _unexplained(minutes: Minutes) -> Floats:
    """The heart rate less what the steps of the last minutes explain of it, [minute], 0 where not measured."""
    (heart, known), (steps, walked) = minutes.heart, minutes.steps
    recent, n = _smooth(np.sqrt(steps), walked, 5)
    both = known & (n > 0)
    if both.sum() < 30:
        return heart
    x, y = recent[both], heart[both]
    slope = max(float(np.mean((x - x.mean()) * (y - y.mean())) / (np.var(x) + 0.05)), 0.0)
    return (heart - slope * recent) * known


def _scan(x: Floats, known: Bools, longest: float) -> NDArray[np.int64]:
    """The stretches of fixed lengths in which the level lies highest above what is around, [span, 2]."""
    sums = running(np.array([x, known]))
    found = []
    for length in _LENGTHS:
        if length > longest:
            break
        starts = np.arange(0, len(x) - length + 1, _STEP)
        spans = np.stack([starts, starts + length], axis=1)
        gain = _gain(sums, spans)
        peaks = np.flatnonzero((gain[1:-1] >= gain[:-2]) & (gain[1:-1] > gain[2:]) & (gain[1:-1] > 0)) + 1
        found.append(spans[peaks])
    return np.concatenate(found) if found else np.zeros((0, 2), dtype=np.int64)


def _contrast(signal: tuple[Floats, Bools], spans: NDArray[np.int64]) -> Floats:
    return _gain(running(np.array([signal[0] * signal[1], signal[1]])), spans)


def _gain(sums: Floats, spans: NDArray[np.int64]) -> Floats:
    """How much higher the mean is than around the span, times the root of its length; 0 where unmeasured or lower."""
    starts, ends = spans.T
    before, after = np.maximum(starts - _AROUND, 0), np.minimum(ends + _AROUND, sums.shape[1] - 1)
    own, n = sums[:, ends] - sums[:, starts]
    whole, m = sums[:, after] - sums[:, before]
    around = (whole - own) / np.maximum(m - n, 1)
    gain = np.maximum(own / np.maximum(n, 1) - around, 0) * (2 * n >= ends - starts) * (m > n)
    return np.asarray(gain * np.sqrt(np.minimum(ends - starts, 90)))


def _distinct(
    spans: NDArray[np.int64],
    strength: Floats | None,
    kept: list[tuple[int, int]],
    most: int,
    overlap: float = _OVERLAP,
) -> list[tuple[int, int]]:
    """`kept` and then the strongest spans that overlap none of the kept much, in their order where none is given."""
    kept = list(kept)
    order = range(len(spans)) if strength is None else np.argsort(-strength, kind="stable").tolist()
    for place in order:
        if len(kept) == most:
            break
        start, end = map(int, spans[place])
        if all(_iou((start, end), other) < overlap for other in kept):
            kept.append((start, end))
    return kept


def _iou(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = max(min(a[1], b[1]) - max(a[0], b[0]), 0)
    return shared / (a[1] - a[0] + b[1] - b[0] - shared)
