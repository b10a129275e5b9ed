"""The control that any trained model has to beat: the same architecture with the weights it began with."""

from pathlib import Path

import torch

from wearscribe.model import release
from wearscribe.model.sentences import SentenceVectors
from wearscribe.model.space import Space
from wearscribe.model.trained import TrainedModel


def untrained(folder: Path, seed: int = 0, device: str = "cpu") -> TrainedModel:
    """As large as the model in `folder`, never trained. Raises WeightsError as `TrainedModel.load`."""
    config = release.load(folder).config
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        space = Space(config).eval()
    return TrainedModel(release.Release(config, "untrained", {}, space, {}), SentenceVectors(), device)
