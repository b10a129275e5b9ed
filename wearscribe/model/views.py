"""Views of a window that each propose stretches: sustained steps, an elevated heart rate, a rise that steps do not
explain, a long rest."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from wearscribe.model.minutes import Bools, Floats, Ints, Minutes, running
from wearscribe.model.span_features import STEP_UNIT

_STEPPING = (20.0, 60.0, 120.0)  # steps a minute
_WALKING = (15.0, 40.0)  # steps a minute, mean of nine minutes
_ELEVATED = (0.2, 0.4, 0.7, 1.1, 1.6, 2.2)  # model units above the window's median heart rate
_PAUSES, _SHORTEST = (2, 7), 6  # minutes
#: minutes of the mean, most steps a minute in it, minutes of restlessness inside, the quantile that the heart rate is
#: below
_RESTS = ((21, 1.5, 30, 0.6), (9, 0.4, 12, 0.6), (9, 0.4, 20, 0.35), (31, 12.0, 30, 0.35))
_MARGIN = 16  # minutes, half of the widest mean
_LONG_REST = 60  # minutes, unless it goes on beyond the window
_LENGTHS = (20, 30, 45, 65, 95, 140, 200)  # minutes of the scan
_GRID = 5
_AROUND = 20  # minutes on either side that a stretch is compared with


class Levels:
    """Running sums of heart rate, root of the steps, steps (a minute) and the unexplained heart rate: [4, minute + 1],
    and of how many minutes are measured."""

    def __init__(self, minutes: Minutes) -> None:
        (heart, self.worn), (steps, self.counted) = minutes.heart, minutes.steps
        self.length = minutes.length
        sums = running(np.array([heart, np.sqrt(steps), steps * STEP_UNIT, self.worn, self.counted]))
        self.total = np.concatenate([sums[:3], sums[:1]])
        self.n = sums[[3, 4, 4, 3]]
        self._wide = tuple(np.pad(each[:3], ((0, 0), (_MARGIN, _MARGIN)), mode="edge") for each in (self.total, self.n))
        self.total[3, 1:] = np.cumsum(self._unexplained(heart))

    def smooth(self, row: int, width: int) -> tuple[Floats, Floats]:
        """Mean over what is measured of `width` minutes around each minute, and how many those are."""
        first, last = _MARGIN - width // 2, _MARGIN + width - width // 2
        total, n = (wide[row, last:][: self.length] - wide[row, first:][: self.length] for wide in self._wide)
        return total / np.maximum(n, 1), n

    def heart(self, width: int) -> Floats:
        """As `smooth`, where a drop-out takes the course between its ends: nothing but proposals is made of it."""
        heart, n = self.smooth(0, width)
        known = np.flatnonzero(n)
        if len(known) in (0, self.length):
            return heart
        return np.interp(np.arange(self.length), known, heart[known])

    def means(self, starts: Ints, ends: Ints) -> Floats:
        """The levels of stretches, 0 where nothing is measured, [4, span]."""
        total, n = (sums.take(ends, axis=1) - sums.take(starts, axis=1) for sums in (self.total, self.n))
        return np.asarray(total / np.maximum(n, 1))

    def gains(self, starts: Ints, ends: Ints) -> Floats:
        """How much higher each level is than around the stretch, in model units, negative where lower, [4, span]."""
        return _gains(self.total, self.n, _Around.of(starts, ends, self.length))

    def _unexplained(self, heart: Floats) -> Floats:
        """The heart rate less what the steps of five minutes explain of it, 0 where not measured."""
        recent, n = self.smooth(1, 5)
        both = self.worn & (n > 0)
        x, y = recent[both], heart[both]
        if len(x) < 30:
            return heart
        x_mean, y_mean = x.mean(), y.mean()
        slope = max(float((x @ y / len(x) - x_mean * y_mean) / (x @ x / len(x) - x_mean**2 + 0.05)), 0.0)
        return np.asarray((heart - slope * recent) * self.worn)


def active(levels: Levels, minutes: Minutes) -> Ints:
    """Stretches of sustained steps or of a heart rate above the window's median, at several levels, [span, 2]."""
    steps = minutes.steps[0] * STEP_UNIT
    walked, n = levels.smooth(2, 9)
    masks = [levels.counted & (steps >= least) for least in _STEPPING]
    masks += [(n > 0) & (walked >= least) for least in _WALKING]
    if levels.worn.any():
        heart = levels.heart(5)
        usual = float(np.median(minutes.heart[0][levels.worn]))
        masks += [heart > usual + above for above in _ELEVATED]
    runs = _runs(np.array(masks))
    return np.concatenate([_bridged(runs, pause, _SHORTEST, levels.length) for pause in _PAUSES])


