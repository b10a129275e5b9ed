"""Training batches: windows, the texts that belong to them, and the truth between both, as numpy arrays.

Truth is int8: 1 = belongs together, 0 = does not, -1 = unknown or too close to call: neither pulled nor pushed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from wearscribe.model.caption_plan import CaptionTarget
from wearscribe.model.tokens import SensorTokens
from wearscribe.training.choices import TEXT_KINDS, Chosen, Homogeneous, crop_windows, day_windows, texts_of
from wearscribe.training.crops import SLEEP
from wearscribe.training.facts import INDEX, SLEEP_FACTS
from wearscribe.training.instructions import TRAINING
from wearscribe.training.text_arrays import Texts
from wearscribe.training.truth import of_asks, of_queries

if TYPE_CHECKING:
    from wearscribe.training.corpus import Corpus

__all__ = ["TEXT_KINDS", "Batch", "Batches", "Texts", "some_phrases"]

_INSTRUCTED = 0.5  # share of the texts with an instruction before them
_ROUNDED = 0.5
_PHRASES = 24  # of each class
_QUERIES = 0.25  # windows that are queries, to a window
_ASK, _SENTENCE = (TEXT_KINDS.index(kind) for kind in ("ask", "sentence"))
_TASKS = tuple(TRAINING)
_NIGHT = tuple(INDEX[name] for name in SLEEP_FACTS)


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
    of_sleep: np.ndarray  # bool [T]: an ask about nothing but the night

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

    #: What the caption decoders learn to say of each window.
    targets: list[list[CaptionTarget]]


class Batches:
    """Batches of one kind, the same for the same `seed` and step; of `world` ranks each gets other windows.

    `homogeneous`: "person" fills a batch from few people (harder), "kind" with texts of one kind. `texts` is how many
    texts stand for a window.
    """

    def __init__(
        self,
        corpus: Corpus,
        kind: Literal["day", "crop"],
        size: int,
        seed: int,
        *,
        homogeneous: Homogeneous = None,
        texts: int = 5,
        rank: int = 0,
        world: int = 1,
    ) -> None:
        self._corpus, self._kind, self._size, self._texts = corpus, kind, size, texts
        self._seed, self._homogeneous, self._rank, self._world = seed, homogeneous, rank, world

    def batch(self, step: int, hard: np.ndarray | None = None) -> Batch:
        """`hard` as in `day_windows`, of days alone."""
        corpus = self._corpus
        order = np.random.default_rng([self._seed, step])
        random = np.random.default_rng([self._seed, step, 1 + self._rank])
        if self._kind == "day":
            ids = day_windows(corpus, self._size, order, self._rank, self._world, self._homogeneous, hard)
        else:
            ids = crop_windows(corpus, self._size, order, self._rank, self._world)
        only = str(random.choice(TEXT_KINDS)) if self._homogeneous == "kind" else None
        chosen = [
            text
            for place, window in enumerate(ids)
            for text in texts_of(corpus, int(window), place, self._texts, random, only)
        ]
        round_them = random.random(len(chosen)) < _ROUNDED
        place_of = {int(window): place for place, window in enumerate(ids)}
        twin_of = np.array([place_of.get(int(each), -1) for each in corpus.twin_of[ids]], dtype=np.int32)
        said = _Instructions(corpus, random)
        composed = _composed(corpus, ids, twin_of, random)
        queries, query_tasks, query_truth = self._queries(ids, random)
        return Batch(
            kind=self._kind,
            windows=[corpus.tokens(int(window)) for window in ids],
            ids=ids.astype(np.int32),
            persons=corpus.persons[ids],
            twin_of=twin_of,
            texts=corpus.texts([text.sentences for text in chosen], round_them),
            text_windows=np.array([text.window for text in chosen], dtype=np.int32),
            text_kinds=np.array([text.kind for text in chosen], dtype=np.int8),
            text_instructions=np.array(
                [said.of("describe", text.language) if random.random() < _INSTRUCTED else -1 for text in chosen],
                dtype=np.int32,
            ),
            truth=_truth(corpus, ids, twin_of, chosen, round_them),
            of_sleep=_of_sleep(corpus, chosen),
            episode_labels=[corpus.episode_labels(int(window)) for window in ids],
            phrases=(phrases := some_phrases(corpus, _PHRASES, random))[0],
            phrase_labels=phrases[1],
            window_labels=corpus.labels[ids],
            composed_windows=composed[0],
            composed_texts=composed[1],
            composed_instructions=np.array(
                [
                    said.of("composed", int(random.integers(2))) if random.random() < _INSTRUCTED else -1
                    for _ in composed[0]
                ],
                dtype=np.int32,
            ),
            composed_truth=composed[2],
            query_windows=queries,
            query_instructions=np.array(
                [said.of(task, int(random.integers(2))) for task in query_tasks], dtype=np.int32
            ),
            query_truth=query_truth,
            instructions=said.texts,
            targets=[corpus.targets(int(window)) for window in ids],
        )

    def __iter__(self) -> Iterator[Batch]:
        step = 0
        while True:
            yield self.batch(step)
            step += 1

    def _queries(self, ids: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, list[str], np.ndarray]:
        """Windows that ask for windows like themselves, those that some window answers: places, tasks, truth."""
        corpus, found = self._corpus, []
        facts, known = corpus.facts[ids], corpus.known[ids]
        tasks = ("night", "same_activities", "similar") if self._kind == "day" else ("activity",)
        for task in tasks:
            queries = random.permutation(len(ids))[: int(_QUERIES * len(ids))]
            if task == "activity":
                truth = _same_class(corpus.labels[ids], queries)
            else:
                truth = of_queries(facts, known, queries, task)
            answered = np.flatnonzero((truth == 1).any(axis=0))[: max(1, int(_QUERIES * len(ids) / len(tasks)))]
            found.append((queries[answered], task, truth[:, answered]))
        places = np.concatenate([queries for queries, _, _ in found]).astype(np.int32)
        names = [task for queries, task, _ in found for _ in queries]
        return places, names, np.concatenate([truth for _, _, truth in found], axis=1)


class _Instructions:
    """The instructions of a batch: two paraphrases of each task and language, chosen at random."""

    def __init__(self, corpus: Corpus, random: np.random.Generator) -> None:
        self._random = random
        self._places: dict[tuple[str, int], list[int]] = {}
        chosen: list[int] = []
        first = 0
        for task in _TASKS:
            for language, texts in enumerate(TRAINING[task].values()):
                picked = random.permutation(len(texts))[:2] + first
                self._places[task, language] = [len(chosen), len(chosen) + 1]
                chosen += picked.tolist()
                first += len(texts)
        self.texts = corpus.extra_texts("instruction", np.array(chosen))

    def of(self, task: str, language: int) -> int:
        return self._places[task, language][int(self._random.integers(2))]


def some_phrases(corpus: Corpus, most: int, random: np.random.Generator) -> tuple[Texts, np.ndarray]:
    """At most so many phrases of every class, and the class of each."""
    order = random.permutation(len(corpus.phrase_labels))
    labels = corpus.phrase_labels[order]
    chosen = np.concatenate([order[labels == each][:most] for each in range(SLEEP + 1)])
    return corpus.extra_texts("phrase", chosen), corpus.phrase_labels[chosen]


def _composed(
    corpus: Corpus, ids: np.ndarray, twin_of: np.ndarray, random: np.random.Generator
) -> tuple[np.ndarray, Texts, np.ndarray]:
    """From each day to its twin and, where the way back has words, from the twin to the day."""
    sources, goals, texts = [], [], []
    for twin in np.flatnonzero(twin_of >= 0):
        for source, goal in ((twin_of[twin], twin), (twin, twin_of[twin])):
            edits = corpus.edits_of(int(ids[goal]))
            if len(edits):
                sources.append(source)
                goals.append(goal)
                texts.append(corpus.sentences_of(int(random.choice(edits))))
    truth = np.zeros((len(ids), len(goals)), dtype=np.int8)
    truth[goals, np.arange(len(goals))] = 1
    return np.array(sources, dtype=np.int32), corpus.texts(texts), truth


def _truth(
    corpus: Corpus, ids: np.ndarray, twin_of: np.ndarray, chosen: list[Chosen], round_them: np.ndarray
) -> np.ndarray:
    """int8 [W, T]. A caption belongs to its window and to those of which somebody said the very same; an ask to all
    windows with its facts."""
    windows, kinds = (np.array([text[place] for text in chosen], dtype=int) for place in (0, 1))
    truth = np.zeros((len(ids), len(chosen)), dtype=np.int8)
    keys = corpus.keys
    own = [keys[text.sentences, int(rough)] for text, rough in zip(chosen, round_them, strict=True)]
    _, same = np.unique([int(np.bitwise_xor.reduce(each)) for each in own], return_inverse=True)
    shared = np.zeros((len(ids), same.max(initial=-1) + 1), dtype=bool)
    shared[windows, same] = True
    truth[shared[:, same]] = 1
    other = np.full(len(ids), -1)
    twins = np.flatnonzero(twin_of >= 0)
    other[twins], other[twin_of[twins]] = twin_of[twins], twins
    for place in np.flatnonzero((other[windows] >= 0) & (kinds != _ASK)):
        twin = other[windows[place]]
        said = keys[slice(*corpus.sentence_range(int(ids[twin]))), int(round_them[place])]
        if np.isin(own[place], said).all():
            truth[twin, place] = 1
        elif kinds[place] == _SENTENCE and truth[twin, place] == 0:
            truth[twin, place] = -1
    asks = np.flatnonzero(kinds == _ASK)
    if len(asks):
        stored = np.array([chosen[place].text for place in asks])
        need, forbid = corpus.arrays["text_need"][stored], corpus.arrays["text_forbid"][stored]
        truth[:, asks] = of_asks(corpus.facts[ids], corpus.known[ids], need, forbid)
    return truth


def _of_sleep(corpus: Corpus, chosen: list[Chosen]) -> np.ndarray:
    asks = np.array([text.kind == _ASK for text in chosen], dtype=bool)
    stored = np.array([text.text for text in chosen], dtype=int)
    need, forbid = corpus.arrays["text_need"][stored], corpus.arrays["text_forbid"][stored]
    return np.asarray(asks & np.isin(need, [*_NIGHT, -1]).all(axis=1) & (forbid < 0))


def _same_class(labels: np.ndarray, queries: np.ndarray) -> np.ndarray:
    truth: np.ndarray = (labels[:, None] == labels[queries]).astype(np.int8)
    truth[labels == -2] = -1
    truth[:, labels[queries] < 0] = -1
    truth[queries, np.arange(len(queries))] = -1
    return truth
