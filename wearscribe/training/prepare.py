"""A training batch as tensors: what goes through the encoder together, and which of it belongs together."""

from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor

from wearscribe.model.batch import SensorBatch, TextBatch, begins, collate_sensors
from wearscribe.model.caption_plan import CaptionTarget, TargetBatch, collate_targets
from wearscribe.training.batches import TEXT_KINDS, Batch, Texts
from wearscribe.training.configs import TrainConfig
from wearscribe.training.crops import SLEEP
from wearscribe.training.losses import Term
from wearscribe.training.text_arrays import Masked

_LENGTHS = (1, 2, 4, 8, 16)  # sentences: texts of about the same length are padded together
_WINDOWS = 4  # so many times are the windows parted by length
_TEXTS_A_WINDOW = 4  # a piece of the batch holds so many texts where it could hold a window


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Rows of one forward pass. Its representations are the EOS of each row, then the `episodes`.

    `episodes` indexes the flattened [row, episode]. `captions` are what the decoders learn to say of the rows, and
    `share` of the batch's captions they are. `noise` is the most that a sentence's vector is disturbed by.
    """

    sensors: SensorBatch | None
    texts: TextBatch | None
    instructions: TextBatch | None
    episodes: Tensor  # int64
    captions: TargetBatch | None = None
    share: float = 0.0
    noise: float = 0.0

    @property
    def rows(self) -> int:
        first = self.sensors if self.sensors is not None else self.texts
        assert first is not None
        return len(first) + len(self.episodes)

    def to(self, device: torch.device | str) -> "Group":
        return Group(
            sensors=self.sensors.to(device) if self.sensors is not None else None,
            texts=self.texts.to(device) if self.texts is not None else None,
            instructions=self.instructions.to(device) if self.instructions is not None else None,
            episodes=self.episodes.to(device),
            captions=_captions_to(self.captions, device) if self.captions is not None else None,
            share=self.share,
            noise=self.noise,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """The groups lie end to end: the terms index the representations of all of them.

    `days` tells which day of the corpus each window is, one whose fact was edited being the day before the edit.
    """

    groups: list[Group]
    terms: list[Term]
    days: np.ndarray  # int32 [window]

    @property
    def windows(self) -> int:
        return len(self.days)

    def to(self, device: torch.device | str) -> "Prepared":
        terms = [
            Term(term.name, term.weight, *(each.to(device) for each in (term.rows, term.columns, term.truth)))
            for term in self.terms
        ]
        return Prepared([group.to(device) for group in self.groups], terms, self.days)


def prepare(batch: Batch, masked: Masked, config: TrainConfig, piece: int) -> Prepared:
    """Split into groups of at most `piece` windows; `masked` are the corpus' sentences."""
    captions = _captions(batch, config.captions if config.caption_weight else 0)
    rows = _Rows(batch, masked, piece, captions, config.text_noise)
    asked = [_some(len(each), config.queries, batch) for each in (batch.composed_windows, batch.query_windows)]
    windows, episodes, labels, nights = rows.windows()
    night_of = np.flatnonzero(nights >= 0)
    texts = rows.texts(batch.texts, batch.text_instructions)
    phrases = rows.texts(batch.phrases, np.full(len(batch.phrases), -1), config.phrase_noise)
    composed, queries = rows.queries(*asked)
    of_queries = batch.window_labels[batch.query_windows[asked[1]]]  # of crops, which are all asked for their activity
    terms = [
        (kind, windows, texts[batch.text_kinds == place], batch.truth[:, batch.text_kinds == place])
        for place, kind in enumerate(TEXT_KINDS)
    ]
    terms += [
        ("episode", episodes, phrases, _same_class(labels, batch.phrase_labels)),
        ("night", nights[night_of], texts[batch.of_sleep], batch.truth[np.ix_(night_of, batch.of_sleep)]),
        ("whole", windows, phrases, _same_class(batch.window_labels, batch.phrase_labels)),
        ("words", phrases, phrases, _others(_same_class(batch.phrase_labels, batch.phrase_labels))),
        ("composed", windows, composed, batch.composed_truth[:, asked[0]]),
        ("query", windows, queries, batch.query_truth[:, asked[1]]),
        ("named", queries, phrases, _same_class(of_queries, batch.phrase_labels)),
    ]
    kept = [
        Term(
            name, config.weights[name], *(torch.from_numpy(np.ascontiguousarray(each)) for each in (left, right, truth))
        )
        for name, left, right, truth in terms
        if (truth == 1).any()
    ]
    return Prepared(rows.groups, kept, np.where(batch.twin_of >= 0, batch.ids[batch.twin_of], batch.ids))