def rests(levels: Levels) -> Ints:
    """Stretches of a low heart rate without steps: long ones, and any that reaches the window's edge, [span, 2]."""
    found = [np.zeros((0, 2), dtype=np.int64)]
    if levels.length < _LONG_REST:
        return found[0]
    heart = levels.heart(15)
    ordered = np.sort(heart)
    for width, most, pause, share in _RESTS if levels.worn.any() else _RESTS[:2]:
        low = heart <= ordered[int(share * (levels.length - 1))]
        steps, _ = levels.smooth(2, width)  # 0 where they are not measured
        spans = _bridged(_runs(((steps < most) & low)[None]), pause, _SHORTEST, levels.length)
        lasting = (spans[:, 1] - spans[:, 0] >= _LONG_REST) | (spans[:, 0] == 0) | (spans[:, 1] == levels.length)
        found.append(spans[lasting])
    return np.concatenate(found)


def scanned(levels: Levels) -> Ints:
    """Stretches of fixed lengths over which the unexplained heart rate lies highest above what is around, [span, 2]."""
    grid = _grid(levels.length)
    gain = _gains(levels.total[3], levels.n[3], grid)
    middle = gain[1:-1]
    peaks = 1 + np.flatnonzero((middle >= gain[:-2]) & (middle > gain[2:]) & (middle > 0) & grid.inner[1:-1])
    return np.stack([grid.starts[peaks], grid.ends[peaks]], axis=1)


class _Around(NamedTuple):
    """Stretches [span], where their surroundings begin and end, and which of them have neighbours of their length."""

    starts: Ints
    ends: Ints
    before: Ints
    after: Ints
    inner: Bools

    @classmethod
    def of(cls, starts: Ints, ends: Ints, length: int) -> _Around:
        inner = np.zeros(len(starts), dtype=bool)
        inner[1:-1] = ends[2:] - starts[2:] == ends[:-2] - starts[:-2]
        return cls(starts, ends, np.maximum(starts - _AROUND, 0), np.minimum(ends + _AROUND, length), inner)


@lru_cache(maxsize=256)
def _grid(length: int) -> _Around:
    """Every stretch that the scan of a window of this length looks at."""
    starts = [np.arange(0, max(length - each + 1, 0), _GRID) for each in _LENGTHS]
    ends = [first + each for first, each in zip(starts, _LENGTHS, strict=True)]
    return _Around.of(np.concatenate(starts), np.concatenate(ends), length)


def _gains(total: Floats, n: Floats, at: _Around) -> Floats:
    """How much higher the mean is than around each stretch; 0 where that is half unmeasured or nothing around it is."""
    own, own_n = (sums.take(at.ends, axis=-1) - sums.take(at.starts, axis=-1) for sums in (total, n))
    around, around_n = (sums.take(at.after, axis=-1) - sums.take(at.before, axis=-1) for sums in (total, n))
    around, around_n = around - own, around_n - own_n
    known = (2 * own_n >= at.ends - at.starts) & (around_n > 0)
    return np.asarray((own / np.maximum(own_n, 1) - around / np.maximum(around_n, 1)) * known)


def _runs(masks: Bools) -> Ints:
    """Half-open runs of true minutes of masks [mask, minute], [run, 2]; mask k is raised by 2 k (length + 1)."""
    count, length = masks.shape
    apart = np.zeros((count, 2 * (length + 1)), dtype=bool)
    apart[:, 1 : length + 1] = masks
    flat = apart.ravel()
    return np.flatnonzero(flat[1:] != flat[:-1]).reshape(-1, 2)


def _bridged(runs: Ints, pause: int, shortest: int, length: int) -> Ints:
    """Runs joined over pauses of at most `pause` minutes, in minutes of the window, those of at least `shortest`."""
    cut = runs[1:, 0] - runs[:-1, 1] > pause
    starts, ends = runs[np.append(True, cut)[: len(runs)], 0], runs[np.append(cut, True)[: len(runs)], 1]
    long = ends - starts >= shortest
    starts, ends = starts[long], ends[long]
    offset = starts // (2 * (length + 1)) * 2 * (length + 1)
    return np.stack([starts - offset, ends - offset], axis=1)
