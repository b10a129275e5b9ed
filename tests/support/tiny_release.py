"""A release with random weights, small enough to write and load in milliseconds."""

from pathlib import Path
from typing import Any

import torch

from wearscribe.model import release
from wearscribe.model.config import ModelConfig
from wearscribe.model.space import Space

CONFIG = ModelConfig(width=32, depth=1, heads=2, dims=(8, 16, 32), decoder_depth=1)


def write(folder: Path, *, seed: int = 0, config: ModelConfig = CONFIG, **meta: Any) -> Path:
    """The same seed makes the same weights. Returns the release's folder, in `folder` and named as its version."""
    torch.manual_seed(seed)
    release.save(folder / "fresh", Space(config), None, config, {"name": "tiny", **meta})
    return (folder / "fresh").rename(folder / release.load(folder / "fresh").model_version)
