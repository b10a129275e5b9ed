"""What tells stretches of a day apart: numbers of the heart rate, the steps and how the two go together.

Heart rate is in model units (25 bpm), steps in units of 40 a minute. Every feature is bounded and about one in size,
0 where it cannot be computed; coverages say what was measured. Lagged sums take only pairs of minutes inside the span.
"""

from __future__ import annotations

import numpy as np

from wearscribe.model.minutes import Bools, Floats, Ints, Minutes, running

STEP_EDGES = (0, 1, 10, 20, 40, 60, 80, 90, 100, 110, 120, 130, 140, 150, 160, 170, 180, 401)
STEP_UNIT = 40.0
MOVING = 20  # steps a minute
HEART_LAGS = (1, 2, 4, 8)
STEP_LAGS = (1, 2, 4, 8)
LAGS = (0, 1, 2, 3, 4)  # minutes by which the heart rate follows the steps
SCALES = (1, 2, 3, 5, 10)  # minutes
BOUND = 5.0


class _Sums:
    """Running sums of named series, all added up at once."""

    def __init__(self, series: dict[str, Floats | Bools], length: int) -> None:
        self._rows = {name: row for row, name in enumerate(series)}
        stacked = np.zeros((len(series), length))
        for row, values in enumerate(series.values()):
            stacked[row, : len(values)] = values
        self._sums, self._length = running(stacked), length

    def __call__(self, name: str, starts: Ints, ends: Ints) -> Floats:
        """Of each span, clipped to the window; 0 where it is empty."""
        row: Floats = self._sums[self._rows[name]]
        starts = np.minimum(np.maximum(starts, 0), self._length)
        ends = np.maximum(np.minimum(ends, self._length), starts)
        return np.asarray(row[ends] - row[starts])


def _ratio(total: Floats, n: Floats) -> Floats:
    """0 where there is nothing to divide by."""
    return np.where(n > 0, total / np.maximum(n, 1), 0.0)


def _root(x: Floats) -> Floats:
    return np.sqrt(np.maximum(x, 0))


def span_features(minutes: Minutes, starts: Ints, ends: Ints) -> dict[str, Floats]:
    """Feature by name, each [span]; spans are not empty and inside the window."""
    sums = _Sums(_series(minutes), minutes.length)
    found: dict[str, Floats] = {}
    mean, spread = _levels(found, sums, minutes, starts, ends)
    _variability(found, sums, starts, ends)
    _kinetics(found, sums, minutes, mean, starts, ends)
    _lags(found, sums, mean, spread, starts, ends)
    _movement(found, sums, starts, ends)
    _order(found, minutes, mean, starts, ends)
    return {name: np.clip(values, -BOUND, BOUND) for name, values in found.items()}


def _series(minutes: Minutes) -> dict[str, Floats | Bools]:
    (heart, hm), (steps, sm) = minutes.heart, minutes.steps
    raw = steps * STEP_UNIT
    moving, rise = sm & (raw >= MOVING), np.diff(heart) * (hm[1:] & hm[:-1])
    series: dict[str, Floats | Bools] = {
        "h_n": hm, "h": heart, "h2": heart * heart,
        "s_n": sm, "s": steps, "s2": steps * steps, "root": np.sqrt(steps),
        "moving": moving, "m": steps * moving, "m2": steps * steps * moving,
        "starts": moving[1:] & ~moving[:-1] & sm[:-1],
        "up": np.maximum(rise, 0), "down": np.maximum(-rise, 0), "pairs": hm[1:] & hm[:-1],
        "lost": hm[:-1] & ~hm[1:], "both": hm & sm,
        "still": hm & sm & (raw < 1), "still_h": heart * (sm & (raw < 1)),
    }  # fmt: skip
    place = np.searchsorted(STEP_EDGES, raw, side="right") - 1
    for number in range(len(STEP_EDGES) - 1):
        series[f"bin{number}"] = sm & (place == number)
    for name, x, known in (("h", heart, hm), ("s", steps, sm)):
        for scale in SCALES:
            step, ok = _block_steps(x, known, scale)
            series[f"{name}_step{scale}"], series[f"{name}_ok{scale}"] = step * step, ok
        for lag in HEART_LAGS if name == "h" else STEP_LAGS:
            _pair(series, f"{name}{lag}", x, known, x, known, lag)
    for lag in LAGS:
        _pair(series, f"hs{lag}", steps, sm, heart, hm, lag)
    return series


