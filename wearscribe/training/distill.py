"""Distils a release's text tower into a static one, and finds from which score on each of the two has an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
import torch

from schemas.records import AnnotatedWindow, SensorWindow
from wearscribe.describe import describe
from wearscribe.evaluate.data import HEADLINE, TRAINING, VALIDATION, held_out_days, reading
from wearscribe.model.trained import TrainedModel
from wearscribe.static_tower import FILE, StaticTower, tokens_of
from wearscribe.synthesize import people
from wearscribe.training import elsewhere, nothing, tower_texts
from wearscribe.training.in_processes import in_processes
from wearscribe.training.token_vectors import STEPS, Taught, learn

_PEOPLE, _DAYS = 400, 6  # of training, whose captions are read
_POOL_PEOPLE, _POOL_DAYS = 60, 10  # of validation, among whom thresholds are fitted and judged
_CAPTIONS, _SHORT, _WORDS = 14_000, 6_000, 3_500  # tokens of captions, of short texts, of other words, the commonest
_INTERRUPTED = 4_000  # short texts with a foreign word
_FEW_CHANNELS = 0.7  # of the captions speak of heart rate and steps alone
_OF_DAY = 0.5  # of the direction of a caption's own day, beside that of the text tower
#: How much a text counts: a short one, a word, a caption, one about no day, one interrupted.
_WEIGHTS = 0.37, 0.14, 1.0, 0.22, 0.3


class Distilled(NamedTuple):
    """`cosine` is the mean cosine of both towers' vectors of asks and captions that were not trained on."""

    tower: StaticTower
    cosine: float
    exact: nothing.Judged
    static: nothing.Judged


def distill(
    folder: Path,
    seed: int = 0,
    processes: int = 1,
    steps: int = STEPS,
    tell: Callable[[str], None] = lambda what: None,
) -> Distilled:
    """Writes `text_vectors.npz` into the folder of the release. The same seed gives the same file on one machine.

    Raises WeightsError where the folder holds no release. `tell` hears what is being done.
    """
    torch.set_num_threads(1)  # beside other work two wait for each other, and sums are always of one order
    model = TrainedModel.load(folder)
    tell("writing captions of training people")
    days = in_processes(partial(_training_days, seed), range(_PEOPLE), processes)
    told = {text: day for day, (_, texts) in enumerate(chain.from_iterable(days)) for text in texts}
    captions = list(told)
    windows = model.embed_windows([seen for of_person in days for seen, _ in of_person])
    groups = [tower_texts.short_texts(seed), tower_texts.single_words(), captions]
    tell(f"embedding {sum(map(len, groups)):,} texts")
    vectors = [_embedded(model, group) for group in groups]
    counted = [[Counter(tokens_of(text)) for text in group] for group in groups]
    kept = [np.arange(len(group)) % 50 > 0 for group in groups]
    tokens = vocabulary(*counted)
    wanted = [*vectors[:2], vectors[2] + _OF_DAY * windows[list(told.values())]]
    taught = [
        Taught([text for text, keep in zip(texts, chosen, strict=True) if keep], vector[chosen], weight)
        for texts, vector, chosen, weight in zip(counted, wanted, kept, _WEIGHTS[:3], strict=True)
    ]
    taught += _not_ours(groups, taught, tokens, windows, Random(seed))
    tell(f"fitting the vectors of {len(tokens):,} tokens in {steps:,} steps")
    tower = StaticTower(model.model_version, tokens, learn(tokens, taught, steps))
    tower.save(folder / FILE)
    tower = StaticTower.load(folder / FILE)  # as whoever searches has it, in steps of a 127th
    cosine = _agreement(tower, groups, vectors, kept)
    tell("fitting thresholds on validation people")
    pool = nothing.Pool.of(
        [*held_out_days(_POOL_PEOPLE, _POOL_DAYS, seed=VALIDATION, processes=processes)], model.embed_windows
    )
    exact, static = (nothing.calibrate(pool, embed, seed) for embed in (model.embed_text, tower.judged))
    tower = replace(tower, threshold=exact.threshold, static_threshold=static.threshold)
    tower.save(folder / FILE)
    return Distilled(tower, cosine, exact, static)


