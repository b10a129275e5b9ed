"""Which days were found to be hard for each other, and from which step on batches gather them."""

from __future__ import annotations

from typing import Any

import numpy as np

from wearscribe.training.feed import AHEAD


class Mined:
    """What was mined every `every` steps, 0 = never.

    Batches are ordered up to AHEAD steps before they are taken. What is mined after a step is therefore used from AHEAD
    steps later on: so a run is the same however many processes make its batches, and wherever it was stopped.
    """

    def __init__(self, every: int) -> None:
        self._every = every
        self._found: dict[int, np.ndarray] = {}  # by the steps that the model had learnt

    def due(self, step: int) -> bool:
        return self._every > 0 and step % self._every == 0

    def add(self, step: int, hard: np.ndarray) -> None:
        self._found[step] = hard
        usable = [at for at in self._found if at + AHEAD <= step]
        for past in usable[:-1]:
            del self._found[past]

    def at(self, step: int) -> np.ndarray | None:
        """What the batch of that step is made with."""
        usable = [at for at in self._found if at + AHEAD <= step]
        return self._found[usable[-1]] if usable else None

    def state(self) -> dict[int, Any]:
        return dict(self._found)

    def load(self, state: dict[int, Any]) -> None:
        self._found = dict(state)
