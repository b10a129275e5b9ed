"""A training batch as tensors: what goes through the encoder together, and which of it belongs together."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from wearscribe.model.batch import SensorBatch, TextBatch, collate_sensors
from wearscribe.training.batches import TEXT_KINDS, Batch, Texts
from wearscribe.training.losses import Term

_LENGTHS = (1, 2, 4, 8)  # sentences: texts of about the same length are padded together
_TEXTS_A_WINDOW = 4  # a piece of the batch holds so many texts where it could hold a window


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Rows of one forward pass. Its representations are the EOS of each row, then the `episodes`.

    `episodes` indexes the flattened [row, episode]. `windows` are the places in the batch of the rows, where the rows
    are the batch's windows themselves.
    """

    sensors: SensorBatch | None
    texts: TextBatch | None
    instructions: TextBatch | None
    episodes: Tensor  # int64
    windows: np.ndarray | None = None

    @property
    def rows(self) -> int:
        first = self.sensors if self.sensors is not None else self.texts
        assert first is not None
        return len(first) + len(self.episodes)

    def to(self, device: torch.device | str) -> "Group":
        moved = [
            part.to(device) if part is not None else None for part in (self.sensors, self.texts, self.instructions)
        ]
        return Group(*moved, self.episodes.to(device), self.windows)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """The groups lie end to end: the terms index the representations of all of them. `windows` counts the windows."""

    groups: list[Group]
    terms: list[Term]
    windows: int

    def to(self, device: torch.device | str) -> "Prepared":
        terms = [
            Term(term.name, term.weight, *(each.to(device) for each in (term.rows, term.columns, term.truth)))
            for term in self.terms
        ]
        return Prepared([group.to(device) for group in self.groups], terms, self.windows)


def prepare(batch: Batch, vectors: np.ndarray, weights: dict[str, float], piece: int) -> Prepared:
    """Split into groups of at most `piece` windows; `vectors` are the corpus' sentence vectors."""
    rows = _Rows(batch, vectors, piece)
    windows, episodes, labels = rows.windows()
    texts = rows.texts(batch.texts, batch.text_instructions)
    phrases = rows.texts(batch.phrases, np.full(len(batch.phrases), -1))
    composed, queries = rows.queries()
    terms = [
        (kind, windows, texts[batch.text_kinds == place], batch.truth[:, batch.text_kinds == place])
        for place, kind in enumerate(TEXT_KINDS)
    ]
    terms += [
        ("episode", episodes, phrases, _same_class(labels, batch.phrase_labels)),
        ("whole", windows, phrases, _same_class(batch.window_labels, batch.phrase_labels)),
        ("composed", windows, composed, batch.composed_truth),
        ("query", windows, queries, batch.query_truth),
    ]
    kept = [
        Term(name, weights[name], *(torch.from_numpy(np.ascontiguousarray(each)) for each in (left, right, truth)))
        for name, left, right, truth in terms
        if (truth == 1).any()
    ]
    return Prepared(rows.groups, kept, len(batch.windows))


def _same_class(labels: np.ndarray, phrase_labels: np.ndarray) -> np.ndarray:
    """Truth [label, phrase]; -2 is unclear and says nothing."""
    truth = (labels[:, None] == phrase_labels).astype(np.int8)
    truth[labels == -2] = -1
    return truth


