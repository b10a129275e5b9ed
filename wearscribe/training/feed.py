"""Batches made ahead by other processes, in an order that depends on nothing but the run's own place."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

import numpy as np
import torch

from wearscribe.training.batches import Batches, some_phrases
from wearscribe.training.configs import TrainConfig
from wearscribe.training.corpus import Corpus
from wearscribe.training.prepare import Prepared, of_phrases, prepare

Kind = Literal["day", "crop"]
AHEAD = 32  # steps: no batch is ordered longer before the step that takes it
_PHRASES = 40  # of a class in a batch of phrases alone


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a batch depends on but its kind and number. `world`: the processes among which it is shared out."""

    corpus: Path
    config: TrainConfig
    seed: int
    world: int = 1


class Order(NamedTuple):
    """Which batch to make. Of days it may be told which are `hard` for each other, as `day_windows` is."""

    kind: Kind
    number: int
    hard: np.ndarray | None = None


class Maker(Protocol):
    def make(self, order: Order) -> Prepared:
        """The same batch for the same order."""

    def words(self, number: int) -> Prepared:
        """A batch of phrases alone."""


class Kitchen:
    """Makes batches from the recipe's corpus, or from the part of it that `corpus` is."""

    def __init__(self, recipe: Recipe, corpus: Corpus | None = None) -> None:
        self._recipe = recipe
        self._corpus = Corpus(recipe.corpus) if corpus is None else corpus
        config = recipe.config
        sizes: dict[Kind, int] = {"day": config.day_batch, "crop": config.crop_batch}
        self._batches = {
            kind: Batches(self._corpus, kind, size, recipe.seed, homogeneous=config.homogeneous)
            for kind, size in sizes.items()
        }

    def make(self, order: Order) -> Prepared:
        batch = self._batches[order.kind].batch(order.number, order.hard)
        piece = self._recipe.config.chunk or -(-len(batch.windows) // self._recipe.world)
        return prepare(batch, self._corpus.masked, self._recipe.config, piece)

    def words(self, number: int) -> Prepared:
        random = np.random.default_rng([self._recipe.seed, number])
        phrases, labels = some_phrases(self._corpus, _PHRASES, random)
        return of_phrases(phrases, labels, self._corpus.masked, self._recipe.config.phrase_noise)


Opener = Callable[[Recipe], Maker]


def feed(
    recipe: Recipe, order: Callable[[], Order], workers: int, opened: Opener = Kitchen
) -> Generator[tuple[Kind, Prepared], None, None]:
    """Batches in the order that `order` says when it is asked, a few ahead of their use. Endless; close it."""
    if workers == 0:
        maker = opened(recipe)
        while True:
            wanted = order()
            yield wanted.kind, maker.make(wanted)
    ahead: deque[tuple[Kind, Future[bytes]]] = deque()
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=_open, initargs=(opened, recipe)
    )
    try:
        while True:
            while len(ahead) <= min(2 * workers, AHEAD):
                wanted = order()
                ahead.append((wanted.kind, pool.submit(_make, wanted)))
            kind, made = ahead.popleft()
            yield kind, pickle.loads(made.result())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


_maker: Maker | None = None  # of a worker process


def _open(opened: Opener, recipe: Recipe) -> None:
    global _maker
    torch.set_num_threads(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that trains
    _maker = opened(recipe)


def _make(order: Order) -> bytes:
    assert _maker is not None
    return pickle.dumps(_maker.make(order), protocol=5)  # plain bytes: shared memory may be small
