"""Patches: what was measured in each thirty minutes of a window."""

import numpy as np
from numpy.typing import NDArray

from schemas.channels import CHANNELS
from wearscribe.model.minutes import Floats, Minutes
from wearscribe.model.span_features import BOUND, NAMES
from wearscribe.model.tokens import PATCH_MINUTES

_RAW = 4 * PATCH_MINUTES
_CHANNEL = 4 * len(CHANNELS)  # mean, sd, slope over thirty minutes, coverage
FEATURES = _RAW + _CHANNEL + len(NAMES)


def bounds(length: int) -> NDArray[np.int64]:
    """Spans of the patches of a window, [patch, 2]; the last one may be shorter."""
    starts = np.arange(0, length, PATCH_MINUTES)
    return np.stack([starts, np.minimum(starts + PATCH_MINUTES, length)], axis=1)


def patches(minutes: Minutes, spans: Floats) -> NDArray[np.float32]:
    """Features, float32 [patch, FEATURES]: the minutes of heart rate and steps, then every channel, then `spans`,
    the span features [patch, feature] of the patches. What was not measured is 0."""
    count = len(spans)
    found = np.zeros((count, FEATURES), dtype=np.float32)
    (heart, hm), (steps, sm) = minutes.heart, minutes.steps
    for place, row in enumerate((heart, hm, np.sqrt(steps), sm)):
        first = place * PATCH_MINUTES
        found[:, first : first + PATCH_MINUTES] = _folded(np.asarray(row, dtype=np.float64))
    every = found[:, _RAW : _RAW + _CHANNEL].reshape(count, len(CHANNELS), 4)
    every[:, minutes.registry] = _every_channel(minutes).transpose(1, 0, 2)
    found[:, _RAW : _RAW + _CHANNEL] = every.reshape(count, -1)
    found[:, _RAW + _CHANNEL :] = spans
    return np.clip(found, -BOUND, BOUND, out=found)


def _folded(rows: Floats) -> Floats:
    """[..., minute] as [..., patch, PATCH_MINUTES], the end filled with zeros."""
    length = rows.shape[-1]
    full = np.zeros((*rows.shape[:-1], -(-length // PATCH_MINUTES) * PATCH_MINUTES))
    full[..., :length] = rows
    return full.reshape(*rows.shape[:-1], -1, PATCH_MINUTES)


def _every_channel(minutes: Minutes) -> Floats:
    """Mean, sd, slope and coverage, [row, patch, 4]."""
    values, known = _folded(minutes.values), _folded(minutes.measured.astype(np.float64))
    minute = np.arange(PATCH_MINUTES) / PATCH_MINUTES
    n, lengths = known.sum(axis=2), _folded(np.ones(minutes.length)).sum(axis=1)
    count = np.maximum(n, 1)
    mean, when = values.sum(axis=2) / count, known @ minute / count
    variance = np.einsum("rpm,rpm->rp", values, values) / count - mean**2
    spread = known @ minute**2 / count - when**2
    slope = (values @ minute / count - mean * when) / np.where(spread > 1e-3, spread, np.inf)
    return np.stack([mean, np.sqrt(np.maximum(variance, 0)), slope, n / lengths], axis=2)
