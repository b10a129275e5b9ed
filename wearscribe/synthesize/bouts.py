"""What happens minute by minute inside a bout: how hard, and how many steps the wrist counts.

Every pattern returns effort (1 = the bout's own intensity) and steps, both of shape [minute].
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.signal import lfilter

from wearscribe.synthesize.activities import BY_NAME, Activity

Array = np.ndarray


class Bout(NamedTuple):
    """One bout's minutes, shape [minute]: effort, counted steps, and whether the optical pulse was lost."""

    effort: Array
    steps: Array
    lost: Array


def bout(name: str, minutes: int, random: np.random.Generator) -> Bout:
    """A bout of the activity; all its chance comes from `random`."""
    activity = BY_NAME[name]
    mean, between, within = activity.cadence
    cadence = max(0.3 * mean, random.normal(mean, between))
    active, effort, share = _PATTERNS[activity.pattern](minutes, random, activity)
    if mean >= 15:
        steps = share * (cadence + random.normal(0, within, minutes))
    else:  # false or stray steps: rare counts, not a rhythm
        steps = share * random.poisson(random.gamma(0.6, cadence / 0.6, minutes))
    steps[(steps < 3.5) & (random.random(minutes) < 0.75)] = 0  # a device asks for a few steps in a row
    effort = effort * (1 + _wander(minutes, random, 6) * 0.05)
    warm_up = 1 - 0.35 * np.exp(-np.arange(minutes) / 2.5) if activity.heart > 0.4 else 1.0
    return Bout(np.maximum(effort * warm_up, 0.05), np.maximum(steps, 0), _lost(active, activity.dropout, random))


def _lost(active: Array, share: float, random: np.random.Generator) -> Array:
    """Losses of the pulse come in runs of some minutes, in active minutes most."""
    level = _wander(len(active), random, 1.5) + random.normal(0, 0.4)
    bound = {0.01: 2.7, 0.02: 2.4, 0.03: 2.2, 0.04: 2.1, 0.06: 1.9, 0.07: 1.8, 0.09: 1.65, 0.3: 0.6}[share]
    return level > bound + np.where(active > 0.5, 0.0, 0.8)


def _wander(minutes: int, random: np.random.Generator, tau: float) -> Array:
    """First-order noise of unit variance and time constant `tau` minutes."""
    keep = np.exp(-1 / tau)
    noise = random.normal(size=minutes)
    noise[0] /= np.sqrt(1 - keep**2)
    return np.asarray(lfilter([np.sqrt(1 - keep**2)], [1, -keep], noise))


def _phases(minutes: int, random: np.random.Generator, *kinds: tuple[int, int]) -> Array:
    """Which of the kinds each minute belongs to, when they follow each other; each has lengths low to high."""
    labels, total = [], 0
    while total < minutes:
        for kind, (low, high) in enumerate(kinds):
            length = int(random.integers(low, high + 1))
            labels.append(np.full(length, kind))
            total += length
    return np.concatenate(labels)[:minutes]


Shape = tuple[Array, Array, Array]  # active, effort, share of the cadence that is counted


