"""The weights of the sentence encoder as they ship: pieces of English and Korean, and what the encoder makes of them.

`weights/words/` is written by `wearscribe/training/pack_words.py`; its README tells where the weights come from.
"""

import io
from pathlib import Path
from typing import NamedTuple

import numpy as np
import sentencepiece

from wearscribe.model.pretrained import checked

FOLDER = Path(__file__).parents[2] / "weights" / "words"
WEIGHTS, PIECES = "words.npz", "pieces.model"
_SHA256 = {
    WEIGHTS: "9f1942de84e4431d60f77fb8a3b707d4a401776e7ddb89d24a59f245d6ed6485",
    PIECES: "b705dbf84a8635625ed0750f66d0f374690965999d13de77a456b998fef3e317",
}


class Words(NamedTuple):
    """`table` is uint8 [piece, 512]: a piece's vector is its row * scale + lo of its part. `part` is int64 [piece].
    `layers` holds scale and lo, float32 [part], and the layers behind, float32, under the names of the original."""

    pieces: sentencepiece.SentencePieceProcessor
    table: np.ndarray
    part: np.ndarray
    layers: dict[str, np.ndarray]


def load(folder: Path = FOLDER) -> Words:
    """Raises WeightsError when a file is missing or is not the one that this version was built for."""
    pieces = sentencepiece.SentencePieceProcessor(model_proto=checked(folder / PIECES, _SHA256[PIECES]))
    with np.load(io.BytesIO(checked(folder / WEIGHTS, _SHA256[WEIGHTS])), allow_pickle=False) as stored:
        layers = {name: stored[name] for name in stored.files}
    rows, piece, part = (layers.pop(name) for name in ("rows", "piece", "part"))  # rows lie part by part
    table, parts = np.empty_like(rows), np.empty(len(rows), dtype=np.int64)
    table[piece], parts[piece] = rows, part
    return Words(pieces, table, parts, layers)
