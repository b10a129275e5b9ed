"""Template captions, written from annotations and from nothing else."""

from wearscribe.describe.captions import describe, wordings

__all__ = ["describe", "wordings"]
