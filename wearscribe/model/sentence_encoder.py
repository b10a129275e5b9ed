"""The Universal Sentence Encoder, multilingual v3 (Yang et al. 2019, arXiv 1907.04307), CNN variant, in torch.

Sixteen languages, Korean among them, 512 dimensions, no attention: it embeds some hundred captions a second on one
CPU core. The weights are those of `weights/words/`: a uint8 requantisation of Google's, of English and Korean pieces.

A batch is *flat*: the pieces of all texts lie in one `[N, ...]` matrix, so that nothing is spent on padding. The
n-gram windows of a text's edge pieces reach into a row of zeros instead of into the neighbouring text.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from wearscribe.model import words

_BRANCHES = ((2, 0), (3, 1), (5, 2))  # n-gram order, pieces of left context
_LEFT, _RIGHT = 2, 2  # of the widest branch
_WIDTH = 256  # of a branch
_PIECES_A_BATCH = 4096  # bounds the memory of one step: about 60 MB
MAX_PIECES = 512  # of one text; what follows is cut off


class SentenceEncoder(nn.Module):
    """Texts in, L2-normalised float32 `[text, 512]` out."""

    dimension = 512

    table: Tensor  # [piece, 512] uint8, of which `scale` and `lo` of the piece's part make floats
    part: Tensor
    scale: Tensor
    lo: Tensor
    proj_all: Tensor  # the three branches share one projection and one LayerNorm
    proj_b_all: Tensor
    ln_g_all: Tensor
    ln_b_all: Tensor
    ln_g: Tensor
    ln_b: Tensor
    cnn_W: Tensor
    cnn_b: Tensor
    d0: Tensor
    d1: Tensor
    d2: Tensor
    d3: Tensor
    p1: Tensor
    p3: Tensor
    eps: Tensor

    def __init__(self) -> None:
        """Raises WeightsError when the weights are missing or damaged."""
        super().__init__()
        self._pieces, table, part, layers = words.load()
        for name, weights in {"table": table, "part": part, **layers}.items():
            self.register_buffer(name, torch.from_numpy(weights))
        self._eps = float(self.eps)
        for kind in ("proj", "proj_b", "ln_g", "ln_b"):
            parts = [self.get_buffer(f"{kind}{order}") for order, _ in _BRANCHES]
            self.register_buffer(f"{kind}_all", torch.cat(parts, dim=-1))
        self.eval()

    @torch.inference_mode()
    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Shape [text, 512], each row of length 1. Texts are independent of their neighbours in the batch."""
        ids = [self._pieces.encode(text, add_bos=True, add_eos=True)[:MAX_PIECES] for text in texts]
        vectors: list[Tensor] = [self(ids[first:last]) for first, last in _batches([len(pieces) for pieces in ids])]
        return torch.cat(vectors).cpu().numpy() if vectors else np.empty((0, self.dimension), dtype=np.float32)

    def forward(self, ids: Sequence[Sequence[int]]) -> Tensor:
        device = self.table.device
        lengths = torch.tensor([len(pieces) for pieces in ids], device=device)
        flat = torch.tensor([piece for pieces in ids for piece in pieces], device=device)  # [N]
        part = self.part[flat]
        embedded = self.table[flat].float() * self.scale[part, None] + self.lo[part, None]  # [N, 512]

        x = F.layer_norm(
            embedded @ self.proj_all + self.proj_b_all, (3 * _WIDTH,), self.ln_g_all, self.ln_b_all, self._eps
        )
        neighbours = _neighbours(lengths)
        grams = [
            self._branch(branch, neighbours[:, _LEFT - left : _LEFT - left + order], order)
            for branch, (order, left) in zip(torch.split(x, _WIDTH, dim=1), _BRANCHES, strict=True)
        ]
        features = F.layer_norm(
            torch.cat([embedded, *grams], dim=1), (self.dimension + 3 * _WIDTH,), self.ln_g, self.ln_b, self._eps
        )

        # Sum over a text's pieces, divided by the square root of their number (the DAN of the paper). The sum commutes
        # with the projection, which so runs once a text instead of once a piece.
        owner = torch.repeat_interleave(torch.arange(len(ids), device=device), lengths)
        total = torch.zeros(len(ids), features.shape[1], device=device).index_add_(0, owner, features)
        pooled = (total @ self.cnn_W + lengths[:, None] * self.cnn_b) / lengths[:, None].sqrt()

        y = F.relu(pooled @ self.p1 + F.relu(pooled @ self.d0) @ self.d1)
        z = torch.tanh(y @ self.p3 + F.relu(y @ self.d2) @ self.d3)
        return F.normalize(z, dim=1)

    def _branch(self, x: Tensor, neighbours: Tensor, order: int) -> Tensor:
        """Two residual convolutions over n-grams; `x` is [N, 256]."""
        zero = x.new_zeros(1, _WIDTH)
        for layer in ("1", "2"):
            grams = torch.cat([x, zero])[neighbours].flatten(1)  # [N, order * 256]
            x = x + F.relu(grams @ self.get_buffer(f"w{layer}_{order}") + self.get_buffer(f"b{layer}_{order}"))
        return x


def _neighbours(lengths: Tensor) -> Tensor:
    """Shape [N, 5]: the rows two to the left … two to the right of each piece; N (a row of zeros) outside its text."""
    total = int(lengths.sum())
    first = (lengths.cumsum(0) - lengths).repeat_interleave(lengths)[:, None]
    last = first + lengths.repeat_interleave(lengths)[:, None]
    rows = torch.arange(total, device=lengths.device)[:, None] + torch.arange(-_LEFT, _RIGHT + 1, device=lengths.device)
    return torch.where((rows >= first) & (rows < last), rows, total)


def _batches(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Consecutive runs of texts, each of at most `_PIECES_A_BATCH` pieces or a single text."""
    cuts, pieces = [0], 0
    for index, length in enumerate(lengths):
        if pieces and pieces + length > _PIECES_A_BATCH:
            cuts.append(index)
            pieces = 0
        pieces += length
    return [run for run in pairwise([*cuts, len(lengths)]) if run[0] < run[1]]