def _steady(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    effort = np.ones(minutes)
    share = np.ones(minutes)
    if activity.name in ("walk", "run"):  # crossings and shoe laces
        stops = random.random(minutes) < (0.04 if activity.name == "walk" else 0.015)
        share = np.where(stops, random.uniform(0.3, 0.9, minutes), share)
        effort = np.where(stops, 0.85, effort)
    if activity.name == "run" and random.random() < 0.2:  # interval training
        fast = _phases(minutes, random, (2, 4), (2, 3)) == 0
        effort, share = np.where(fast, 1.08, 0.82), np.where(fast, 1.04, 0.92)
    if activity.name == "rowing":  # pieces, and pauses to drink
        pause = _phases(minutes, random, (6, 12), (1, 1)) == 1
        effort, share = np.where(pause, 0.5, effort), np.where(pause, 0.15, share)
    share[[0, -1]] *= random.uniform(0.3, 1, 2)
    return np.ones(minutes), effort, share


def _trail(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    hill = _wander(minutes, random, 12)
    rest = _phases(minutes, random, (25, 60), (3, 9)) == 1
    share = np.where(rest, 0.05 * (random.random(minutes) < 0.4), 1 - 0.09 * np.clip(hill, -1, 2))
    return ~rest, np.where(rest, 0.35, 1 + 0.22 * hill), share


def _rolling(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    lights = random.random(minutes) < 0.05
    effort = 1 + 0.14 * _wander(minutes, random, 4) - 0.35 * lights
    return np.ones(minutes), effort, np.where(lights, 3.0, 1.0)


def _intervals(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    hard = _phases(minutes, random, (2, 5), (1, 3)) == 0
    effort = np.where(hard, 1.1, 0.8)
    edge = min(6, minutes // 6)
    effort[:edge], effort[-edge:] = 0.7, 0.6
    return np.ones(minutes), effort, np.where(random.random(minutes) < 0.12, 1.0, 0.0)


def _laps(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    rest = _phases(minutes, random, (3, 10), (1, 2)) == 1
    return ~rest, np.where(rest, 0.6, 1.05), np.where(rest, 0.25, 1.0)


def _sets(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    work = _phases(minutes, random, (1, 1), (1, 3)) == 0
    walk = random.random(minutes) < 0.12  # to the next machine
    effort = np.where(work, 1.3, 0.75) * (1 + 0.12 * _wander(minutes, random, 8))
    return work, effort, np.where(walk, 2.2, np.where(random.random(minutes) < 0.45, 0.8, 0.0))


def _flow(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    effort = 1 + 0.4 * _wander(minutes, random, 7)
    rest = min(int(random.integers(5, 11)), minutes // 4)
    effort[-rest:] = 0.1  # savasana
    return np.ones(minutes), np.maximum(effort, 0.1), np.where(random.random(minutes) < 0.2, 1.0, 0.0)


def _exercises(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    easy = _phases(minutes, random, (2, 4), (1, 1)) == 1
    effort = np.where(easy, 0.6, 1.1) * (1 + 0.15 * _wander(minutes, random, 9))
    return ~easy, effort, np.where(easy, 0.2, (random.random(minutes) < 0.75) * 1.0)


def _rallies(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    change = _phases(minutes, random, (5, 10), (1, 2)) == 1
    play = 1 + 0.25 * _wander(minutes, random, 2)
    return ~change, np.where(change, 0.6, 1.05 * play), np.where(change, 0.3, np.clip(play, 0.4, 1.6))


def _holes(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    stand = _phases(minutes, random, (2, 5), (2, 5)) == 1
    share = np.where(stand, random.uniform(0, 0.35, minutes), random.uniform(0.6, 1.05, minutes))
    return ~stand, np.where(stand, 0.7, 1.25), share


def _ski(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    phase = _phases(minutes, random, (4, 9), (1, 3), (6, 12))  # run, queue, lift
    effort = np.choose(phase, [1.35, 0.7, 0.35])
    counted = np.choose(phase, [1.0, 1.1, 0.0]) * random.uniform(0.4, 1.4, minutes)
    return phase == 0, effort, counted


def _snowboard(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    phase = _phases(minutes, random, (1, 3), (3, 7), (1, 3), (6, 12))  # strap in, run, skate to the lift, lift
    effort = np.choose(phase, [0.5, 1.3, 0.9, 0.35])
    counted = np.choose(phase, [0.2, 1.0, 4.5, 0.0]) * (random.random(minutes) < 0.8)
    return phase == 1, effort, counted


def _songs(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    song = _phases(minutes, random, (3, 5), (1, 2))
    tempo = np.repeat(random.uniform(0.7, 1.25, minutes), 4)[:minutes]
    pause = song == 1
    return ~pause, np.where(pause, 0.55, 0.85 + 0.25 * tempo), np.where(pause, 0.2, tempo)


def _routes(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    rest = _phases(minutes, random, (3, 6), (5, 11)) == 1
    walk = random.random(minutes) < 0.2
    return ~rest, np.where(rest, 0.5, 1.5), np.where(rest, walk * 2.0, 0.6)


def _blocks(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    warm, strength = int(0.18 * minutes), int(random.uniform(0.4, 0.55) * minutes)
    effort = np.full(minutes, 1.15)
    effort[:warm] = 0.6
    sets = _phases(minutes, random, (1, 2), (1, 2)) == 0
    effort[warm:strength] = np.where(sets, 0.95, 0.7)[warm:strength]
    share = np.where(effort > 1, 1.2, np.where(sets, 0.5, 0.35))
    share[:warm] = random.uniform(0.8, 2.4)
    cool = max(2, minutes // 12)
    effort[-cool:], share[-cool:] = 0.5, 0.4
    return effort > 0.9, effort, share * random.uniform(0.3, 1.6, minutes)


def _choreography(minutes: int, random: np.random.Generator, activity: Activity) -> Shape:
    block = np.cumsum(random.random(minutes) < 0.22)
    tempo = random.uniform(0.72, 1.12, minutes)[block]
    drink = _phases(minutes, random, (10, 16), (1, 1)) == 1
    effort = np.where(drink, 0.65, 0.75 + 0.3 * tempo)
    edge = min(6, minutes // 6)
    effort[:edge] *= 0.75
    effort[-edge:], tempo[-edge:] = 0.5, 0.35  # stretching
    return ~drink, effort, np.where(drink, 0.3, tempo)


_PATTERNS: dict[str, Callable[[int, np.random.Generator, Activity], Shape]] = {
    "steady": _steady, "trail": _trail, "rolling": _rolling, "intervals": _intervals, "laps": _laps, "sets": _sets,
    "flow": _flow, "exercises": _exercises, "rallies": _rallies, "holes": _holes, "ski": _ski,
    "snowboard": _snowboard, "songs": _songs, "routes": _routes, "blocks": _blocks, "choreography": _choreography,
}  # fmt: skip
