"""The released model at work: windows, texts and both in one sequence become points of one space."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
import torch

from schemas.records import AnnotatedWindow, Embedding, Inference, Label
from wearscribe.embedder import Seen
from wearscribe.model import activity_phrases, embedders, release
from wearscribe.model.cache import Cache
from wearscribe.model.captioner import Captioner
from wearscribe.model.inferred import infer, labels_of
from wearscribe.model.narrator import Narrator
from wearscribe.model.passes import GPU_BUCKETS, Passes, normalised
from wearscribe.model.pretrained import WeightsError
from wearscribe.model.read_text import read as read_text
from wearscribe.model.sentences import SentenceVectors
from wearscribe.model.space import Space
from wearscribe.model.stretches import distinct
from wearscribe.model.tokens import SensorTokens
from wearscribe.model.zero_shot import Calibration, probabilities, prototype

_TEXTS_KEPT = 4096
_DAY = 20 * 60  # minutes from which a window is one, as in training


class TrainedModel:
    """An `Observer`. `dims` are the Matryoshka sizes, smallest first: cut a vector to one of them, then normalise.

    Any thread may call it; what it computed for a text it remembers.
    """

    def __init__(self, released: release.Release, vectors: SentenceVectors, device: str = "cpu") -> None:
        self.model_version = released.model_version
        self.dims = released.config.dims
        self.dimension = released.config.dimension
        place = torch.device(device)
        self._passes = Passes(released.space, vectors, place, GPU_BUCKETS if place.type == "cuda" else ())
        self._narrator = Narrator(released, place)
        self._texts: Cache[tuple[str, str | None], np.ndarray] = Cache(_TEXTS_KEPT)
        self._calibration = Calibration(**released.meta.get("calibration", {}))

    @classmethod
    def load(cls, folder: Path | None = None, device: str = "cpu") -> Self:
        """From a release folder, by default the released one. Raises WeightsError: nothing there, corrupt, or of
        another version of the program."""
        folder = folder or embedders.WEIGHTS / embedders.RELEASED
        if not folder.is_dir():
            raise WeightsError(
                f"there is no model in {folder}: bring its folder here, or train one with `wearscribe train`; "
                f"WEARSCRIBE_MODEL={embedders.BASELINE} does without"
            )
        return cls(release.load(folder), SentenceVectors(), device)

    def embed(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Embedding, ...]]:
        """For each window an embedding of the whole, then one of each bout in it, in order of time: the proposed
        stretches without near-duplicates, at most `stretches.MAX_BOUTS`, those first that look like something."""
        return [seen.embeddings for seen in self._observed(windows, captions=False)]

    def infer(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Inference, ...]]:
        """What each window's wearer did in minutes that were not logged, and how sure that is."""
        return [seen.inferences for seen in self._observed(windows, captions=False)]

    def infer_labels(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Label, ...]]:
        """What of `infer` has a name; `origin` is "inferred"."""
        return [labels_of(each) for each in self.infer(windows)]

    def see(self, windows: Sequence[AnnotatedWindow]) -> list[Seen]:
        """The embeddings, what they suggest that the wearer did, and captions of that, each sentence verified."""
        return self._observed(windows, captions=True)

    def embed_text(self, texts: Sequence[str], instruction: str | None = None) -> np.ndarray:
        """Shape [text, dimension]. Raises ValueError for a text that is empty or has more than 2,000 words."""
        known = {text: self._texts.get((text, instruction)) for text in texts}
        missing = [text for text, vector in known.items() if vector is None]
        read = [read_text(text) for text in missing]
        for text, vector in zip(missing, self._passes.over_texts(read, instruction), strict=True):
            known[text] = vector
            self._texts.put((text, instruction), vector)
        vectors = [vector for text in texts if (vector := known[text]) is not None]
        return np.stack(vectors) if vectors else np.empty((0, self.dimension), dtype=np.float32)

    def embed_windows(self, windows: Sequence[AnnotatedWindow], instruction: str | None = None) -> np.ndarray:
        """Shape [window, dimension]: each window as a whole."""
        return self._whole(windows, None, instruction)

    def embed_composed(
        self, pairs: Sequence[tuple[AnnotatedWindow, str]], instruction: str | None = None
    ) -> np.ndarray:
        """Shape [pair, dimension]: "like this window, but …" in one sequence. Raises as `embed_text`."""
        return self._whole([window for window, _ in pairs], [text for _, text in pairs], instruction)

    def similarities(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[np.ndarray, np.ndarray]]:
        """The stretches of each window, [stretch, 2] in minutes (a short window is one itself), and their cosines with
        the classes of `activity_phrases`, [stretch, class]."""
        found: dict[int, tuple[np.ndarray, np.ndarray]] = {}
        for rows, tokens, encoded in self._passes.over_windows(windows, read="episodes"):
            for row, each, episodes in zip(rows, tokens, normalised(encoded.episodes), strict=True):
                spans, vectors = _stretches(each, episodes)
                found[row] = spans, vectors @ self._classes.T
        return [found[row] for row in range(len(windows))]

    def prototypes(self, phrases: Mapping[str, Sequence[str]]) -> np.ndarray:
        """Shape [class, dimension]: any names, each with the phrases it is told by."""
        return np.stack([prototype(self.embed_text(each)) for each in phrases.values()])

    def _whole(
        self, windows: Sequence[AnnotatedWindow], texts: Sequence[str] | None, instruction: str | None
    ) -> np.ndarray:
        vectors = np.empty((len(windows), self.dimension), dtype=np.float32)
        for rows, _, encoded in self._passes.over_windows(windows, texts, instruction, read="eos"):
            vectors[rows] = normalised(encoded.eos)
        return vectors

    def _observed(self, windows: Sequence[AnnotatedWindow], *, captions: bool) -> list[Seen]:
        observed: dict[int, Seen] = {}
        for rows, tokens, encoded in self._passes.over_windows(windows, read="all" if captions else "episodes"):
            known = [windows[row] for row in rows]
            whole, episodes = normalised(encoded.eos), normalised(encoded.episodes)
            seen = [self._seen(*each) for each in zip(known, tokens, whole, episodes, strict=True)]
            if captions:
                said = self._narrator.captions(encoded, known, tokens, [labels_of(each.inferences) for each in seen])
                seen = [each._replace(captions=words) for each, words in zip(seen, said, strict=True)]
            observed |= zip(rows, seen, strict=True)
        return [observed[row] for row in range(len(windows))]

    def _seen(self, known: AnnotatedWindow, tokens: SensorTokens, whole: np.ndarray, episodes: np.ndarray) -> Seen:
        spans, vectors = _stretches(tokens, episodes)
        shares = probabilities(vectors @ self._classes.T, self._calibration)
        inside = np.flatnonzero(np.diff(spans)[:, 0] < known.window.minutes)
        kept = inside[distinct(spans[inside], 1 - shares[inside, -1])]
        bouts = [
            Embedding(span="bout", start=int(spans[index][0]), end=int(spans[index][1]), vector=vectors[index])
            for index in sorted(kept, key=lambda index: tuple(spans[index]))
        ]
        return Seen(
            (Embedding(span="window", start=0, end=known.window.minutes, vector=whole), *bouts),
            infer(known.window, spans, shares, self._calibration),
        )

    @property
    def space(self) -> Space:
        return self._passes.space

    @cached_property
    def captioner(self) -> Captioner | None:
        """The decoder in both modes, None where the release has none."""
        return self._narrator.captioner(self.space)

    @cached_property
    def _classes(self) -> np.ndarray:
        return self.prototypes(activity_phrases.PHRASES)


def _stretches(tokens: SensorTokens, episodes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Spans and vectors of the episodes that are no padding. The first is the whole window, which of a day is no
    stretch: nobody does one thing all day."""
    first = 1 if tokens.minutes >= _DAY else 0
    return tokens.episode_spans[first:].astype(int), episodes[first : len(tokens.episode_spans)]
