"""What tells stretches of a day apart: numbers of the heart rate, the steps and how the two go together.

Heart rate is in model units (25 bpm), steps in units of 40 a minute. Every feature is bounded and about one in size,
0 where it cannot be computed; coverages say what was measured. Nothing but the levels before and after looks beyond the
stretch.
"""

from __future__ import annotations

import numpy as np

from wearscribe.model.laid import Laid, lay, picked, rank
from wearscribe.model.minutes import Floats, Ints, Minutes, running

BOUND = 5.0
STEP_UNIT = 40.0  # steps a minute
_MOVING = 20 / STEP_UNIT
_LEAST_PAIRS = 5  # minutes behind a correlation
_BINS = np.array((1, 10, 20, 40, 60, 80, 90, 100, 110, 120, 130, 140, 150, 160, 170, 180)) / STEP_UNIT
_QUANTILES = np.array((0, 0.1, 0.25, 0.5, 0.75, 0.9, 1))
_HEART, _STEPS = 0, 1
#: (first channel, second, minutes by which the second follows)
_LAGS = (
    *((channel, channel, lag) for channel in (_HEART, _STEPS) for lag in (1, 2, 4, 8)),
    *((_STEPS, _HEART, lag) for lag in (0, 1, 2, 3, 4)),
)
_OWN = 8  # of them are of a channel with itself
_INSIDE = ((0, 3), (3, 6), (6, 10))  # minutes from the start
_AFTER = ((0, 3), (3, 6), (6, 10), (0, 30))  # minutes from the end
_BEFORE = ((-5, 0), (-30, 0))  # minutes from the start

_EDGES = ("first", "second", "third", "last", "half1", "half2", "before5", "before30", "after3", "after6", "after10",
          "after30")  # fmt: skip
NAMES: tuple[str, ...] = (
    *(f"{name}_{channel}" for name in ("coverage", "measured", "mean", "sd", "crossings") for channel in "hs"),
    "above_rest", "rest", "root_steps", "heart_when_still", "lost", "rise", "fall",
    "cadence", "cadence_cv", "moving", "pauses", "run_length",
    *(f"r_{'hs'[x]}{'hs'[y]}{lag}" for x, y, lag in _LAGS), *(f"change_{'hs'[x]}{lag}" for x, _, lag in _LAGS[:_OWN]),
    *(f"{edge}_{channel}" for edge in _EDGES for channel in "hs"),
    *(f"{edge}_coverage_{channel}" for edge in ("before30", "after30") for channel in "hs"),
    *(f"h_q{share:g}" for share in _QUANTILES), *(f"h_q{share:g}_above_rest" for share in _QUANTILES),
    *(f"moving_q{share:g}" for share in _QUANTILES), "still_share",
    *(f"share_from_{edge * STEP_UNIT:g}" for edge in _BINS),
)  # fmt: skip


def span_features(minutes: Minutes, starts: Ints, ends: Ints) -> Floats:
    """[span, NAMES]; spans are not empty and inside the window."""
    laid, lengths = lay(minutes, starts, ends), ends - starts
    total, n, square = laid.sums(np.concatenate([laid.values, laid.known, laid.values**2])).reshape(3, 2, -1)
    mean = _ratio(total, n)
    centred = (laid.values - mean[:, laid.span]) * laid.known
    sd = np.sqrt(np.maximum(_ratio(square, n) - mean**2, 0))
    parts = [
        n / lengths,
        n > 0,
        mean,
        np.log1p(4 * sd),
        _crossings(laid, centred, n),
        _kinetics(laid, minutes.rest, mean, n),
        _cadence(laid, n),
        _lags(laid, centred, sd),
        _edges(minutes, mean, starts, ends),
        _order(laid, minutes.rest, n),
    ]
    return np.asarray(np.clip(np.concatenate(parts), -BOUND, BOUND).T)


def _ratio(total: Floats, n: Floats) -> Floats:
    """0 where there is nothing to divide by."""
    return np.asarray(total / np.maximum(n, 1) * (n > 0))


def _crossings(laid: Laid, centred: Floats, n: Floats) -> Floats:
    """How often ten minutes cross the mean upwards, its root, [channel, span]."""
    above = centred > 0
    crossing = np.zeros(above.shape)
    crossing[:, 1:] = above[:, 1:] & ~above[:, :-1] & (laid.known[:, :-1] > 0)
    return np.sqrt(10 * _ratio(laid.sums(crossing), n))


def _kinetics(laid: Laid, rest: float, mean: Floats, n: Floats) -> Floats:
    """The heart rate over rest and without steps, its drop-outs, how fast it rises and falls; the root of the steps."""
    (heart, steps), (hm, sm) = laid.values, laid.known
    rows = np.zeros((7, heart.size))
    np.sqrt(steps, out=rows[0])
    np.multiply(hm * sm, steps < 1 / STEP_UNIT, out=rows[1])
    np.multiply(heart, rows[1], out=rows[2])
    np.multiply(hm[:-1], hm[1:], out=rows[3, 1:])
    rows[4, 1:] = hm[:-1] * (1 - hm[1:])
    change = np.diff(heart) * rows[3, 1:]
    np.maximum(change, 0, out=rows[5, 1:])
    np.maximum(-change, 0, out=rows[6, 1:])
    roots, still, still_heart, pairs, lost, up, down = laid.sums(rows)
    worn = n[_HEART] > 0
    return np.array(
        [
            (mean[_HEART] - rest) * worn,
            rest * worn,
            _ratio(roots, n[_STEPS]),
            _ratio(still_heart, still),
            np.sqrt(10 * _ratio(lost, n[_HEART])),
            5 * _ratio(up, pairs),
            5 * _ratio(down, pairs),
        ]
    )


