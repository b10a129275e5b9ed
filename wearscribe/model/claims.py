"""Claims: what the annotators say of the signal, as arrays; nothing that comes from a logged label.

A relation is left out as a whole, since a logged activity takes the place of a bout in it; instead each rise of the
heart rate carries `rise`, its height, and `steps`, those of its span.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemas.annotations import KINDS
from schemas.records import Annotation
from wearscribe.model.channel_scale import INDEX, SCALE
from wearscribe.model.minutes import Minutes
from wearscribe.model.tokens import MAX_CLAIMS

_FROM_LABELS = ("activity", "sleep", "relation")
KIND_NAMES: tuple[str, ...] = tuple(name for name in KINDS if name not in _FROM_LABELS)
VALUES: tuple[str, ...] = tuple(
    dict.fromkeys([*(value for name in KIND_NAMES for value in KINDS[name].values), "rise", "strength"])
)
_PLACE = {name: place for place, name in enumerate(VALUES)}
_DAY, _BOUND = 1440.0, 8.0
_RISES = {"peak": ("baseline", "value"), "trend": ("from", "to"), "shift": ("before", "after")}
_STEPS_PER_MINUTE, _LOG_STEPS = 100.0, 5.0


class ClaimTokens(NamedTuple):
    """The claim arrays of `SensorTokens`, in its order."""

    kinds: NDArray[np.int16]
    channels: NDArray[np.int16]
    spans: NDArray[np.int16]
    values: NDArray[np.float32]
    ids: NDArray[np.int16]


def claims(annotations: Sequence[Annotation], minutes: Minutes) -> ClaimTokens:
    """At most MAX_CLAIMS claims, the most telling first."""
    chosen = sorted((a for a in annotations if a.kind in KIND_NAMES), key=_rank)[:MAX_CLAIMS]
    values = np.full((len(chosen), len(VALUES)), np.nan, dtype=np.float32)
    steps, measured = minutes.steps
    total, count = np.cumsum(np.append(0, steps)), np.cumsum(np.append(0, measured))
    for row, claim in zip(values, chosen, strict=True):
        _fill(row, claim, minutes.clock)
        if claim.channel == "heart_rate" and claim.kind in _RISES:
            low, high = _RISES[claim.kind]
            row[_PLACE["rise"]] = (claim.values[high] - claim.values[low]) / SCALE["heart_rate"][1]
            if count[claim.end] > count[claim.start]:
                sum_ = (total[claim.end] - total[claim.start]) * SCALE["steps"][1]
                row[_PLACE["steps"]] = math.log1p(sum_) / _LOG_STEPS
    return ClaimTokens(
        np.array([KIND_NAMES.index(claim.kind) for claim in chosen], dtype=np.int16),
        np.array([0 if claim.channel is None else 1 + INDEX[claim.channel] for claim in chosen], dtype=np.int16),
        np.array([(claim.start, claim.end) for claim in chosen], dtype=np.int16).reshape(-1, 2),
        np.clip(values, -_BOUND, _BOUND),
        np.array([claim.id for claim in chosen], dtype=np.int16),
    )


def _rank(claim: Annotation) -> tuple[int, float, int]:
    """Small is kept."""
    length = claim.end - claim.start
    match claim.kind:
        case "statistics":
            return 0, {"heart_rate": -2, "steps": -1}.get(claim.channel or "", 0), claim.id
        case "resting_heart_rate":
            return 1, 0, claim.id
        case "bout":
            return 2, -claim.values["steps"], claim.id
        case "sedentary" | "non_wear":
            return 2 if length >= 120 else 4, -length, claim.id
        case "trend" | "shift" | "peak" | "drop":
            return 3 if claim.channel == "heart_rate" else 5, -_size(claim), claim.id
        case _:
            return 6, -length, claim.id


def _size(claim: Annotation) -> float:
    """How much the channel changed, in model units."""
    low, high = _RISES.get(claim.kind, ("baseline", "value"))
    return abs(claim.values[high] - claim.values[low]) / SCALE[claim.channel or "heart_rate"][1]


def _fill(row: NDArray[np.float32], claim: Annotation, clock: int) -> None:
    for name, value in claim.values.items():
        measure, centre, scale = _measure(claim.kind, claim.channel, name)
        match measure:
            case "clock":
                value = (clock + value) % _DAY
            case "log":
                value = math.log1p(max(value, 0))
        row[_PLACE[name]] = (value - centre) / scale
    if claim.strength is not None:
        row[_PLACE["strength"]] = _strength(claim)


@lru_cache(maxsize=1024)
def _measure(kind: str, channel: str | None, name: str) -> tuple[Literal["clock", "log", "plain"], float, float]:
    """How a value becomes one in model units: clock time or logarithm first, then less a centre, by a scale."""
    unit = KINDS[kind].values[name]
    centre, scale = SCALE[channel] if channel else (0.0, 1.0)
    if name == "at" or name.endswith("_at"):
        return "clock", 0, _DAY
    if unit == "min":
        return "log", 0, math.log1p(_DAY)
    if name == "total" or unit == "steps":
        return "log", 0, _LOG_STEPS
    if unit == "steps/min":
        return "plain", 0, _STEPS_PER_MINUTE
    if unit == "channel/h" or name == "sd":
        return "plain", 0, scale
    return ("plain", centre, scale) if unit == "channel" else ("plain", 0, 1)


def _strength(claim: Annotation) -> float:
    """About one in size: the digits of a p-value, a prominence in model units, the log of an effect size."""
    strength = claim.strength or 0.0
    match KINDS[claim.kind].strength:
        case "p_value":
            return -math.log10(max(strength, 1e-12)) / 5
        case "prominence":
            return strength / SCALE[claim.channel or "heart_rate"][1]
        case _:
            return math.log1p(max(strength, 0)) / 2
