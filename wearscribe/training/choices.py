"""Which windows a batch holds, and which texts stand for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from wearscribe.training.crops import SLEEP, UNCLEAR
from wearscribe.training.examples import LANGUAGES, STORED_KINDS

if TYPE_CHECKING:
    from wearscribe.training.corpus import Corpus

TEXT_KINDS = ("statistical", "structural", "semantic", "summary", "mixed", "sentence", "ask")
Homogeneous = Literal["person", "kind"] | None
_ASK, _LEVELS = STORED_KINDS.index("ask"), 4
_SHARES = {"statistical": 0.15, "structural": 0.25, "semantic": 0.25, "summary": 0.15, "sentence": 0.2}
_ASKS = 2  # of a window
_HARD = 0.5  # of a batch's days are gathered for being hard for each other, where that is known
_UNCLEAR_SHARE, _BACKGROUND_SHARE = 0.06, 0.1  # of a batch of crops


class Chosen(NamedTuple):
    """A text: its window's place in the batch, its kind, where its sentences are, and of a stored text which."""

    window: int
    kind: int
    sentences: np.ndarray  # places in the corpus' sentences
    language: int
    text: int  # -1 = put together here


def day_windows(
    corpus: Corpus,
    size: int,
    order: np.random.Generator,
    rank: int,
    world: int,
    by: Homogeneous,
    hard: np.ndarray | None = None,
) -> np.ndarray:
    """`size` day windows, every twin beside its day. `order` is drawn alike by every rank.

    `hard` are rows of days to be put into one batch, int32 [row, day], -1 = none (`hard_negatives.together`).
    """
    originals = corpus.originals
    if by == "person":
        names, person = np.unique(corpus.persons[originals], return_inverse=True)
        turn = order.permutation(len(names))[person]
        by_turn = np.argsort(turn, kind="stable")
        mine = originals[by_turn[turn[by_turn] % world == rank]]
    else:
        mine = order.permutation(originals)[rank::world]
    if hard is not None:
        mine = _gathered(mine, order.permutation(hard).reshape(-1), int(_HARD * size))
    mine = mine[:size]
    twins = corpus.twins[mine]
    both = np.stack([mine, twins], axis=1).reshape(-1)
    return both[both >= 0][:size]


def _gathered(days: np.ndarray, first: np.ndarray, most: int) -> np.ndarray:
    """The days, `most` of those that are in `first` before the others, in its order."""
    known = first[np.isin(first, days)]
    kept = known[np.sort(np.unique(known, return_index=True)[1])][:most]
    return np.concatenate([kept, days[~np.isin(days, kept)]])


def crop_windows(corpus: Corpus, size: int, random: np.random.Generator, rank: int, world: int) -> np.ndarray:
    """`size` crops, the classes in equal shares, some of the background, few unclear."""
    mine = corpus.crops[rank::world]
    labels = corpus.labels[mine]
    classes = np.arange(UNCLEAR, SLEEP + 1)
    shares = np.full(len(classes), (1 - _UNCLEAR_SHARE - _BACKGROUND_SHARE) / (SLEEP + 1))
    shares[:2] = _UNCLEAR_SHARE, _BACKGROUND_SHARE
    counts = random.multinomial(size, shares)
    found = [random.permutation(mine[labels == each])[:count] for each, count in zip(classes, counts, strict=True)]
    chosen = np.concatenate(found)
    rest = random.permutation(np.setdiff1d(mine, chosen))[: size - len(chosen)]
    return random.permutation(np.concatenate([chosen, rest]))


def texts_of(
    corpus: Corpus, window: int, place: int, count: int, random: np.random.Generator, only: str | None
) -> list[Chosen]:
    """About `count` texts of a window: asks (short, so several), a mixed one, and others of different kinds; of kind
    `only` alone."""
    first, last = corpus.offsets["texts"][window : window + 2]
    kinds, languages = corpus.text_kinds[first:last], corpus.text_languages[first:last]
    names = list(_SHARES)
    shares = np.array(list(_SHARES.values()))
    drawn = random.choice(names, size=max(count - 1 - _ASKS, 0), replace=False, p=shares / shares.sum())
    wanted = [only] * count if only else [*["ask"] * _ASKS, "mixed", *drawn][:count]
    found = []
    for name in wanted:
        language = int(random.integers(len(LANGUAGES)))
        mine = np.flatnonzero(languages == language)
        made = _make(corpus, str(name), first + mine, kinds[mine], random)
        if made is not None:
            found.append(Chosen(place, TEXT_KINDS.index(str(name)), made[0], language, made[1]))
    return found


def _make(
    corpus: Corpus, kind: str, texts: np.ndarray, kinds: np.ndarray, random: np.random.Generator
) -> tuple[np.ndarray, int] | None:
    """The text's sentences and, where it is stored whole, its place; None where the window has none of the kind."""
    if kind in ("mixed", "sentence"):
        told = (kinds >= 0) & (kinds < _LEVELS)
        captions = texts[told]
        if not len(captions):
            return None
        if kind == "sentence":
            numbered = [s for text in captions for s in corpus.sentences_of(text) if corpus.numbered[s]]
            return (np.array([random.choice(numbered)]), -1) if numbered else None
        levels = kinds[told]
        one_a_level = [random.choice(captions[levels == level]) for level in np.unique(levels)]
        pools = [random.permutation(corpus.sentences_of(text)) for text in one_a_level]
        mixed = np.concatenate([pool[: random.integers(1, 4)] for pool in pools])
        return random.permutation(mixed)[: random.integers(2, 9)], -1
    stored = texts[kinds == STORED_KINDS.index(kind)] if kind in STORED_KINDS else texts[:0]
    if not len(stored):
        return None
    text = int(random.choice(stored))
    return corpus.sentences_of(text), text
