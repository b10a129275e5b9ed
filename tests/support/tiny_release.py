"""A release with random weights, small enough to write and load in milliseconds."""

from pathlib import Path
from typing import Any

import torch

from wearscribe.model import release
from wearscribe.model.config import ModelConfig
from wearscribe.model.decoder import CaptionDecoder
from wearscribe.model.space import Space
from wearscribe.model.vocabulary import of_captions

CONFIG = ModelConfig(width=32, depth=1, heads=2, dims=(8, 16, 32), decoder_depth=1)


def write(folder: Path, *, seed: int = 0, decoder: bool = True, config: ModelConfig = CONFIG, **meta: Any) -> Path:
    """The same seed makes the same weights. Returns the release's folder, in `folder` and named as its version."""
    torch.manual_seed(seed)
    space, writer = Space(config), CaptionDecoder(config, of_captions()) if decoder else None
    release.save(folder / "fresh", space, writer, config, {"name": "tiny", **meta})
    return (folder / "fresh").rename(folder / release.load(folder / "fresh").model_version)
