"""Vectors of masked sentences. A few thousand masked sentences cover most of what is said, so that most are known."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from wearscribe.model.sentence_encoder import SentenceEncoder

_KNOWN = 50_000  # sentences at most, the least recently used go first: 100 MB


class SentenceVectors:
    """Masked sentences in, L2-normalised float32 `[sentence, 512]` out. Several threads may share one."""

    dimension = SentenceEncoder.dimension

    def __init__(self, device: str = "cpu", known: int = _KNOWN) -> None:
        """Raises WeightsError when the encoder's weights are missing or corrupt."""
        self._encoder = SentenceEncoder().to(device)
        self._most = known
        self._known: OrderedDict[str, np.ndarray] = OrderedDict()
        self._lock = Lock()

    def __call__(self, masked: Sequence[str]) -> np.ndarray:
        wanted = dict.fromkeys(masked)
        vectors: dict[str, np.ndarray] = {}
        with self._lock:
            for sentence in wanted:
                if (vector := self._known.get(sentence)) is not None:
                    self._known.move_to_end(sentence)
                    vectors[sentence] = vector
        new = [sentence for sentence in wanted if sentence not in vectors]
        vectors |= zip(new, self._encoder.encode(new), strict=True)
        with self._lock:
            self._known |= ((sentence, vectors[sentence].copy()) for sentence in new)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return np.array([vectors[sentence] for sentence in masked], dtype=np.float32).reshape(-1, self.dimension)
