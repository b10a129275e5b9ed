"""Peaks and drops: sharp, short departures that came back. A drop is the peak of the negated curve.

The curve is the mean of the five minutes around each minute. An event is a turning point of it whose climb and
return both pass the noise: 7.5 times what adjacent five-minute means differ by (a day of white noise ranges over less:
P(range of 288 normals > 7.5 sd) < 0.01), and three times what means twenty minutes apart differ by, since
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
SHARPEST_NOISE, WANDERING_NOISE = 7.5, 3.0  # how many sds of each a climb must pass
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
    smooth = series.smooth(WIDTH)
    curve = smooth[:, ::STEP]
    level = noise(series, WIDTH)
    least = np.maximum(SHARPEST_NOISE * level, WANDERING_NOISE * noise(series, WIDTH, lag=WANDERING))
    found = _candidates(curve, np.maximum(least, 2 * series.resolution))
    claims = []
    taken = np.zeros(series.measured.shape, dtype=bool)
    sharp = _sharp(curve, found, series.minutes)
    flanks = _flanks(series, sharp)
    for i in np.argsort(-sharp.prominence, kind="stable").tolist():
        row, start, end = int(sharp.rows[i]), int(sharp.starts[i]), int(sharp.ends[i])
        if taken[row, start:end].any():  # the far side of a higher one: a dip between two peaks, told with them
            continue
        claim = _claim(series, smooth, float(level[row]), sharp, flanks[i], i)
        if claim is not None:
            claims.append(claim)
            taken[row, start:end] = True
    return Events(claims, taken)


def _candidates(curve: Floats, least: Floats) -> _Candidates:
    rows, at, sign, prominence = [], [], [], []
    for row, threshold in enumerate(least.tolist()):
        known = np.flatnonzero(np.isfinite(curve[row]))
        level = curve[row, known]
        if level.size == 0 or level.max() - level.min() < threshold:
            continue
        turns = np.array(turning_points(level.tolist(), threshold), dtype=np.int64)
        legs = np.diff(level[turns])
        rows.append(np.full(max(turns.size - 2, 0), row))
        at.append(known[turns[1:-1]])
        sign.append(np.sign(legs[:-1]).astype(np.int64))
        prominence.append(np.minimum(np.abs(legs[:-1]), np.abs(legs[1:])))
    if not rows:
        return _Candidates(*(np.empty(0, dtype=np.int64),) * 3, np.empty(0))
    return _Candidates(np.concatenate(rows), np.concatenate(at), np.concatenate(sign), np.concatenate(prominence))


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


def _flanks(series: Series, sharp: _Sharp) -> Floats:
    """Mean levels beside each event, [event, side, length]; NaN throughout where too little of it is measured."""
    row, start, end = (x[:, None] for x in (sharp.rows, sharp.starts, sharp.ends))
    left = series.mean(row, start - FLANKS, start, least=2)
    right = series.mean(row, end, end + FLANKS, least=2)
    measured = series.coverage(sharp.rows, sharp.starts - FLANKS[0], sharp.ends + FLANKS[0]) >= LEAST_MEASURED
    return np.where(measured[:, None, None], np.stack((left, right), axis=1), np.nan)


def _claim(series: Series, smooth: Floats, tie: float, sharp: _Sharp, flanks: Floats, i: int) -> Claim | None:
    """The claim, if the raw minutes bear it out."""
    row, start, end, sign = int(sharp.rows[i]), int(sharp.starts[i]), int(sharp.ends[i]), int(sharp.sign[i])
    raw = np.where(series.measured[row, start:end], series.values[row, start:end] * sign, -np.inf)
    at = _extreme(raw, smooth[row, start:end] * sign, tie)
    top, prominence, baseline = float(raw[at]), float(sharp.prominence[i]), float(flanks[:, 0].mean())
    if not top - (flanks * sign).max() > HALF * max(prominence, top - baseline * sign):  # nor where a flank is NaN
        return None
    if np.count_nonzero(raw > (top + baseline * sign) / 2) < 2:  # a single minute is a reading, not an event
        return None
    beside = int(FLANKS[0])
    if series.longest_unmeasured(row, start - beside, min(end + beside, series.minutes)) > LONGEST_UNMEASURED:
        return None
    values = {"value": top * sign, "baseline": baseline, "at": float(start + at)}
    return Claim("peak" if sign > 0 else "drop", series.names[row], start, end, values, prominence)


def _extreme(raw: Floats, smooth: Floats, tie: float) -> int:
    """The highest raw minute where the smooth curve is as good as highest, else the one near its highest."""
    smooth = np.where(np.isfinite(smooth), smooth, -np.inf)
    highest, top = int(raw.argmax()), int(smooth.argmax())
    if smooth[highest] >= smooth[top] - tie:
        return highest
    near = max(top - WIDTH // 2, 0)
    return near + int(raw[near : top + WIDTH // 2 + 1].argmax())