def _same_class(labels: np.ndarray, phrase_labels: np.ndarray) -> np.ndarray:
    """Truth [label, phrase]; -2 is unclear and says nothing."""
    truth: np.ndarray = (labels[:, None] == phrase_labels).astype(np.int8)
    truth[labels == -2] = -1
    return truth


def of_phrases(phrases: Texts, labels: np.ndarray, masked: Masked, noise: float) -> Prepared:
    """Phrases alone, and which of them name the same class."""
    rows = np.arange(len(phrases))
    truth = _others(_same_class(labels, labels))
    term = Term("words", 1.0, *(torch.from_numpy(each) for each in (rows, rows, truth)))
    return Prepared(
        [Group(None, gather(phrases, rows, masked), None, _NONE, noise=noise)], [term], np.zeros(0, dtype=np.int32)
    )


def _others(truth: np.ndarray) -> np.ndarray:
    """The truth between things of one list, none with itself."""
    np.fill_diagonal(truth, -1)
    return truth


def _longest_sleep(labels: np.ndarray, spans: np.ndarray) -> np.ndarray:
    """The flat place of each row's longest stretch that is a sleep, [row], of labels [row, episode]; -1 = none."""
    lengths = np.where(labels == SLEEP, spans[..., 1] - spans[..., 0], 0)
    places = lengths.argmax(axis=1) + labels.shape[1] * np.arange(len(labels))
    return np.where(lengths.any(axis=1), places, -1)


def _some(of: int, most: int, batch: Batch) -> np.ndarray:
    """At most so many places, the same for the same batch."""
    return np.sort(np.random.default_rng(batch.ids).permutation(of)[:most])


def _captions(batch: Batch, count: int) -> dict[int, CaptionTarget]:
    """One caption of each of `count` windows, by place in the batch."""
    random = np.random.default_rng(batch.ids)
    chosen: dict[int, CaptionTarget] = {}
    for place in random.permutation(len(batch.ids))[:count].tolist():
        if targets := batch.targets[place]:
            chosen[place] = targets[random.integers(len(targets))]
    return chosen


def _captions_to(captions: TargetBatch, device: torch.device | str) -> TargetBatch:
    return TargetBatch(**{field.name: getattr(captions, field.name).to(device) for field in fields(captions)})


