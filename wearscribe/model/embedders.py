"""The embedders there are, by version: the text baseline, and whatever `weights/` holds."""

from pathlib import Path

from wearscribe.embedder import Embedder
from wearscribe.model.pretrained import WeightsError

BASELINE = "caption-text"

#: The releases, a folder each.
WEIGHTS = Path(__file__).resolve().parents[2] / "weights"

#: What runs where nobody asks for another one. The switch: a folder of `weights/`, which is named as the
#: `model_version` in its config.json.
RELEASED = "wearscribe-small-cpu-96f64bcd"


def load(version: str, device: str = "cpu") -> Embedder:
    """Raises WeightsError where there is no such version. Imports torch, which nothing else here waits for."""
    if version == BASELINE:
        from wearscribe.model.caption_text import CaptionTextEmbedder

        return CaptionTextEmbedder()
    from wearscribe.model.trained import TrainedModel

    model = TrainedModel.load(WEIGHTS / version, device)
    if model.model_version != version:
        raise WeightsError(f"{WEIGHTS / version} holds {model.model_version}: call the folder so, and the setting too")
    return model
