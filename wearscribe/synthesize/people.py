"""Simulated people, each with as many days as asked for."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

import numpy as np

from schemas.records import SensorWindow
from wearscribe.synthesize.day import window
from wearscribe.synthesize.edits import Edit, edit
from wearscribe.synthesize.plan import plan
from wearscribe.synthesize.profile import DEVICES, Profile, draw


class SyntheticPerson:
    """One person, the same whenever seed and number are the same.

    `windows(days)` are the days from midnight to midnight, labels complete and true; more days begin with the same
    days. `twin(day, random)` is one of these days with one fact edited and everything else, noise too, as it was.
    """

    def __init__(self, seed: int, number: int) -> None:
        self._key = (seed, number)
        self._profile: Profile = draw(np.random.default_rng([seed, number, 0]))
        digest = hashlib.sha256(f"synthetic person {number} of {seed}".encode()).digest()
        self.subject = base64.b32encode(digest).decode().lower()[:26]

    @property
    def repertoire(self) -> tuple[str, ...]:
        """The activities that the person does and logs."""
        return self._profile.repertoire

    @property
    def channels(self) -> tuple[str, ...]:
        """What the person's device exports."""
        return DEVICES[self._profile.device]

    def windows(self, days: int) -> list[SensorWindow]:
        return [self.day(day) for day in range(days)]

    def day(self, day: int) -> SensorWindow:
        """One day, counted from 0."""
        return window(self._profile, self.subject, self._key, plan(self._profile, self._key, day))

    def twin(self, day: int, random: np.random.Generator) -> tuple[SensorWindow, Edit]:
        edited, what = edit(plan(self._profile, self._key, day), random, "heart_rate" in self.channels)
        return window(self._profile, self.subject, self._key, edited), what


def people(seed: int, count: int, first: int = 0) -> Iterator[SyntheticPerson]:
    """Persons `first` to `first + count - 1` of a seed."""
    for number in range(first, first + count):
        yield SyntheticPerson(seed, number)
