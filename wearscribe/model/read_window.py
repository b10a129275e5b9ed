"""A window as the sensor tokens that the encoder reads."""

from collections.abc import Sequence

import numpy as np

from schemas.records import Annotation, SensorWindow
from wearscribe.model import claims, episodes, patches
from wearscribe.model.tokens import SensorTokens


def read(window: SensorWindow, annotations: Sequence[Annotation]) -> SensorTokens:
    """The tokens of the window; `annotations` are those of `annotate(window)`. Logged labels change nothing."""
    spans = episodes.propose(window)
    return SensorTokens(
        minutes=window.minutes,
        clock=window.start.hour * 60 + window.start.minute,
        patches=patches.patches(window),
        claim_kinds=np.zeros(0, dtype=np.int16),
        claim_channels=np.zeros(0, dtype=np.int16),
        claim_spans=np.zeros((0, 2), dtype=np.int16),
        claim_values=np.zeros((0, len(claims.VALUES)), dtype=np.float32),
        claim_ids=np.zeros(0, dtype=np.int16),
        episode_spans=spans,
        episodes=episodes.features(window, spans),
    )
