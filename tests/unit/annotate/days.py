"""Days made by hand."""

from datetime import datetime

import numpy as np

from schemas.records import Annotation, Label, SensorWindow
from wearscribe.annotate import annotate


def day(labels: tuple[Label, ...] = (), **channels: np.ndarray) -> SensorWindow:
    """A signal by channel name as a window."""
    signal = np.array(list(channels.values()), dtype=np.float32)
    return SensorWindow(
        study="test",
        subject="a" * 26,
        source="hand",
        start=datetime(2021, 3, 1),
        minutes=signal.shape[1],
        channels=tuple(channels),
        labels=labels,
        signal=signal,
    )


def claims(window: SensorWindow, *kinds: str) -> list[Annotation]:
    """The annotations of these kinds."""
    return [annotation for annotation in annotate(window) if annotation.kind in kinds]