class _Rows:
    """Lays groups end to end and tells where the representation of each thing is."""

    def __init__(self, batch: Batch, vectors: np.ndarray, piece: int) -> None:
        self.groups: list[Group] = []
        self._batch, self._vectors, self._piece = batch, vectors, piece
        self._end = 0

    def _add(self, group: Group) -> int:
        start = self._end
        self.groups.append(group)
        self._end += group.rows
        return start

    def windows(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where the windows are, where the labelled episodes are, and the episodes' labels."""
        where, episodes, labels = [], [], []
        for part in _pieces(np.arange(len(self._batch.windows)), self._piece):
            sensors = collate_sensors([self._batch.windows[place] for place in part])
            known = np.full(sensors.episode_mask.shape, -2)
            for row, place in enumerate(part):
                known[row, : len(self._batch.episode_labels[place])] = self._batch.episode_labels[place]
            flat = np.flatnonzero(known != -2)
            start = self._add(Group(sensors, None, None, torch.from_numpy(flat), part))
            where.append(start + np.arange(len(part)))
            episodes.append(start + len(part) + np.arange(len(flat)))
            labels.append(known.reshape(-1)[flat])
        return np.concatenate(where), np.concatenate(episodes), np.concatenate(labels)

    def texts(self, texts: Texts, instructions: np.ndarray) -> np.ndarray:
        where = np.zeros(len(texts), dtype=np.int64)
        buckets = np.searchsorted(_LENGTHS, texts.counts)
        for bucket in np.unique(buckets):
            for part in _pieces(np.flatnonzero(buckets == bucket), _TEXTS_A_WINDOW * self._piece):
                group = Group(None, self._texts(texts, part), self._instructions(instructions[part]), _NONE)
                where[part] = self._add(group) + np.arange(len(part))
        return where

    def queries(self) -> tuple[np.ndarray, np.ndarray]:
        """Where the composed queries are, and where the windows with an instruction are."""
        batch = self._batch
        composed, queries = len(batch.composed_windows), len(batch.query_windows)
        asked = np.concatenate([batch.composed_windows, batch.query_windows])
        texts = np.concatenate([np.arange(composed), np.full(queries, -1)])
        instructions = np.concatenate([batch.composed_instructions, batch.query_instructions])
        where = [np.zeros(0, dtype=np.int64)]
        for part in _pieces(np.arange(composed + queries), self._piece):
            sensors = collate_sensors([batch.windows[place] for place in asked[part]])
            group = Group(
                sensors, self._texts(batch.composed_texts, texts[part]), self._instructions(instructions[part]), _NONE
            )
            where.append(self._add(group) + np.arange(len(part)))
        return np.split(np.concatenate(where), [composed])  # type: ignore[return-value]

    def _texts(self, texts: Texts, rows: np.ndarray) -> TextBatch:
        return gather(texts, rows, self._vectors)

    def _instructions(self, rows: np.ndarray) -> TextBatch | None:
        return self._texts(self._batch.instructions, rows) if (rows >= 0).any() else None


_NONE = torch.zeros(0, dtype=torch.int64)


def _pieces(places: np.ndarray, size: int) -> list[np.ndarray]:
    """As few pieces of at most `size` as there can be, of about the same length."""
    return np.array_split(places, -(-len(places) // size)) if len(places) else []


def gather(texts: Texts, rows: np.ndarray, vectors: np.ndarray) -> TextBatch:
    """Some of the texts, in that order; -1 is a text without a sentence."""
    counts = np.where(rows >= 0, texts.counts[rows] if len(texts) else 0, 0)
    starts = _starts(texts.counts)[rows] if len(texts) else np.zeros(len(rows), dtype=np.int64)
    longest = max(1, int(counts.max(initial=0)))
    mask = np.arange(longest) < counts[:, None]
    sentences = (starts[:, None] + np.arange(longest))[mask]
    padded = np.zeros((*mask.shape, vectors.shape[1]), dtype=np.float32)
    padded[mask] = vectors[texts.sentences[sentences]]
    having = texts.number_counts[sentences].astype(np.int64)
    first = np.repeat(_starts(texts.number_counts)[sentences] - _starts(having), having)
    numbers = first + np.arange(len(first))
    return TextBatch(
        vectors=torch.from_numpy(padded),
        mask=torch.from_numpy(mask),
        values=torch.from_numpy(texts.values[numbers].astype(np.float32)),
        units=torch.from_numpy(texts.units[numbers].astype(np.int64)),
        contexts=torch.from_numpy(texts.contexts[numbers].astype(np.int64)),
        sentence=torch.from_numpy(np.repeat(np.flatnonzero(mask), having)),
    )


def _starts(counts: np.ndarray) -> np.ndarray:
    return np.cumsum(counts, dtype=np.int64) - counts
