"""What kind of day it is for a person: at work, on night shift, sick, abroad, in the mood to move."""

from __future__ import annotations

from datetime import date

import numpy as np

from wearscribe.synthesize.profile import Profile


def works(person: Profile, today: date, day: int) -> bool:
    if person.job == "home":
        return False
    return day % 7 not in (2, 6) if person.job == "shift" else today.weekday() < 5


def night_shift(person: Profile, day: int) -> bool:
    return person.job == "shift" and day >= 0 and (day // 7) % 2 == 1 and day % 7 not in (2, 6)


def sick(key: tuple[int, int], day: int) -> bool:
    """Sick for three days, about once in seven weeks."""
    return any(np.random.default_rng([*key, day - back, 3]).random() < 0.02 for back in range(3) if day >= back)


def _trip(person: Profile, key: tuple[int, int]) -> tuple[int, int, int]:
    """First day, last day and time difference of the one trip of a traveller in each thirty days."""
    random = np.random.default_rng([*key, 4])
    start = int(random.integers(2, 15))
    return start, start + int(random.integers(4, 12)), int(random.choice([-9, -7, -6, 6, 7, 8])) * 60


def offset(person: Profile, key: tuple[int, int], day: int) -> int:
    home = int(np.random.default_rng([*key, 5]).choice([-480, -300, 0, 60, 540]))
    first, last, shift = _trip(person, key)
    away = person.traveller and first <= day % 30 <= last
    return int((home + (shift if away else 0) + 720) % 1440 - 720)


def phase(person: Profile, key: tuple[int, int], day: int) -> int:
    """How late the body clock runs behind the wall clock after a flight: an hour a day is made good."""
    if not person.traveller:
        return 0
    first, last, shift = _trip(person, key)
    at, sign = day % 30, 1 if shift > 0 else -1
    if first <= at <= last:
        return -sign * max(0, min(abs(shift), 480) - 70 * (at - first))
    if last < at:
        return sign * max(0, min(abs(shift), 480) - 70 * (at - last - 1))
    return 0


def mood(key: tuple[int, int], day: int) -> float:
    """A slow drift of how much the person moves: neighbouring days are alike."""
    random = np.random.default_rng([*key, 6])
    drift = random.normal(size=64)
    at = day % 512 / 8
    low = int(at)
    slow = drift[low] * (low + 1 - at) + drift[(low + 1) % 64] * (at - low)
    return float(np.exp(0.18 * slow + 0.22 * np.random.default_rng([*key, day, 7]).normal()))
