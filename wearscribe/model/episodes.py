"""Episodes: the whole window, then stretches that may be a bout, an activity or a sleep."""

import numpy as np

from schemas.records import SensorWindow

FEATURES = 200


def propose(window: SensorWindow) -> np.ndarray:
    """Spans in minutes since the window's start, int16 [episode, 2]; the first is the whole window."""
    return np.array([[0, window.minutes]], dtype=np.int16)


def features(window: SensorWindow, spans: np.ndarray) -> np.ndarray:
    """What tells the stretches apart, float32 [episode, FEATURES]."""
    return np.zeros((len(spans), FEATURES), dtype=np.float32)