class _Rows:
    """Lays groups end to end and tells where the representation of each thing is."""

    def __init__(
        self, batch: Batch, masked: Masked, piece: int, captions: dict[int, CaptionTarget], noise: float
    ) -> None:
        self.groups: list[Group] = []
        self._batch, self._masked, self._piece, self._captions = batch, masked, piece, captions
        self._noise = noise
        self._end = 0

    def _add(self, group: Group) -> int:
        start = self._end
        self.groups.append(group)
        self._end += group.rows
        return start

    def windows(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Where the windows are, where the labelled episodes are, and the episodes' labels; where each window's longest
        sleep is, -1 = none."""
        where, episodes, labels, nights = [], [], [], []
        lengths = np.array([len(each.patches) + len(each.claim_kinds) for each in self._batch.windows])
        parts = _pieces(np.argsort(lengths, kind="stable"), min(self._piece, -(-len(lengths) // _WINDOWS)))
        for part in parts:
            sensors = collate_sensors([self._batch.windows[place] for place in part])
            known = np.full(sensors.episode_mask.shape, -2)
            for row, place in enumerate(part):
                known[row, : len(self._batch.episode_labels[place])] = self._batch.episode_labels[place]
            flat = np.flatnonzero(known != -2)
            said = [(row, self._captions[place]) for row, place in enumerate(part.tolist()) if place in self._captions]
            captions = collate_targets([target for _, target in said], [row for row, _ in said]) if said else None
            share = len(said) / max(1, len(self._captions))
            start = self._add(Group(sensors, None, None, torch.from_numpy(flat), captions, share))
            where.append(start + np.arange(len(part)))
            episodes.append(start + len(part) + np.arange(len(flat)))
            labels.append(known.reshape(-1)[flat])
            longest = _longest_sleep(known, sensors.episode_spans.numpy())
            nights.append(np.where(longest >= 0, start + len(part) + np.searchsorted(flat, longest), -1))
        back = np.argsort(np.concatenate(parts))
        return (
            np.concatenate(where)[back],
            np.concatenate(episodes),
            np.concatenate(labels),
            np.concatenate(nights)[back],
        )

    def texts(self, texts: Texts, instructions: np.ndarray, noise: float | None = None) -> np.ndarray:
        noise = self._noise if noise is None else noise
        where = np.zeros(len(texts), dtype=np.int64)
        buckets = np.searchsorted(_LENGTHS, texts.counts)
        for bucket in np.unique(buckets):
            for part in _pieces(np.flatnonzero(buckets == bucket), _TEXTS_A_WINDOW * self._piece):
                asked_with = self._instructions(instructions[part])
                group = Group(None, self._texts(texts, part), asked_with, _NONE, noise=noise)
                where[part] = self._add(group) + np.arange(len(part))
        return where

    def queries(self, composed: np.ndarray, queries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where those of the composed queries are, and those of the windows with an instruction."""
        batch = self._batch
        asked = np.concatenate([batch.composed_windows[composed], batch.query_windows[queries]])
        texts = np.concatenate([composed, np.full(len(queries), -1)])
        instructions = np.concatenate([batch.composed_instructions[composed], batch.query_instructions[queries]])
        where = [np.zeros(0, dtype=np.int64)]
        for part in _pieces(np.arange(len(asked)), self._piece):
            sensors = collate_sensors([batch.windows[place] for place in asked[part]])
            changes, asked_with = self._texts(batch.composed_texts, texts[part]), self._instructions(instructions[part])
            group = Group(sensors, changes, asked_with, _NONE, noise=self._noise)
            where.append(self._add(group) + np.arange(len(part)))
        found = np.concatenate(where)
        return found[: len(composed)], found[len(composed) :]

    def _texts(self, texts: Texts, rows: np.ndarray) -> TextBatch:
        return gather(texts, rows, self._masked)

    def _instructions(self, rows: np.ndarray) -> TextBatch | None:
        return self._texts(self._batch.instructions, rows) if (rows >= 0).any() else None


_NONE = torch.zeros(0, dtype=torch.int64)


def _pieces(places: np.ndarray, size: int) -> list[np.ndarray]:
    """As few pieces of at most `size` as there can be, of about the same length."""
    return np.array_split(places, -(-len(places) // size)) if len(places) else []


def gather(texts: Texts, rows: np.ndarray, masked: Masked) -> TextBatch:
    """Some of the texts, in that order; -1 is a text without a sentence."""
    counts = np.where(rows >= 0, texts.counts[rows] if len(texts) else 0, 0)
    starts = _starts(texts.counts)[rows] if len(texts) else np.zeros(len(rows), dtype=np.int64)
    longest = max(1, int(counts.max(initial=0)))
    mask = np.arange(longest) < counts[:, None]
    sentences = (starts[:, None] + np.arange(longest))[mask]
    places = texts.sentences[sentences]
    padded = np.zeros((*mask.shape, masked.vectors.shape[1]), dtype=np.float32)
    padded[mask] = masked.vectors[places]
    spelt = begins(mask, masked.counts[places])
    grams = np.repeat(masked.starts[places] - spelt[mask.reshape(-1)], masked.counts[places])
    having = texts.number_counts[sentences].astype(np.int64)
    first = np.repeat(_starts(texts.number_counts)[sentences] - _starts(having), having)
    numbers = first + np.arange(len(first))
    return TextBatch(
        vectors=torch.from_numpy(padded),
        mask=torch.from_numpy(mask),
        spelling=torch.from_numpy(masked.grams[grams + np.arange(len(grams))]),
        spelt=torch.from_numpy(spelt),
        values=torch.from_numpy(texts.values[numbers].astype(np.float32)),
        units=torch.from_numpy(texts.units[numbers].astype(np.int64)),
        contexts=torch.from_numpy(texts.contexts[numbers].astype(np.int64)),
        sentence=torch.from_numpy(np.repeat(np.flatnonzero(mask), having)),
    )


def _starts(counts: np.ndarray) -> np.ndarray:
    ends: np.ndarray = np.cumsum(counts, dtype=np.int64)
    begins: np.ndarray = ends - counts
    return begins