def vocabulary(short: Sequence[Counter[str]], words: Sequence[Counter[str]], long: Sequence[Counter[str]]) -> list[str]:
    """The tokens that get a vector: the commonest of our long and of our short texts, then those of other words."""
    own = dict.fromkeys([*_common(long, 3, _CAPTIONS), *_common(short, 2, _SHORT)])
    other = Counter(token for text in words for token in text if token not in own)
    return [*own, *(token for token, _ in other.most_common(_WORDS))]


def _common(texts: Sequence[Counter[str]], least: int, most: int) -> list[str]:
    often = Counter(token for text in texts for token in text)
    return sorted((token for token in often if often[token] >= least), key=lambda token: (-often[token], token))[:most]


def _not_ours(
    groups: Sequence[Sequence[str]], taught: list[Taught], tokens: Sequence[str], windows: np.ndarray, random: Random
) -> list[Taught]:
    """Texts about no day, which lie opposite of all days, as words that are none of ours do from here on; and short
    texts which such a word does not move."""
    short, words, _ = groups
    ours = set(tokens[:-_WORDS])
    nowhere = -windows.mean(axis=0) / np.linalg.norm(windows.mean(axis=0))
    other = [word for word in words if word not in ours]
    foreign = [word for word, is_one in zip(other, elsewhere.foreign(other, short[::4]), strict=True) if is_one]
    common = [token for token in _common(taught[0].tokens, 2, _SHORT) if token.isalpha()]
    apart = set(foreign)
    taught[1].vectors[[not apart.isdisjoint(text) for text in taught[1].tokens]] = nowhere
    away = elsewhere.texts(foreign, common, random)
    moved = elsewhere.interrupted(_INTERRUPTED, len(taught[0].tokens), foreign, random)
    return [
        Taught([Counter(tokens_of(text)) for text in away], np.tile(nowhere, (len(away), 1)), _WEIGHTS[3]),
        Taught(
            [taught[0].tokens[place] + Counter(tokens_of(word)) for place, word in moved],
            taught[0].vectors[[place for place, _ in moved]],
            _WEIGHTS[4],
        ),
    ]


def _training_days(seed: int, number: int) -> list[tuple[AnnotatedWindow, list[str]]]:
    """Of a training person the days as the model sees them, and parts of their captions."""
    random = Random(f"{seed}-{number}")
    (person,) = people(TRAINING, 1, number)
    return [(reading(window), _said(window, random)) for window in person.windows(_DAYS)]


def _said(window: SensorWindow, random: Random) -> list[str]:
    told = reading(window, labels=True, channels=HEADLINE if random.random() < _FEW_CHANNELS else None)
    return [*tower_texts.said(describe(told.window, told.annotations, seed=random.getrandbits(30)), random)]


def _embedded(model: TrainedModel, texts: Sequence[str]) -> np.ndarray:
    """Longest last, so that a batch is of about one length."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    vectors = np.empty((len(texts), model.dimension), dtype=np.float32)
    for first in range(0, len(order), 512):
        part = order[first : first + 512]
        vectors[part] = model.embed_text([texts[place] for place in part])
    return vectors


def _agreement(
    tower: StaticTower, groups: Sequence[Sequence[str]], vectors: Sequence[np.ndarray], kept: Sequence[np.ndarray]
) -> float:
    cosines = [
        (tower.embed([text for text, keep in zip(texts, chosen, strict=True) if not keep]) * vector[~chosen]).sum(
            axis=1
        )
        for texts, vector, chosen in list(zip(groups, vectors, kept, strict=True))[::2]
    ]
    return float(np.concatenate(cosines).mean())
