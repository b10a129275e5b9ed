"""Numbers as people remember them: clock times to the quarter hour, heart rates to 5 bpm, minutes to 5,
cadence to 10 steps a minute, anything else to two digits."""

from __future__ import annotations

import numpy as np

from wearscribe.model.numbers import UNITS

_STEPS = {"clock": 15.0, "duration": 5.0, "bpm": 5.0, "steps_per_minute": 10.0}
_STEP_OF_UNIT = np.array([_STEPS.get(name, 0.0) for name in UNITS])  # 0 = two significant digits


def rounded(values: np.ndarray, units: np.ndarray) -> np.ndarray:
    """float32 of the same shape; `units` index `numbers.UNITS`."""
    steps = _STEP_OF_UNIT[units]
    magnitude = np.floor(np.log10(np.maximum(np.abs(values), 1e-6)))
    steps = np.where(steps > 0, steps, 10.0 ** (magnitude - 1))
    near: np.ndarray = np.rint(values / steps) * steps
    return near.astype(np.float32)
