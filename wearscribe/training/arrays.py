"""Examples as flat arrays: what a window has several of lies end to end, with a count a window."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from wearscribe.model import claims, episodes, patches
from wearscribe.model.tokens import ReadSentence, SensorTokens
from wearscribe.training.examples import LANGUAGES, STORED_KINDS, Example
from wearscribe.training.facts import FACTS
from wearscribe.training.rounding import rounded

Arrays = dict[str, np.ndarray]

#: name: type, shape of one entry. The prefix says of what there is one entry: a window, a token, a text, ...
FIELDS: Mapping[str, tuple[str, tuple[int, ...]]] = {
    "window_person": ("i4", ()),
    "window_twin_of": ("i4", ()),  # -1 = none
    "window_minutes": ("i2", ()),
    "window_clock": ("i2", ()),
    "window_label": ("i1", ()),
    "window_facts": ("?", (len(FACTS),)),
    "window_known": ("?", (len(FACTS),)),
    "window_patches": ("i4", ()),  # counts
    "window_claims": ("i4", ()),
    "window_episodes": ("i4", ()),
    "window_texts": ("i4", ()),
    "window_targets": ("i4", ()),
    "patch": ("f2", (patches.FEATURES,)),
    "claim_ints": ("i2", (5,)),  # kind, channel, start, end, id
    "claim_values": ("f2", (len(claims.VALUES),)),
    "episode_spans": ("i2", (2,)),
    "episode_label": ("i1", ()),
    "episode": ("f2", (episodes.FEATURES,)),
    "text_kind": ("i1", ()),
    "text_language": ("i1", ()),
    "text_need": ("i2", (3,)),  # -1 = none
    "text_forbid": ("i2", ()),
    "text_sentences": ("i2", ()),
    "sentence": ("i4", ()),  # the masked sentence's place in the list of them
    "sentence_keys": ("i8", (2,)),  # equal where sentence and numbers are, exact and rounded
    "sentence_numbers": ("i1", ()),
    "number_value": ("f4", ()),
    "number_unit": ("i1", ()),
    "number_context": ("i2", (4,)),
    "target_start": ("i1", ()),
    "target_steps": ("i2", ()),
    "target_words": ("i2", ()),
    "step": ("i2", (3,)),
    "word": ("i2", ()),
}
_LARGEST_HALF = 60_000.0


class Sentences:
    """Gives every masked sentence a place; `names` are those so far."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._places = {name: place for place, name in enumerate(names)}

    @property
    def names(self) -> list[str]:
        return list(self._places)

    def place(self, masked: str) -> int:
        return self._places.setdefault(masked, len(self._places))


def flatten(examples: Sequence[Example], sentences: Sentences) -> Arrays:
    """The examples as the arrays of `FIELDS`; new masked sentences get a place in `sentences`."""
    tokens = [example.tokens for example in examples]
    texts = [text for example in examples for text in example.texts]
    targets = [target for example in examples for target in example.targets]
    found: dict[str, object] = {
        "window_person": [example.person for example in examples],
        "window_twin_of": [example.twin_of for example in examples],
        "window_minutes": [each.minutes for each in tokens],
        "window_clock": [each.clock for each in tokens],
        "window_label": [example.label for example in examples],
        "window_facts": [example.facts for example in examples],
        "window_known": [example.known for example in examples],
        "window_patches": [len(each.patches) for each in tokens],
        "window_claims": [len(each.claim_kinds) for each in tokens],
        "window_episodes": [len(each.episodes) for each in tokens],
        "window_texts": [len(example.texts) for example in examples],
        "window_targets": [len(example.targets) for example in examples],
        "patch": _half([each.patches for each in tokens]),
        "claim_ints": np.concatenate(
            [
                np.column_stack([each.claim_kinds, each.claim_channels, each.claim_spans, each.claim_ids])
                for each in tokens
            ]
        ),
        "claim_values": _half([each.claim_values for each in tokens]),
        "episode_spans": np.concatenate([each.episode_spans for each in tokens]),
        "episode_label": np.concatenate([example.episode_labels for example in examples]),
        "episode": _half([each.episodes for each in tokens]),
        "text_kind": [STORED_KINDS.index(text.kind) for text in texts],
        "text_language": [LANGUAGES.index(text.language) for text in texts],
        "text_need": [(*text.need, -1, -1, -1)[:3] for text in texts],
        "text_forbid": [text.forbid[0] if text.forbid else -1 for text in texts],
        "text_sentences": [len(text.sentences) for text in texts],
        **sentence_arrays([sentence for text in texts for sentence in text.sentences], sentences),
        "target_start": [target.start for target in targets],
        "target_steps": [len(target.steps) for target in targets],
        "target_words": [len(target.words) for target in targets],
        "step": np.concatenate([np.zeros((0, 3), "i2"), *(target.steps.reshape(-1, 3) for target in targets)]),
        "word": np.concatenate([np.zeros(0, "i2"), *(target.words for target in targets)]),
    }
    return {name: np.asarray(found[name], dtype=dtype).reshape(-1, *shape) for name, (dtype, shape) in FIELDS.items()}


