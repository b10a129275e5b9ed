"""What a short run is measured by: windows of validation people that are the same for every run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from wearscribe.evaluate.bootstrap import Measured, mean_by, measured, weights_by
from wearscribe.evaluate.class_words import NAMES
from wearscribe.evaluate.metrics import balanced_accuracy, chance_recall, confusion
from wearscribe.model import free_running, grounded, read_text, release
from wearscribe.model.batch import TextBatch, collate_sensors, collate_texts
from wearscribe.model.decoder import CaptionDecoder
from wearscribe.model.sentences import SentenceVectors
from wearscribe.model.space import Space, cut
from wearscribe.model.vocabulary import of_captions
from wearscribe.synthesize import TWENTY
from wearscribe.training.batches import TEXT_KINDS, Batch, Batches
from wearscribe.training.configs import TrainConfig
from wearscribe.training.corpus import Corpus
from wearscribe.training.crops import FIXED
from wearscribe.training.instructions import UNSEEN
from wearscribe.training.prepare import Prepared, prepare
from wearscribe.training.validate import ranks_of_best, represent

#: Held out of one run; the four have at least fifteen validation crops each, which golf, for one, has not.
UNMET = ("skiing", "rowing", "elliptical", "dancing")
POOL = 1_000  # windows at most
ALL_TEXTS = "all texts"
_CUTS = (64, 128, 256)  # dimensions beside the full one
_AT_ONCE = 32
_CAPTIONED = 128  # windows of the pool whose captions are predicted

Measures = dict[str, Measured]


@dataclass(frozen=True, slots=True, eq=False)
class _Day:
    """A pool of day windows; `owner` tells whose window each representation is, an index into the batch, -1 = none."""

    batch: Batch
    prepared: Prepared
    owner: np.ndarray


class Yardstick:
    """The windows and words of all measures, each prepared when first needed."""

    def __init__(self, validation: Path) -> None:
        self._corpus = Corpus(validation)

    def measure(self, folder: Path) -> Measures:
        """Of the release in `folder`: retrieval by kind of text, episodes, thirty-minute crops, captions."""
        released = release.load(folder)
        decoder = CaptionDecoder(released.config, of_captions())
        decoder.load_state_dict(released.decoder)
        with torch.no_grad():
            return dict(self._of_days(released.space, decoder.eval())) | dict(self._of_crops(released.space))

    @cached_property
    def about(self) -> str:
        day, persons = self._day.batch, self._corpus.persons
        crops = len(self._crops)
        return (
            f"{len(day.windows)} day windows (twins among them) of {len(np.unique(day.persons))} validation people, "
            f"{len(day.texts)} texts; {crops} thirty-minute crops of the twenty activities of "
            f"{len(np.unique(persons[self._crops]))} people."
        )

    @cached_property
    def chance(self) -> dict[str, float]:
        """Of a random order, or of a class at random; by the measure's name."""
        found: dict[str, float] = {}
        for k in (1, 10):
            by_kind = {}
            for kind, truth in self._texts():
                hits = (truth == 1).sum(axis=0)
                known = hits + (truth == 0).sum(axis=0)
                by_kind[kind] = [chance_recall(hit, int(items), k) for hit, items in zip(hits, known, strict=True)]
            by_kind[ALL_TEXTS] = [each for chances in by_kind.values() for each in chances]
            found |= {f"{kind} R@{k}": float(np.mean(chances)) for kind, chances in by_kind.items()}
        among = {"crops, 20 classes": 20, "crops, 20 classes, asked which activity": 20}
        among |= {"crops, linear probe": 20, "crops, linear probe on token states": 20}
        among |= {"unmet four among 20": 20, "unmet four among 4": 4, "episodes, 21 classes": 21}
        return found | {name: 1 / classes for name, classes in among.items()}

    def _texts(self) -> Iterator[tuple[str, np.ndarray]]:
        for kind in TEXT_KINDS:
            columns = np.flatnonzero(self._day.batch.text_kinds == TEXT_KINDS.index(kind))
            truth = self._day.batch.truth[:, columns]
            if (asked := (truth == 1).any(axis=0)).any():
                yield kind, truth[:, asked]

    def _of_days(self, space: Space, decoder: CaptionDecoder) -> Iterator[tuple[str, Measured]]:
        day = self._day
        encoded, lost = [], {"captions, chosen": 0.0, "captions, written": 0.0}
        for group in day.prepared.groups:
            points, states = represent(space, group)
            encoded.append(points)
            if group.captions is not None:
                lost["captions, chosen"] += group.share * float(grounded.loss(decoder, states, group.captions))
                lost["captions, written"] += group.share * float(free_running.loss(decoder, states, group.captions))
        whole = torch.cat(encoded)
        points = cut(whole, space.config.dimension)
        ranks, people = [], []
        for term in day.prepared.terms:
            likeness = points[term.rows] @ points[term.columns].T
            if term.name in TEXT_KINDS:
                asked = (term.truth == 1).any(dim=0).numpy()
                windows = day.batch.text_windows[day.batch.text_kinds == TEXT_KINDS.index(term.name)]
                ranks.append(ranks_of_best(likeness, term.truth))
                people.append(day.batch.persons[windows[asked]])
                yield from _recalls(term.name, ranks[-1], people[-1])
            elif term.name == "episode":
                known = (term.truth == 1).any(dim=1)
                labels = torch.from_numpy(day.batch.phrase_labels.astype(np.int64))
                truth = labels[(term.truth[known] == 1).int().argmax(dim=1)].numpy()
                guess = labels[likeness[known].argmax(dim=1)].numpy()
                persons = day.batch.persons[day.owner[term.rows[known].numpy()]]
                yield "episodes, 21 classes", _balanced(truth, guess, persons)
        yield from _recalls(ALL_TEXTS, np.concatenate(ranks), np.concatenate(people))
        texts = [term for term in day.prepared.terms if term.name in TEXT_KINDS]
        for dim in _CUTS:
            points = cut(whole, dim)
            ranks = [ranks_of_best(points[term.rows] @ points[term.columns].T, term.truth) for term in texts]
            found = (np.concatenate(ranks) < 10).astype(float)
            yield f"{ALL_TEXTS} R@10, {dim} dimensions", mean_by(np.concatenate(people), found)
        for name, loss in lost.items():
            yield name, Measured(loss, loss, loss, 0)  # no interval

    def _of_crops(self, space: Space) -> Iterator[tuple[str, Measured]]:
        truth, people = self._corpus.labels[self._crops].astype(int), self._corpus.persons[self._crops]
        whole, asked, states = [], [], []
        which = read_text.read(UNSEEN["activity"]["en"][0])
        for first in range(0, len(self._crops), _AT_ONCE):
            tokens = [self._corpus.tokens(int(window)) for window in self._crops[first : first + _AT_ONCE]]
            sensors, instructions = collate_sensors(tokens), collate_texts([which] * len(tokens), self._sentences)
            asked.append(cut(space.encode(sensors, instructions=instructions).eos, space.config.dimension))
            encoded = space.encode(sensors)
            whole.append(cut(encoded.eos, space.config.dimension))
            states.append((encoded.tokens * encoded.mask[..., None]).sum(dim=1) / encoded.mask.sum(dim=1, keepdim=True))
        vectors = torch.cat(whole)
        classes = self._classes(space)
        scores = (vectors @ classes.T).numpy()
        yield "crops, 20 classes", _balanced(truth, scores.argmax(axis=1), people)
        told = (torch.cat(asked) @ classes.T).numpy().argmax(axis=1)
        yield "crops, 20 classes, asked which activity", _balanced(truth, told, people)
        yield "crops, linear probe", _balanced(truth, probed(vectors.numpy(), truth, people), people)
        averaged = torch.cat(states).numpy()
        yield "crops, linear probe on token states", _balanced(truth, probed(averaged, truth, people), people)
        unmet = np.array([TWENTY.index(name) for name in UNMET])
        mine = np.isin(truth, unmet)
        if not mine.any():
            return
        for name, guess in (
            ("unmet four among 20", scores.argmax(axis=1)),
            ("unmet four among 4", unmet[scores[:, unmet].argmax(axis=1)]),
        ):
            yield name, _balanced(truth[mine], guess[mine], people[mine])
        for each in np.intersect1d(unmet, truth):
            own = truth == each
            yield f"{TWENTY[each]} among 20", mean_by(people[own], (scores[own].argmax(axis=1) == each).astype(float))

    def _classes(self, space: Space) -> Tensor:
        """[20, dimension]: the mean direction of each activity's phrases."""
        points = cut(space.encode(texts=self._names[0]).eos, space.config.dimension)
        return cut(
            torch.stack([part.mean(dim=0) for part in torch.split(points, self._names[1])]), space.config.dimension
        )

    @cached_property
    def _day(self) -> _Day:
        batch = Batches(self._corpus, "day", POOL, seed=0).batch(0)
        prepared = prepare(batch, self._corpus.masked, TrainConfig(captions=_CAPTIONED, queries=1), _AT_ONCE)
        windows = prepared.terms[0].rows.numpy()  # the first term is of a kind of text, whose rows are the windows
        owner = np.full(sum(group.rows for group in prepared.groups), -1)
        owner[windows] = np.arange(len(windows))
        start = 0
        for group in prepared.groups:
            if group.sensors is not None and len(group.episodes):
                row = group.episodes.numpy() // group.sensors.episode_mask.shape[1]
                owner[start + len(group.sensors) : start + group.rows] = owner[start + row]
            start += group.rows
        return _Day(batch, prepared, owner)

    @cached_property
    def _crops(self) -> np.ndarray:
        minutes = np.asarray(self._corpus.arrays["window_minutes"])
        labels = self._corpus.labels
        return np.flatnonzero((minutes == FIXED) & (labels >= 0) & (labels < len(TWENTY)))

    @cached_property
    def _names(self) -> tuple[TextBatch, list[int]]:
        phrases = [NAMES[name] for name in TWENTY]
        read = [read_text.read(text) for texts in phrases for text in texts]
        return collate_texts(read, self._sentences), [len(texts) for texts in phrases]

    @cached_property
    def _sentences(self) -> SentenceVectors:
        return SentenceVectors()


def probed(vectors: np.ndarray, truth: np.ndarray, people: np.ndarray) -> np.ndarray:
    """The guesses of a logistic regression on frozen `vectors`, each person's by one fitted to four fifths of the
    other people."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    probe = make_pipeline(StandardScaler(), LogisticRegression(C=0.01, class_weight="balanced", max_iter=500))
    return np.asarray(
        cross_val_predict(probe, vectors, truth, groups=people, cv=GroupKFold(min(5, len(np.unique(people)))))
    )


def _recalls(name: str, ranks: np.ndarray, people: np.ndarray) -> Iterator[tuple[str, Measured]]:
    for k in (1, 10):
        yield f"{name} R@{k}", mean_by(people, (ranks < k).astype(float))


def _balanced(truth: np.ndarray, guess: np.ndarray, people: np.ndarray) -> Measured:
    classes = len(TWENTY) + 1
    resampled = balanced_accuracy(confusion(truth, guess, classes, weights_by(people)))
    return measured(float(balanced_accuracy(confusion(truth, guess, classes))), resampled, len(np.unique(people)))
