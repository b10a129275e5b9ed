"""Which stretches of a window may be a bout, an activity or a sleep: many views propose, the most telling stay."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from schemas.records import SensorWindow
from wearscribe.model.minutes import Floats, Ints, Minutes
from wearscribe.model.tokens import MAX_EPISODES
from wearscribe.model.views import Levels, active, rests, scanned

_LONGEST = 0.9  # of the window
_RESTS = 4  # places kept for long rests
_OVERLAP = 0.65  # intersection over union beyond which only the better one of two stays
_NESTED = 1.0  # what a stretch inside a better one, or around it, loses of its score


def propose(window: SensorWindow) -> NDArray[np.int16]:
    """Spans in minutes since the window's start, int16 [episode, 2]; the first is the whole window."""
    return proposals(Minutes.of(window))


def proposals(minutes: Minutes) -> NDArray[np.int16]:
    """As `propose`, of minutes already in model units."""
    levels = Levels(minutes)
    resting, busy = (_shorter(spans, minutes.length) for spans in (rests(levels), candidates(levels, minutes)))
    kept = _distinct(resting, restful(levels, resting), _RESTS)
    chosen = _distinct(busy, telling(levels, busy), MAX_EPISODES - 1 - len(kept))
    kept = np.unique(np.concatenate([kept, chosen]), axis=0)
    return np.concatenate([[[0, minutes.length]], kept]).astype(np.int16)


def candidates(levels: Levels, minutes: Minutes) -> Ints:
    """Every stretch that may be a bout or an activity, [span, 2]; many are nested, some come twice."""
    return np.concatenate([active(levels, minutes), scanned(levels)])


def telling(levels: Levels, spans: Ints) -> Floats:
    """The log-odds, but for a constant, of being a logged activity, [span].

    Weights of a logistic regression on candidates of simulated days (people of seed 1), rounded: an activity stands
    out by a heart rate that steps do not explain, or by steps; the heart rate is never lower than around it, and most
    last half an hour or longer.
    """
    starts, ends = spans.T
    heart, steps, _, free = levels.gains(starts, ends)
    level, usual = levels.means(starts, ends), levels.means(np.array([0]), np.array([levels.length]))
    length = ends - starts
    short = np.minimum(length, 90)
    return np.asarray(
        3 * np.maximum(free, 0) + 6 * np.maximum(steps, 0) + 14 * np.minimum(heart, 0) - 4 * np.minimum(steps, 0)
        + 1.2 * (level[3] - usual[3]) + 0.4 * level[1] * (1 + np.sqrt(short / 30))
        + 5.8 * np.log(short) + 0.8 * np.log(length) - 8.7 * np.sqrt(short / 30)
    )  # fmt: skip


def restful(levels: Levels, spans: Ints) -> Floats:
    """How likely a stretch is to be a sleep, [span]; only the order counts."""
    starts, ends = spans.T
    usual = levels.means(np.array([0]), np.array([levels.length]))[0]
    low = usual - levels.means(starts, ends)[0]
    edge = (starts == 0) | (ends == levels.length)
    return np.asarray(3 * low + np.log(ends - starts) / 2 + 1.5 * edge)


def _shorter(spans: Ints, length: int) -> Ints:
    return spans[spans[:, 1] - spans[:, 0] <= _LONGEST * length]


def _distinct(spans: Ints, score: Floats, most: int) -> Ints:
    """The best spans, at most `most`, [span, 2]: one by one, each chosen lowers the score of what it overlaps."""
    starts, ends = spans.T
    length, score = ends - starts, score.copy()
    kept: list[int] = []
    while len(kept) < most and len(spans):
        place = int(score.argmax())
        if score[place] == -np.inf:
            break
        kept.append(place)
        shared = np.maximum(np.minimum(ends, ends[place]) - np.maximum(starts, starts[place]), 0)
        score -= _NESTED * shared / np.minimum(length, length[place])
        score[shared >= _OVERLAP * (length + length[place] - shared)] = -np.inf
    return spans[kept]
