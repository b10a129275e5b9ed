"""What the model reads of a window and of a text: plain arrays, made without torch, stored in shards, batched later.

A window becomes three kinds of tokens: *patches* (thirty minutes each: what was measured), *claims* (what the
annotators say of the signal; never a logged label) and *episodes* (the whole window, then stretches that may be a bout,
an activity or a sleep, with what tells them apart). A text becomes one token a sentence: the sentence's words with its
numbers masked, and the numbers apart.
"""

from dataclasses import dataclass

import numpy as np

PATCH_MINUTES = 30
MAX_CLAIMS = 48
MAX_EPISODES = 16
MAX_SENTENCES = 24
MAX_NUMBERS = 8  # of a sentence


@dataclass(frozen=True, slots=True, eq=False)
class SensorTokens:
    """One window.

    `clock` is the minute of the day at which it starts, 0 to 1439. Spans are minutes since the window's start,
    half-open; a time of day is (clock + minute) % 1440.
    """

    minutes: int
    clock: int
    patches: np.ndarray  # float32 [patch, patches.FEATURES]; a feature that was not measured is 0, its coverage says so
    claim_kinds: np.ndarray  # int16 [claim], index into claims.KIND_NAMES
    claim_channels: np.ndarray  # int16 [claim], 1 + index into the channel registry, 0 = none
    claim_spans: np.ndarray  # int16 [claim, 2]
    claim_values: np.ndarray  # float32 [claim, claims.VALUES], in model units, NaN = the kind has no such value
    claim_ids: np.ndarray  # int16 [claim], id of the annotation
    episode_spans: np.ndarray  # int16 [episode, 2]; the first is the whole window
    episodes: np.ndarray  # float32 [episode, episodes.FEATURES]


@dataclass(frozen=True, slots=True)
class Number:
    """A number or a clock time in a text: its value, its unit, and the words around it.

    `value` is in the unit's own measure (clock times in minutes of the day, durations in minutes); `unit` indexes
    `numbers.UNITS`; `context` holds hashes of the two words before and the two behind, of `numbers.BUCKETS`.
    """

    value: float
    unit: int
    context: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with its numbers masked, so that a few thousand masked sentences cover what is ever said."""

    masked: str
    numbers: tuple[Number, ...]
