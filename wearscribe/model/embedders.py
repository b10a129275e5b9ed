"""The embedders there are, by version: the text baseline, and whatever `weights/` holds."""

from wearscribe.embedder import Embedder

BASELINE = "caption-text"

#: What runs where nobody asks for another one. The switch: a version here must be a folder of `weights/`.
RELEASED = BASELINE


def load(version: str, device: str = "cpu") -> Embedder:
    """Raises WeightsError where there is no such version. Imports torch, which nothing else here waits for."""
    if version == BASELINE:
        from wearscribe.model.caption_text import CaptionTextEmbedder

        return CaptionTextEmbedder()
    from wearscribe.model.trained import WEIGHTS, TrainedModel

    return TrainedModel.load(WEIGHTS / version, device)
