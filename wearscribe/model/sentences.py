"""Vectors of masked sentences."""

from collections.abc import Sequence

import numpy as np


class SentenceVectors:
    """Masked sentences in, L2-normalised float32 [sentence, 512] out."""

    dimension = 512

    def __call__(self, masked: Sequence[str]) -> np.ndarray:
        raise NotImplementedError(masked)