def sentence_arrays(read: Sequence[ReadSentence], sentences: Sentences) -> Arrays:
    """The fields of sentences and their numbers."""
    numbers = [number for sentence in read for number in sentence.numbers]
    counts = np.array([len(sentence.numbers) for sentence in read], dtype=np.int64)
    values = np.array([number.value for number in numbers], dtype=np.float32)
    units = np.array([number.unit for number in numbers], dtype=np.int64)
    hashes = np.array([_hash(sentence.masked) for sentence in read], dtype=np.uint64)
    return {
        "sentence": np.array([sentences.place(sentence.masked) for sentence in read], dtype="i4"),
        "sentence_keys": np.column_stack(
            [_keys(hashes, counts, exact).view("i8") for exact in (values, rounded(values, units))]
        ),
        "sentence_numbers": counts.astype("i1"),
        "number_value": values,
        "number_unit": units.astype("i1"),
        "number_context": np.array([number.context for number in numbers], dtype="i2").reshape(-1, 4),
    }


def _keys(hashes: np.ndarray, counts: np.ndarray, values: np.ndarray) -> np.ndarray:
    """A hash of each sentence with its numbers in order, uint64 [sentence] (wraps around, as it should)."""
    sentence = np.repeat(np.arange(len(counts)), counts)
    place = np.arange(len(values)) - np.repeat(np.cumsum(counts) - counts, counts)
    mixed = (values.view("u4").astype("u8") + np.uint64(0x9E3779B9)) * (
        place.astype("u8") * np.uint64(2) + np.uint64(3)
    )
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(31)
    keys = hashes.copy()
    np.add.at(keys, sentence, mixed)
    return keys


@lru_cache(maxsize=1 << 16)
def _hash(masked: str) -> int:
    return int.from_bytes(hashlib.blake2b(masked.encode(), digest_size=8).digest(), "little")


def _half(arrays: Sequence[np.ndarray]) -> np.ndarray:
    """float16; NaN stays, the larger is cut."""
    cut: np.ndarray = np.clip(np.concatenate(arrays), -_LARGEST_HALF, _LARGEST_HALF)
    return cut.astype(np.float16)


def starts(counts: np.ndarray) -> np.ndarray:
    """Where each stretch begins, and where the last ends: int64 [count + 1]."""
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))


def tokens_of(arrays: Mapping[str, np.ndarray], offsets: Mapping[str, np.ndarray], window: int) -> SensorTokens:
    """The tokens of one window; `offsets` are the `starts` of patches, claims and episodes."""
    patch, claim, episode = (slice(*offsets[name][window : window + 2]) for name in ("patches", "claims", "episodes"))
    ints = arrays["claim_ints"][claim]
    return SensorTokens(
        minutes=int(arrays["window_minutes"][window]),
        clock=int(arrays["window_clock"][window]),
        patches=arrays["patch"][patch].astype(np.float32),
        claim_kinds=ints[:, 0],
        claim_channels=ints[:, 1],
        claim_spans=ints[:, 2:4],
        claim_values=arrays["claim_values"][claim].astype(np.float32),
        claim_ids=ints[:, 4],
        episode_spans=arrays["episode_spans"][episode],
        episodes=arrays["episode"][episode].astype(np.float32),
    )


def save(folder: Path, arrays: Arrays) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)
