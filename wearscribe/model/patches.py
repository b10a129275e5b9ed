"""Patches: what was measured in each thirty minutes of a window."""

import numpy as np

from schemas.channels import CHANNELS
from schemas.records import SensorWindow
from wearscribe.model.tokens import PATCH_MINUTES

FEATURES = 3 * PATCH_MINUTES + 4 * len(CHANNELS) + 16


def patches(window: SensorWindow) -> np.ndarray:
    """Features, float32 [patch, FEATURES]; the last patch may be partial."""
    return np.zeros((-(-window.minutes // PATCH_MINUTES), FEATURES), dtype=np.float32)
