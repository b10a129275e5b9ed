"""Training batches: windows, the texts that belong to them, and the truth between both, as numpy arrays.

Truth is int8: 1 = belongs together, 0 = does not, -1 = unknown or too close to call: neither pulled nor pushed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from wearscribe.model.tokens import SensorTokens

if TYPE_CHECKING:
    from wearscribe.training.corpus import Corpus

TEXT_KINDS = ("statistical", "structural", "semantic", "summary", "mixed", "sentence", "ask", "activity")


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Ragged texts, laid end to end. A sentence is its row in `Corpus.vectors` and its numbers."""

    counts: np.ndarray  # int32 [text]: sentences of each text
    sentences: np.ndarray  # int32 [sentence]: row in Corpus.vectors (float16 [unique masked sentence, 512])
    number_counts: np.ndarray  # int16 [sentence]: numbers of each sentence, at most MAX_NUMBERS
    values: np.ndarray  # float32 [number]
    units: np.ndarray  # int16 [number], index into numbers.UNITS
    contexts: np.ndarray  # int32 [number, 4], of numbers.BUCKETS

    def __len__(self) -> int:
        return len(self.counts)


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Day windows ("day") or crops of 30 to 240 minutes ("crop"). W windows, T texts, I instructions, P phrases.

    A text or window that is a query may carry an instruction: an index into `instructions`, -1 = none.
    `twin_of` is the place in the batch of the same day before one fact was edited, -1 = none.
    """

    kind: Literal["day", "crop"]
    windows: list[SensorTokens]
    ids: np.ndarray  # int32 [W], index into the corpus
    persons: np.ndarray  # int32 [W]
    twin_of: np.ndarray  # int32 [W]

    texts: Texts
    text_windows: np.ndarray  # int32 [T]: the window it was written from
    text_kinds: np.ndarray  # int8 [T], index into TEXT_KINDS
    text_instructions: np.ndarray  # int32 [T]
    truth: np.ndarray  # int8 [W, T]

    #: Which activity each stretch is: contrast episode embeddings with phrases ("the wearer is running").
    episode_labels: list[np.ndarray]  # int8 [episode] a window: 0..19 TWENTY, 20 sleep, -1 background, -2 unclear
    phrases: Texts
    phrase_labels: np.ndarray  # int8 [P], 0..20

    #: Of a crop, the class of the whole; -2 in a day batch.
    window_labels: np.ndarray  # int8 [W]

    #: "Like this day, but with a run in the evening": C composed queries of a window and a text.
    composed_windows: np.ndarray  # int32 [C], place in the batch
    composed_texts: Texts
    composed_instructions: np.ndarray  # int32 [C]
    composed_truth: np.ndarray  # int8 [W, C]

    #: "Find a night like this one": Q queries of a window with an instruction.
    query_windows: np.ndarray  # int32 [Q], place in the batch
    query_instructions: np.ndarray  # int32 [Q]
    query_truth: np.ndarray  # int8 [W, Q]; a window does not find itself: -1

    instructions: Texts


class Batches:
    """Batches of one kind, the same for the same `seed` and step; of `world` ranks each gets other windows.

    `homogeneous`: "person" fills a batch from few people (harder), "kind" with texts of one kind.
    """

    def __init__(
        self,
        corpus: Corpus,
        kind: Literal["day", "crop"],
        size: int,
        seed: int,
        *,
        homogeneous: Literal["person", "kind"] | None = None,
        rank: int = 0,
        world: int = 1,
    ) -> None:
        raise NotImplementedError

    def batch(self, step: int) -> Batch:
        raise NotImplementedError

    def __iter__(self) -> Iterator[Batch]:
        step = 0
        while True:
            yield self.batch(step)
            step += 1