def _cadence(laid: Laid, n: Floats) -> Floats:
    """Of the moving minutes: cadence and how much it varies, their share, pauses in ten minutes, length of the runs."""
    steps, known = laid.values[_STEPS], laid.known[_STEPS]
    rows = np.zeros((4, steps.size))
    np.greater_equal(steps, _MOVING, out=rows[0], casting="unsafe")
    np.multiply(steps, rows[0], out=rows[1])
    np.multiply(rows[1], rows[1], out=rows[2])
    rows[3, 1:] = rows[0, 1:] * (1 - rows[0, :-1]) * known[:-1]
    moving, total, square, runs = laid.sums(rows)
    cadence = _ratio(total, moving)
    sd = np.sqrt(np.maximum(_ratio(square, moving) - cadence**2, 0))
    return np.array(
        [
            cadence,
            np.log1p(10 * sd / np.maximum(cadence, _MOVING)),
            _ratio(moving, n[_STEPS]),
            np.sqrt(10 * _ratio(runs, n[_STEPS])),
            np.log1p(moving / (runs + 1)) / 2,
        ]
    )


def _lags(laid: Laid, centred: Floats, sd: Floats) -> Floats:
    """Autocorrelations, how the heart rate follows the steps, and the root mean square change over the own lags."""
    rows = np.zeros((2, len(_LAGS), centred.shape[1]))
    for place, (x, y, lag) in enumerate(_LAGS):
        end = centred.shape[1] - lag
        np.multiply(centred[x, :end], centred[y, lag:], out=rows[0, place, :end])
        np.multiply(laid.known[x, :end], laid.known[y, lag:], out=rows[1, place, :end])
    covariance, n = laid.sums(rows.reshape(-1, centred.shape[1])).reshape(2, len(_LAGS), -1)
    covariance = _ratio(covariance, n)
    first, second, _ = map(list, zip(*_LAGS, strict=True))
    scale = sd[first] * sd[second]
    known = (n >= _LEAST_PAIRS) & (scale > 1e-4)
    r = np.clip(covariance * known / np.where(known, scale, 1), -1, 1)
    change = np.sqrt(np.maximum(2 * (scale - covariance)[:_OWN], 0)) * known[:_OWN]
    return np.concatenate([r, np.log1p(5 * change)])


def _edges(minutes: Minutes, mean: Floats, starts: Ints, ends: Ints) -> Floats:
    """Levels at the start and the end, of the halves, before and after, less the span's own; then the coverage of the
    half hours before and after."""
    middle = (starts + ends) // 2
    bounds = [(np.minimum(starts + a, ends), np.minimum(starts + b, ends)) for a, b in _INSIDE]
    bounds += [(np.maximum(ends - 5, starts), ends), (starts, middle), (middle, ends)]
    bounds += [(starts + a, starts + b) for a, b in _BEFORE] + [(ends + a, ends + b) for a, b in _AFTER]
    spans: Ints = np.clip(np.array(bounds), 0, minutes.length)  # [edge, 2, span]
    (heart, hm), (steps, sm) = minutes.heart, minutes.steps
    sums = running(np.array([heart, steps, hm, sm]))
    total = sums.take(spans[:, 1], axis=1) - sums.take(spans[:, 0], axis=1)  # [4, edge, span]
    n = total[2:]
    level = (_ratio(total[:2], n) - mean[:, None]) * (n > 0)
    far = [_EDGES.index("before30"), _EDGES.index("after30")]
    return np.concatenate([part.swapaxes(0, 1).reshape(-1, len(starts)) for part in (level, n[:, far] / 30)])


def _order(laid: Laid, rest: float, n: Floats) -> Floats:
    """Quantiles of the heart rate, plain and over rest, and of the moving minutes; how the minutes spread over
    cadences, as roots of shares."""
    stretches = n.shape[1]
    heart, steps = laid.ordered(_HEART), laid.ordered(_STEPS)
    worn = n[_HEART].astype(np.int64)
    level = picked(heart, _places(np.cumsum(worn) - worn, worn), stretches) * (worn > 0)
    known = n[_STEPS].astype(np.int64)
    ends = np.cumsum(known)
    ranks = np.concatenate([[ends - known], rank(steps, _BINS, stretches), [ends]])
    begin = ranks[1 + _BINS.tolist().index(_MOVING)]
    cadence = picked(steps, _places(begin, ends - begin), stretches) * (ends > begin)
    shares = np.sqrt(_ratio(np.diff(ranks, axis=0).astype(np.float64), n[_STEPS]))
    return np.concatenate([level, (level - rest) * (worn > 0), cadence, shares])


def _places(begin: Ints, n: Ints) -> Ints:
    """Where the quantiles lie among ordered values, [quantile, span]."""
    return np.asarray(begin + np.round(_QUANTILES[:, None] * np.maximum(n - 1, 0)).astype(np.int64))
