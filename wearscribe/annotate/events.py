"""Peaks and drops: sharp, short departures that came back. A drop is the peak of the negated curve.

The curve is the mean of the five minutes around each minute. An event is a turning point of it whose climb and
return both pass the noise: 7.5 times what adjacent five-minute means differ by (a day of white noise ranges over less:
P(range of 288 normals > 7.5 sd) < 0.01), and 5.2 times what means twenty minutes apart differ by, since
noise that wanders is no event either. Both sides must be steep (from a fifth to four fifths of the height in under
half an hour), else it is a trend; at half of its height it must last less than ninety minutes, else it is two
shifts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wearscribe.annotate.claim import Claim
from wearscribe.annotate.noise import noise
from wearscribe.annotate.series import Bools, Floats, Ints, Series
from wearscribe.annotate.turns import turning_points

WIDTH = 5  # minutes averaged in the curve
STEP = 3  # minutes from one sample of the curve to the next
WANDERING = 4  # five-minute means apart, at which the noise has wandered
SHARPEST_NOISE, WANDERING_NOISE = 7.5, 5.2  # how many sds of each a climb must pass
STEEP = 28  # minutes a side may take from a fifth to four fifths
WIDEST = 90  # minutes at half height
REACH = 120  # minutes looked at on each side
FLANKS = np.array([10, 20, 30])  # minutes beside it that the top must stand above; the first make the baseline
LONGEST_UNMEASURED = 10  # minutes, inside the event and its flanks
HALF = 0.55  # of its height, by which the top must stand above all flanks
LEAST_MEASURED = 0.5


class Events(NamedTuple):
    """The claims and the minutes they cover, [channel, minute], to be taken out before slower changes are sought."""

    claims: list[Claim]
    minutes: Bools


class _Candidates(NamedTuple):
    """Turning points, all [event]: channel row, sample, +1 for a high or -1 for a low, and the smaller leg."""

    rows: Ints
    at: Ints
    sign: Ints
    prominence: Floats


class _Sharp(NamedTuple):
    """Sharp turning points, all [event]: channel row, the minutes from foot to foot, sign and prominence."""

    rows: Ints
    starts: Ints
    ends: Ints
    sign: Ints
    prominence: Floats


def events(series: Series) -> Events:
    """Peaks and drops of every channel in `series`."""
    curve = series.smooth(WIDTH, STEP)
    means = series.means(WIDTH)
    level, wandering = (noise(means, WIDTH, series.resolution, lag) for lag in (1, WANDERING))
    least = np.maximum(SHARPEST_NOISE * level, WANDERING_NOISE * wandering)
    found = _sharp(curve, _candidates(curve, np.maximum(least, 2 * series.resolution)), series.minutes)
    claims = _claims(series, level, found)
    told, taken = [], np.zeros(series.measured.shape, dtype=bool)
    for i in np.argsort(-found.prominence, kind="stable").tolist():
        claim, minutes = claims[i], (found.rows[i], slice(found.starts[i], found.ends[i]))
        if claim is None or taken[minutes].any():  # the far side of a higher one: a dip between two peaks
            continue
        told.append(claim)
        taken[minutes] = True
    return Events(told, taken)


def _candidates(curve: Floats, least: Floats) -> _Candidates:
    rows, at, levels = turning_points(curve, least)
    legs, inner = np.diff(levels), rows[2:] == rows[:-2]  # the first and the last of a channel are mere ends
    climb, descent = legs[:-1][inner], legs[1:][inner]
    sign = np.sign(climb).astype(np.int64)
    return _Candidates(rows[1:-1][inner], at[1:-1][inner], sign, np.minimum(np.abs(climb), np.abs(descent)))


def _sharp(curve: Floats, found: _Candidates, minutes: int) -> _Sharp:
    """Those steep on both sides and short, from foot to foot."""
    reach = np.arange(1, REACH // STEP + 1)
    feet, halves, steep = [], [], np.ones(found.rows.size, dtype=bool)
    for side in (-1, 1):
        depth = _depths(curve, found, side * reach)
        top, half, foot = (_first(depth > share * found.prominence[:, None]) for share in (0.2, 0.5, 0.8))
        steep &= (foot > 0) & ((foot - top) * STEP <= STEEP)
        feet.append(foot)
        halves.append(half)
    keep = np.flatnonzero(steep & ((halves[0] + halves[1]) * STEP <= WIDEST))
    starts = (found.at[keep] - feet[0][keep]) * STEP
    ends = np.minimum((found.at[keep] + feet[1][keep]) * STEP + 1, minutes)
    return _Sharp(found.rows[keep], starts, ends, found.sign[keep], found.prominence[keep])


def _depths(curve: Floats, found: _Candidates, offsets: Ints) -> Floats:
    """How far the curve is below the turning point (above a low) at each offset, [event, offset]; NaN outside."""
    at = found.at[:, None] + offsets
    inside = (at >= 0) & (at < curve.shape[1])
    level = np.where(inside, curve[found.rows[:, None], np.clip(at, 0, curve.shape[1] - 1)], np.nan)
    depth: Floats = (curve[found.rows, found.at][:, None] - level) * found.sign[:, None]
    return depth


def _first(hit: np.ndarray) -> Ints:
    """Position of the first hit of each row, counted from one; 0 where there is none."""
    return np.where(hit.any(axis=1), hit.argmax(axis=1) + 1, 0)


def _claims(series: Series, tie: Floats, found: _Sharp) -> list[Claim | None]:
    """The claim of each event, None where the raw minutes do not bear it out."""
    if not found.rows.size:
        return []
    rows, sign = found.rows[:, None], found.sign[:, None]
    minutes = found.starts[:, None] + np.arange((found.ends - found.starts).max())
    inside = minutes < found.ends[:, None]
    minutes = np.minimum(minutes, series.minutes - 1)
    raw = np.where(inside & series.measured[rows, minutes], series.values[rows, minutes] * sign, -np.inf)
    smooth = series.mean(rows, minutes - WIDTH // 2, minutes + WIDTH // 2 + 1, least=WIDTH // 2 + 1) * sign
    at = _extremes(raw, np.where(inside & np.isfinite(smooth), smooth, -np.inf), tie[found.rows])

    flanks = _flanks(series, found)
    baseline = flanks[:, :, 0].mean(axis=1) * found.sign
    top = raw[np.arange(at.size), at]
    stands = top - (flanks * sign[:, None]).max(axis=(1, 2)) > HALF * np.maximum(found.prominence, top - baseline)
    stands &= (raw > ((top + baseline) / 2)[:, None]).sum(axis=1) >= 2  # a single minute is a reading, not an event
    claims: list[Claim | None] = [None] * at.size
    beside = int(FLANKS[0])
    for i in np.flatnonzero(stands).tolist():  # nor where a flank is NaN
        row, start, end, direction = int(found.rows[i]), int(found.starts[i]), int(found.ends[i]), int(found.sign[i])
        if series.longest_unmeasured(row, start - beside, end + beside) > LONGEST_UNMEASURED:
            continue
        values = {
            "value": float(top[i]) * direction,
            "baseline": float(baseline[i]) * direction,
            "at": float(start + at[i]),
        }
        kind = "peak" if direction > 0 else "drop"
        claims[i] = Claim(kind, series.names[row], start, end, values, float(found.prominence[i]))
    return claims


def _extremes(raw: Floats, smooth: Floats, tie: Floats) -> Ints:
    """The highest raw minute where the smooth curve is as good as highest, else the one near its highest, [event]."""
    event = np.arange(len(raw))
    highest, top = raw.argmax(axis=1), smooth.argmax(axis=1)
    near = np.abs(np.arange(raw.shape[1]) - top[:, None]) <= WIDTH // 2
    near_top = np.where(near, raw, -np.inf).argmax(axis=1)
    at: Ints = np.where(smooth[event, highest] >= smooth[event, top] - tie, highest, near_top)
    return at


def _flanks(series: Series, found: _Sharp) -> Floats:
    """Mean levels beside each event, [event, side, length]; NaN throughout where too little of it is measured."""
    row, start, end = (x[:, None] for x in (found.rows, found.starts, found.ends))
    left = series.mean(row, start - FLANKS, start, least=2)
    right = series.mean(row, end, end + FLANKS, least=2)
    measured = series.coverage(found.rows, found.starts - FLANKS[0], found.ends + FLANKS[0]) >= LEAST_MEASURED
    return np.where(measured[:, None, None], np.stack((left, right), axis=1), np.nan)
