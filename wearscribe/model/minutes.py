"""A window's minutes in model units, with running sums: any sum over any span costs two look-ups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from schemas.records import SensorWindow
from wearscribe.model.channel_scale import CENTRES, INDEX, SCALES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

LOW = 0.05  # the quantile of the window's heart rate that stands for rest


@dataclass(frozen=True, eq=False)
class Minutes:
    """`registry` holds the place of each row in the channel registry; `values` float64 [row, minute] in model units,
    0 where nothing is measured; `measured` bool, same shape."""

    clock: int
    registry: Ints
    values: Floats
    measured: Bools

    @classmethod
    def of(cls, window: SensorWindow) -> Minutes:
        registry = np.array([INDEX[name] for name in window.channels])
        measured = ~np.isnan(window.signal)
        values = (np.where(measured, window.signal, 0) - CENTRES[registry, None]) / SCALES[registry, None] * measured
        return cls(window.start.hour * 60 + window.start.minute, registry, values, measured)

    @property
    def length(self) -> int:
        return len(self.values.T)

    def channel(self, name: str) -> tuple[Floats, Bools]:
        """Values in model units, 0 where not measured, and whether measured, [minute]; nothing for an absent one."""
        place = np.flatnonzero(self.registry == INDEX[name])
        if not place.size:
            return np.zeros(self.length), np.zeros(self.length, dtype=bool)
        return self.values[place[0]], self.measured[place[0]]

    @cached_property
    def heart(self) -> tuple[Floats, Bools]:
        return self.channel("heart_rate")

    @cached_property
    def steps(self) -> tuple[Floats, Bools]:
        return self.channel("steps")

    @cached_property
    def rest(self) -> float:
        """The low end of the window's heart rate in model units, 0 where none is measured."""
        heart, measured = self.heart
        known = heart[measured]
        place = int(LOW * (len(known) - 1)) if len(known) else 0
        return float(np.partition(known, place)[place]) if len(known) else 0.0


def running(rows: Floats) -> Floats:
    """Sums before each minute, [row, minute + 1]."""
    sums = np.zeros((rows.shape[0], rows.shape[1] + 1))
    np.cumsum(rows, axis=1, out=sums[:, 1:])
    return sums
