"""A corpus on disk (`wearscribe corpus` builds it), opened as memory maps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Any, Literal

import numpy as np

from wearscribe.model.caption_plan import CaptionTarget
from wearscribe.model.tokens import SensorTokens
from wearscribe.synthesize.activities import TWENTY
from wearscribe.training.arrays import FIELDS, starts, tokens_of
from wearscribe.training.build import DONE, PLAN, SENTENCES, VECTORS, VERSION, Plan
from wearscribe.training.examples import STORED_KINDS
from wearscribe.training.facts import INDEX, WHOLE_DAY
from wearscribe.training.phrases import phrases
from wearscribe.training.text_arrays import Masked, Texts, pick

#: Of what there are several, and the array that counts them: of a window, of a text, of a sentence, of a target.
_COUNTS = {
    **{name: f"window_{name}" for name in ("patches", "claims", "episodes", "texts", "targets")},
    "sentences": "text_sentences",
    "numbers": "sentence_numbers",
    "steps": "target_steps",
    "words": "target_words",
}


class Corpus:
    """A corpus that was built.

    Raises FileNotFoundError where the corpus is missing or not complete, ValueError where this version of the
    program would build another.
    """

    def __init__(self, folder: Path) -> None:
        if not (folder / DONE).exists():
            raise FileNotFoundError(f"{folder} holds no complete corpus: build it with `wearscribe corpus`")
        plan = json.loads((folder / PLAN).read_text())
        if plan["version"] != VERSION or plan["layout"] != list(Plan(0, 0, 0, None).layout):
            raise ValueError(f"{folder} was built by another version of the program: delete it and build it again")
        self.arrays = {name: _mapped(folder / f"{name}.npy") for name in FIELDS}
        self.offsets = {name: starts(self.arrays[count]) for name, count in _COUNTS.items()}
        self.persons, self.twin_of, self.labels, self.facts, self.known = (
            np.asarray(self.arrays[f"window_{name}"]) for name in ("person", "twin_of", "label", "facts", "known")
        )
        self.text_kinds, self.text_languages, self.keys = (
            np.asarray(self.arrays[name]) for name in ("text_kind", "text_language", "sentence_keys")
        )
        self.numbered = np.asarray(self.arrays["sentence_numbers"]) > 0
        whole_day = np.asarray(self.arrays["window_minutes"]) >= WHOLE_DAY
        self.days, self.crops = (np.flatnonzero(each).astype(np.int32) for each in (whole_day, ~whole_day))
        self.originals = self.days[self.twin_of[self.days] < 0]
        self.twins = np.full(len(self), -1)  # of each window, -1 = none
        edited = np.flatnonzero(self.twin_of >= 0)
        self.twins[self.twin_of[edited]] = edited
        self._extra = {
            kind: {path.stem: np.load(path) for path in (folder / kind).glob("*.npy")}
            for kind in ("phrase", "instruction")
        }
        self.phrase_labels = np.array([label for _, label in phrases()], dtype=np.int8)
        self.masked = Masked.of((folder / SENTENCES).read_text().split("\n"), _mapped(folder / VECTORS))

    def without(self, activities: Sequence[str]) -> Corpus:
        """The same corpus as if nobody ever did or named these activities: for classes held out of training."""
        places = [INDEX[name] for name in activities]
        did = np.asarray(self.facts[:, places].any(axis=1))
        other = copy(self)
        other.days, other.crops, other.originals = (
            each[~did[each]] for each in (self.days, self.crops, self.originals)
        )
        other.twins = np.where((self.twins >= 0) & ~did[self.twins], self.twins, -1)
        names_one = np.isin(self.arrays["text_forbid"], places)
        other.text_kinds = np.where(names_one, -1, self.text_kinds)
        classes = [TWENTY.index(name) for name in activities]
        other.phrase_labels = np.where(np.isin(self.phrase_labels, classes), -1, self.phrase_labels)
        return other

    def __len__(self) -> int:
        return len(self.persons)

    def tokens(self, window: int) -> SensorTokens:
        return tokens_of(self.arrays, self.offsets, window)

    def targets(self, window: int) -> list[CaptionTarget]:
        """What the caption decoders learn to say of the window."""
        first, last = self.offsets["targets"][window : window + 2]
        return [
            CaptionTarget(
                int(self.arrays["target_start"][target]),
                np.asarray(self.arrays["step"][slice(*self.offsets["steps"][target : target + 2])]),
                np.asarray(self.arrays["word"][slice(*self.offsets["words"][target : target + 2])]),
            )
            for target in range(first, last)
        ]

    def episode_labels(self, window: int) -> np.ndarray:
        return self.arrays["episode_label"][slice(*self.offsets["episodes"][window : window + 2])]

    def sentences_of(self, text: int) -> np.ndarray:
        """The places of a stored text's sentences."""
        return np.arange(*self.offsets["sentences"][text : text + 2])

    def sentence_range(self, window: int) -> tuple[int, int]:
        """Where the sentences of all texts of the window begin and end."""
        first, last = self.offsets["texts"][window : window + 2]
        return int(self.offsets["sentences"][first]), int(self.offsets["sentences"][last])

    def edits_of(self, window: int) -> np.ndarray:
        """The texts that lead from the window's twin to it."""
        first, last = self.offsets["texts"][window : window + 2]
        return np.flatnonzero(self.text_kinds[first:last] == STORED_KINDS.index("edit")) + int(first)

    def texts(self, sentences: Sequence[np.ndarray], round_them: np.ndarray | None = None) -> Texts:
        return pick(self.arrays, self.offsets["numbers"], sentences, round_them)

    def extra_texts(self, kind: Literal["phrase", "instruction"], chosen: np.ndarray) -> Texts:
        """Some of the phrases that name activities, or of the instructions."""
        arrays = self._extra[kind]
        first = starts(arrays["text_sentences"])
        return pick(arrays, starts(arrays["sentence_numbers"]), [np.arange(first[i], first[i + 1]) for i in chosen])


def _mapped(file: Path) -> np.ndarray:
    """A plain view of a memory map: slicing `np.memmap` takes five times as long."""
    mapped: np.memmap[Any, Any] = np.load(file, mmap_mode="r")
    return mapped.view(np.ndarray)
