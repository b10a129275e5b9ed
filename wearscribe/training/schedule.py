"""What changes over a training run, as functions of the share of the budget that is spent."""

import math
from typing import Literal

from wearscribe.training.configs import TrainConfig

_FLOOR = 0.02  # share of the learning rate that is left at the end


def learning_rate(config: TrainConfig, progress: float) -> float:
    """Linear warm-up, then a cosine down to 2 %. `progress` 0 to 1."""
    if progress < config.warm_up:
        return config.learning_rate * max(progress / config.warm_up, 1e-3)
    share = min(1.0, (progress - config.warm_up) / (1 - config.warm_up))
    return config.learning_rate * (_FLOOR + (1 - _FLOOR) * 0.5 * (1 + math.cos(math.pi * share)))


def kind(config: TrainConfig, step: int, progress: float) -> Literal["day", "crop"]:
    """Bouts are learned first (three batches of four are crops), then days and crops take turns."""
    crops = step % 4 < 3 if progress < config.crops_first else step % 2 == 0
    return "crop" if crops else "day"
