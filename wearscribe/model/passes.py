"""Forward passes over many windows or texts, in batches of about one length."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from schemas.records import AnnotatedWindow
from wearscribe.model import claims, episodes, patches, read_window
from wearscribe.model.batch import TextBatch, collate_sensors, collate_texts
from wearscribe.model.read_text import read as read_text
from wearscribe.model.sentences import SentenceVectors
from wearscribe.model.space import Encoded, Read, Space, cut
from wearscribe.model.tokens import MAX_CLAIMS, MAX_EPISODES, PATCH_MINUTES, ReadSentence, SensorTokens

_AT_ONCE = 32  # rows on a CPU: enough to fill a core, little enough for its cache
GPU_BUCKETS = (17, 65, 257)  # a power of two, and the row that sets the length
_DAY = 24 * 60


class Pass(NamedTuple):
    """What came out of one forward pass over the windows `rows`, and the tokens that went in."""

    rows: list[int]
    tokens: list[SensorTokens]
    encoded: Encoded


class Passes:
    """Runs the space. Any thread may call it.

    With `buckets` a batch of windows alone is padded to the next of these sizes and to the longest sequence that there
    is, so that the GPU replays one CUDA graph a size. On a GPU, and on a CPU that multiplies bfloat16, the passes are
    in it.
    """

    def __init__(
        self, space: Space, vectors: SentenceVectors, device: torch.device, buckets: tuple[int, ...] = ()
    ) -> None:
        self.space = space.to(device).eval()
        self._vectors = vectors
        self._device = device
        self._buckets = buckets
        self._at_once = buckets[-1] - 1 if buckets else _AT_ONCE
        self._halved = device.type == "cuda" or torch.cpu.get_capabilities().get("avx512_bf16", False)
        self._encode = torch.compile(self.space.encode, mode="reduce-overhead") if device.type == "cuda" else None

    def over_texts(self, texts: Sequence[Sequence[ReadSentence]], instruction: str | None) -> np.ndarray:
        """L2-normalised [text, dimension]."""
        vectors = np.empty((len(texts), self.space.config.dimension), dtype=np.float32)
        for first in range(0, len(texts), _AT_ONCE):
            part = self._collate(texts[first : first + _AT_ONCE])
            instructions = self._instructions(instruction, len(part))
            with self._mode():
                encoded = self.space.encode(None, part, instructions)
            vectors[first : first + _AT_ONCE] = normalised(encoded.eos)
        return vectors

    def over_windows(
        self,
        windows: Sequence[AnnotatedWindow],
        texts: Sequence[str] | None = None,
        instruction: str | None = None,
        read: Read = "all",
    ) -> Iterator[Pass]:
        """With `texts` each window and its text in one sequence. `read` as in `Space.encode`; with `buckets` all is
        computed, for one graph a size."""
        tokens = [read_window.read(known.window, known.annotations) for known in windows]
        said = None if texts is None else [read_text(text) for text in texts]
        by_length = sorted(range(len(windows)), key=lambda row: _length(tokens[row]))
        for first in range(0, len(windows), self._at_once):
            rows = by_length[first : first + self._at_once]
            part = [tokens[row] for row in rows]
            if self._buckets and said is None and instruction is None:
                encoded = self._padded(part)
            else:
                words = None if said is None else self._collate([said[row] for row in rows])
                sensors, instructions = collate_sensors(part, self._device), self._instructions(instruction, len(rows))
                with self._mode():
                    encoded = self.space.encode(sensors, words, instructions, read)
            yield Pass(rows, part, encoded)

    def _padded(self, part: list[SensorTokens]) -> Encoded:
        size = next(bucket for bucket in self._buckets if bucket > len(part))  # one row, at least, sets the length
        sensors = collate_sensors(part + [_LONGEST] * (size - len(part)), self._device)
        with self._mode():
            encoded = (self._encode or self.space.encode)(sensors)
            here = slice(len(part))  # cloned: the next replay writes over what this one returned
            return encoded._replace(
                eos=encoded.eos[here].clone(),
                episodes=encoded.episodes[here].clone(),
                tokens=encoded.tokens[here].clone(),
                mask=encoded.mask[here].clone(),
            )

    def _collate(self, texts: Sequence[Sequence[ReadSentence]]) -> TextBatch:
        return collate_texts(texts, self._vectors, self._device)

    def _instructions(self, instruction: str | None, rows: int) -> TextBatch | None:
        return None if instruction is None else self._collate([read_text(instruction)] * rows)

    @contextmanager
    def _mode(self) -> Iterator[None]:
        """Without gradients, and in bfloat16 where that is faster."""
        with torch.inference_mode(), torch.autocast(self._device.type, torch.bfloat16, self._halved):
            yield


def normalised(vectors: Tensor) -> np.ndarray:
    """The full dimension, L2-normalised, float32."""
    return np.asarray(cut(vectors.float(), vectors.shape[-1]).cpu().numpy())


def _length(tokens: SensorTokens) -> int:
    return len(tokens.patches) + len(tokens.claim_kinds) + len(tokens.episodes)


_LONGEST = SensorTokens(
    minutes=_DAY,
    clock=0,
    patches=np.zeros((_DAY // PATCH_MINUTES, patches.FEATURES), dtype=np.float32),
    claim_kinds=np.zeros(MAX_CLAIMS, dtype=np.int16),
    claim_channels=np.zeros(MAX_CLAIMS, dtype=np.int16),
    claim_spans=np.zeros((MAX_CLAIMS, 2), dtype=np.int16),
    claim_values=np.zeros((MAX_CLAIMS, len(claims.VALUES)), dtype=np.float32),
    claim_ids=np.zeros(MAX_CLAIMS, dtype=np.int16),
    episode_spans=np.zeros((MAX_EPISODES, 2), dtype=np.int16),
    episodes=np.zeros((MAX_EPISODES, episodes.FEATURES), dtype=np.float32),
)