def _block_steps(x: Floats, known: Bools, width: int) -> tuple[Floats, Floats]:
    """Mean of the next `width` minutes less that of the `width` before them, at the first of all; where both have
    at least half of their minutes."""
    if len(x) < 2 * width:
        return np.zeros(0), np.zeros(0)
    sums = running(np.array([x, known]))
    total, n = sums[:, width:] - sums[:, :-width]
    mean = total / np.maximum(n, 1)
    ok = 2 * n >= width
    both = ok[width:] & ok[:-width]
    return (mean[width:] - mean[:-width]) * both, both


def _pair(
    series: dict[str, Floats | Bools], name: str, x: Floats, x_known: Bools, y: Floats, y_known: Bools, lag: int
) -> None:
    """Series of pairs (x now, y `lag` minutes later), at the earlier minute."""
    end = len(x) - lag
    if end <= 0:
        for part in "nxyp":
            series[f"{name}{part}"] = np.zeros(0)
        return
    both = x_known[:end] & y_known[lag:]
    series[f"{name}n"] = both
    series[f"{name}x"], series[f"{name}y"] = x[:end] * both, y[lag:] * both
    series[f"{name}p"] = x[:end] * y[lag:]


def _levels(
    found: dict[str, Floats], sums: _Sums, minutes: Minutes, starts: Ints, ends: Ints
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    length = np.maximum(ends - starts, 1)
    mean: dict[str, Floats] = {}
    spread: dict[str, Floats] = {}
    for name in "hs":
        n = sums(f"{name}_n", starts, ends)
        mean[name] = _ratio(sums(name, starts, ends), n)
        spread[name] = _root(_ratio(sums(f"{name}2", starts, ends), n) - np.square(mean[name]))
        found[f"{name}_coverage"], found[f"{name}_measured"] = n / length, (n > 0) * 1.0
        found[f"{name}_mean"], found[f"{name}_sd"] = mean[name], np.log1p(4 * spread[name])
    worn = found["h_measured"]
    found["h_above_rest"] = (mean["h"] - minutes.rest) * worn
    found["rest"] = minutes.rest * worn
    found["h_lost"] = np.minimum(10 * sums("lost", starts, ends) / length, 3)
    still = sums("still", starts, ends)
    found["h_still"] = _ratio(sums("still_h", starts, ends), still)
    found["root_steps"] = _ratio(sums("root", starts, ends), sums("s_n", starts, ends))
    return mean, spread


def _variability(found: dict[str, Floats], sums: _Sums, starts: Ints, ends: Ints) -> None:
    """Allan deviation at several scales: the root mean square step between neighbouring block means."""
    for name in "hs":
        for scale in SCALES:
            last = np.maximum(ends - 2 * scale + 1, starts)
            n = sums(f"{name}_ok{scale}", starts, last)
            step = _root(_ratio(sums(f"{name}_step{scale}", starts, last), n))
            found[f"{name}_step{scale}"] = np.log1p(10 * step)


def _kinetics(
    found: dict[str, Floats], sums: _Sums, minutes: Minutes, mean: dict[str, Floats], starts: Ints, ends: Ints
) -> None:
    """How fast the heart rate rises and falls, and the levels at the edges, before and after, less the span's own."""
    n = sums("pairs", starts, ends - 1)
    found["rise"] = 5 * _ratio(sums("up", starts, ends - 1), n)
    found["fall"] = 5 * _ratio(sums("down", starts, ends - 1), n)
    middle = (starts + ends) // 2
    edges = {
        "first": (starts, starts + 3), "second": (starts + 3, starts + 6), "third": (starts + 6, starts + 10),
        "half1": (starts, middle), "half2": (middle, ends), "last": (ends - 5, ends),
        "before5": (starts - 5, starts), "before30": (starts - 30, starts),
        "after3": (ends, ends + 3), "after6": (ends + 3, ends + 6),
        "after10": (ends + 6, ends + 10), "after30": (ends, ends + 30),
    }  # fmt: skip
    for edge, (first, last) in edges.items():
        if not edge.startswith(("before", "after")):
            first, last = np.maximum(first, starts), np.minimum(last, ends)
        for name in "hs":
            n = sums(f"{name}_n", first, last)
            level = _ratio(sums(name, first, last), n)
            found[f"{name}_{edge}"] = (level - mean[name]) * (n > 0)
            if edge in ("before30", "after30"):
                found[f"{name}_{edge}_coverage"] = n / 30


def _lags(
    found: dict[str, Floats],
    sums: _Sums,
    mean: dict[str, Floats],
    spread: dict[str, Floats],
    starts: Ints,
    ends: Ints,
) -> None:
    """Autocorrelations, and the correlation of steps with the heart rate some minutes later."""
    kinds = [(f"h{lag}", "h", "h", lag) for lag in HEART_LAGS] + [(f"s{lag}", "s", "s", lag) for lag in STEP_LAGS]
    kinds += [(f"hs{lag}", "s", "h", lag) for lag in LAGS]
    for key, x, y, lag in kinds:
        last = np.maximum(ends - lag, starts)
        n, sx, sy, p = (sums(key + part, starts, last) for part in "nxyp")
        mx, my = mean[x], mean[y]
        covariance = _ratio(p - mx * sy - my * sx + n * mx * my, n)
        scale = spread[x] * spread[y]
        known = (n >= 5) & (spread[x] > 1e-3) & (spread[y] > 1e-3)
        found[f"r_{key}"] = np.clip(np.where(known, covariance / np.where(known, scale, 1), 0), -1, 1)


def _movement(found: dict[str, Floats], sums: _Sums, starts: Ints, ends: Ints) -> None:
    """How the minutes spread over cadences; how even the moving ones are and how often they pause."""
    n, moving = sums("s_n", starts, ends), sums("moving", starts, ends)
    for number in range(len(STEP_EDGES) - 1):
        found[f"bin{number}"] = _root(_ratio(sums(f"bin{number}", starts, ends), n))
    cadence = _ratio(sums("m", starts, ends), moving)
    spread = _root(_ratio(sums("m2", starts, ends), moving) - cadence**2)
    found["cadence"] = cadence
    found["cadence_cv"] = np.log1p(10 * spread / np.maximum(cadence, MOVING / STEP_UNIT)) * (cadence > 0)
    found["moving"] = _ratio(moving, n)
    runs = sums("starts", starts, ends - 1)
    found["pauses"] = _root(10 * _ratio(runs, n))
    found["run_length"] = np.log1p(moving / (runs + 1)) / 2


def _order(found: dict[str, Floats], minutes: Minutes, mean: dict[str, Floats], starts: Ints, ends: Ints) -> None:
    """Quantiles, extremes and crossings of the mean: the minutes of all spans laid end to end."""
    lengths = ends - starts
    span = np.repeat(np.arange(len(starts)), lengths)
    first = np.cumsum(lengths) - lengths
    at = np.arange(len(span)) - np.repeat(first - starts, lengths)
    (heart, hm), (steps, sm) = minutes.heart, minutes.steps
    for name, x, known in (("h", heart, hm), ("s", steps, sm & (steps * STEP_UNIT >= MOVING))):
        values, keep = x[at], known[at]
        above = keep & (values > mean[name][span])
        crossing = np.zeros(len(at))
        crossing[1:] = above[1:] & ~above[:-1] & keep[:-1] & (span[1:] == span[:-1])
        found[f"{name}_crossings"] = _root(10 * np.bincount(span, crossing, len(starts)) / np.maximum(lengths, 1))
        owner, own = span[keep], values[keep]
        ordered = own[np.lexsort((own, owner))]
        n = np.bincount(owner, minlength=len(starts))
        begin = np.cumsum(n) - n
        for share in (0, 0.1, 0.25, 0.5, 0.75, 0.9, 1):
            place = np.minimum(
                begin + np.round(share * np.maximum(n - 1, 0)).astype(np.int64), max(len(ordered) - 1, 0)
            )
            level = ordered[place] if len(ordered) else np.zeros(len(starts))
            found[f"{name}_q{share}"] = np.where(n > 0, level, 0)
            if name == "h":
                found[f"h_q{share}_above"] = np.where(n > 0, level - minutes.rest, 0)


def _names() -> tuple[str, ...]:
    nothing = Minutes(0, np.zeros(0, dtype=np.int64), np.zeros((0, 30)), np.zeros((0, 30), dtype=bool))
    return tuple(span_features(nothing, np.array([0]), np.array([30])))


NAMES: tuple[str, ...] = _names()
