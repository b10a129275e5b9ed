"""The consumer groups of the workers: each reads its topic once, whatever the number of its members."""

FEATURES = "wearscribe.features"
SINK = "wearscribe.sink"  # the table offsets tells where it stands; its commits in Kafka are a hint for lag tools
REJECTIONS = "wearscribe.rejections"


def inference(model_version: str) -> str:
    """A model's own: a second model reads everything beside the first."""
    return f"wearscribe.inference.{model_version}"
