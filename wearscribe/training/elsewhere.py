"""Texts that are about no day, for a static tower to place nowhere near any: else a word that the text tower never
learnt lies anywhere, and a recipe is as near to some day as a question about sleep."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np

from wearscribe.model.sentences import SentenceVectors
from wearscribe.training.off_topic import OFF_TOPIC

_FOREIGN = 0.6  # of the words that our texts do not have: those least like any of our texts
_TEXTS = 6000
_COMMON = 120  # words of ours that any text may have: "the", "about"


def foreign(words: Sequence[str], ours: Sequence[str]) -> np.ndarray:
    """bool [word]: whether the sentence encoder finds it unlike any of our texts, more than it does most words."""
    vectors = SentenceVectors()
    known = vectors(ours)
    nearness = np.concatenate(
        [(vectors(words[first : first + 500]) @ known.T).max(axis=1) for first in range(0, len(words), 500)]
    )
    return np.asarray(nearness < np.quantile(nearness, _FOREIGN))


def texts(foreign_words: Sequence[str], common: Sequence[str], random: Random) -> list[str]:
    """One to five foreign words, fewer common ones, in any order; and every second text of `OFF_TOPIC`, some times."""
    found = []
    for _ in range(_TEXTS):
        count = random.randint(1, 5)
        words = [*random.sample(foreign_words, count), *random.sample(common[:_COMMON], random.randint(0, count - 1))]
        random.shuffle(words)
        found.append(" ".join(words))
    taught = [text for by_language in OFF_TOPIC.values() for text in by_language[::2]]
    return found + taught * (_TEXTS // 4 // len(taught))


def interrupted(count: int, of: int, foreign_words: Sequence[str], random: Random) -> list[tuple[int, str]]:
    """Which of so many texts has which foreign word after it: of such a text nothing else changes."""
    return [(random.randrange(of), random.choice(foreign_words)) for _ in range(count)]
