"""The corpus on disk: built shard by shard, then laid end to end and opened as memory maps.

    python -m wearscribe.training.corpus --out DIR --people N --days D --seed 1 --processes 2

A build that was interrupted goes on where it stopped: a shard is written aside and renamed when it is whole.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from copy import copy
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Literal

import numpy as np

from wearscribe.model import claims, episodes, patches, read_text
from wearscribe.model.caption_plan import CaptionTarget
from wearscribe.model.sentences import SentenceVectors
from wearscribe.model.tokens import SensorTokens
from wearscribe.synthesize.activities import TWENTY
from wearscribe.training.arrays import FIELDS, Sentences, flatten, save, sentence_arrays, starts, tokens_of
from wearscribe.training.examples import STORED_KINDS
from wearscribe.training.facts import FACTS, INDEX, WHOLE_DAY
from wearscribe.training.instructions import TRAINING
from wearscribe.training.people import examples_of
from wearscribe.training.phrases import phrases
from wearscribe.training.text_arrays import Texts, pick

VERSION = 1
PEOPLE_A_SHARD = 10
_AT_ONCE = 512  # sentences
_DONE, _PLAN, _SENTENCES, _VECTORS = "done.json", "plan.json", "sentences.txt", "vectors.npy"


Embed = Callable[[Sequence[str]], np.ndarray]  # masked sentences in, [sentence, 512] out


@dataclass(frozen=True, slots=True)
class Plan:
    """What a corpus is built of. Equal plans make equal corpora; `layout` changes when the arrays do."""

    people: int
    days: int
    seed: int
    real: str | None
    version: int = VERSION
    layout: tuple[int, ...] = (patches.FEATURES, len(claims.VALUES), episodes.FEATURES, len(FACTS))

    @property
    def shards(self) -> int:
        return -(-self.people // PEOPLE_A_SHARD)


def build(
    folder: Path,
    people: int,
    days: int,
    seed: int,
    processes: int = 1,
    real: Path | None = None,
    report: Callable[[int, int], None] = lambda done, of: None,
    embed: Embed | None = None,
) -> None:
    """`real` is a Fitabase file of minutes; its days, with activities inserted, make about a tenth of the corpus.

    `report` is called with the shards done and their number, `embed` makes the sentences' vectors (else
    `SentenceVectors`). Raises ValueError where the folder holds another corpus.
    """
    plan = Plan(people, days, seed, None if real is None else str(real))
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(plan))
    if (folder / _PLAN).exists() and (folder / _PLAN).read_text() != text:
        raise ValueError(f"{folder} holds another corpus: name another folder, or delete it")
    (folder / _PLAN).write_text(text)
    if (folder / _DONE).exists():
        return
    missing = [number for number in range(plan.shards) if not _shard(folder, number).exists()]
    done = plan.shards - len(missing)
    report(done, plan.shards)
    if processes <= 1:
        for number in missing:
            _build_shard(folder, plan, number)
            report(done := done + 1, plan.shards)
    else:
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            for each in as_completed([pool.submit(_build_shard, folder, plan, number) for number in missing]):
                each.result()
                report(done := done + 1, plan.shards)
    _join(folder, plan)
    _embed(folder, embed or SentenceVectors())
    (folder / _DONE).write_text("{}")
    for number in range(plan.shards):
        shutil.rmtree(_shard(folder, number))


def _shard(folder: Path, number: int) -> Path:
    return folder / f"shard-{number:05}"


def _build_shard(folder: Path, plan: Plan, number: int) -> None:
    first = number * PEOPLE_A_SHARD
    last = min(first + PEOPLE_A_SHARD, plan.people)
    sentences = Sentences()
    arrays = flatten(examples_of(plan.seed, first, last, plan.days, plan.real), sentences)
    part = folder / f"shard-{number:05}.part"
    save(part, arrays)
    (part / _SENTENCES).write_text("\n".join(sentences.names))
    part.replace(_shard(folder, number))


def _join(folder: Path, plan: Plan) -> None:
    """The shards' arrays end to end, the places of sentences and twins moved on, then the shards are deleted."""
    sentences = Sentences()
    shards = [_shard(folder, number) for number in range(plan.shards)]
    places = [
        np.array([sentences.place(name) for name in (shard / _SENTENCES).read_text().split("\n")], dtype="i4")
        for shard in shards
    ]
    for name in FIELDS:
        parts = [np.load(shard / f"{name}.npy", mmap_mode="r") for shard in shards]
        length = sum(len(part) for part in parts)
        whole = np.lib.format.open_memmap(folder / f"{name}.npy", "w+", parts[0].dtype, (length, *parts[0].shape[1:]))
        start = 0
        for part, place in zip(parts, places, strict=True):
            if name == "sentence":
                part = place[part]
            elif name == "window_twin_of":
                part = np.where(part >= 0, part + start, -1)
            whole[start : start + len(part)] = part
            start += len(part)
        whole.flush()
        del whole
    for kind, texts in (("phrase", [text for text, _ in phrases()]), ("instruction", _instructions())):
        read = [read_text.read(text) for text in texts]
        save(folder / kind, sentence_arrays([sentence for text in read for sentence in text], sentences))
        np.save(folder / kind / "text_sentences.npy", np.array([len(text) for text in read], dtype="i2"))
    (folder / _SENTENCES).write_text("\n".join(sentences.names))


def _embed(folder: Path, embed: Embed) -> None:
    names = (folder / _SENTENCES).read_text().split("\n")
    vectors = np.lib.format.open_memmap(folder / _VECTORS, "w+", np.float16, (len(names), SentenceVectors.dimension))
    for at in range(0, len(names), _AT_ONCE):
        vectors[at : at + _AT_ONCE] = embed(names[at : at + _AT_ONCE])
    vectors.flush()


def _instructions() -> list[str]:
    return [text for languages in TRAINING.values() for texts in languages.values() for text in texts]


#: Of what there are several, and the array that counts them: of a window, of a text, of a sentence, of a target.
_COUNTS = {
    **{name: f"window_{name}" for name in ("patches", "claims", "episodes", "texts", "targets")},
    "sentences": "text_sentences",
    "numbers": "sentence_numbers",
    "steps": "target_steps",
    "words": "target_words",
}


class Corpus:
    """A corpus that was built. `vectors` are float16 [unique masked sentence, 512].

    Raises FileNotFoundError where the corpus is missing or not complete, ValueError where this version of the
    program would build another.
    """

    def __init__(self, folder: Path) -> None:
        if not (folder / _DONE).exists():
            raise FileNotFoundError(f"{folder} holds no complete corpus: build it with `python -m {__name__}`")
        plan = json.loads((folder / _PLAN).read_text())
        if plan["version"] != VERSION or plan["layout"] != list(Plan(0, 0, 0, None).layout):
            raise ValueError(f"{folder} was built by another version of the program: delete it and build it again")
        self.arrays = {name: _mapped(folder / f"{name}.npy") for name in FIELDS}
        self.offsets = {name: starts(self.arrays[count]) for name, count in _COUNTS.items()}
        self.persons, self.twin_of, self.labels, self.facts, self.known = (
            np.asarray(self.arrays[f"window_{name}"]) for name in ("person", "twin_of", "label", "facts", "known")
        )
        self.text_kinds, self.text_languages, self.keys = (
            np.asarray(self.arrays[name]) for name in ("text_kind", "text_language", "sentence_keys")
        )
        self.numbered = np.asarray(self.arrays["sentence_numbers"]) > 0
        whole_day = np.asarray(self.arrays["window_minutes"]) >= WHOLE_DAY
        self.days, self.crops = (np.flatnonzero(each).astype(np.int32) for each in (whole_day, ~whole_day))
        self.originals = self.days[self.twin_of[self.days] < 0]
        self.twins = np.full(len(self), -1)  # of each window, -1 = none
        edited = np.flatnonzero(self.twin_of >= 0)
        self.twins[self.twin_of[edited]] = edited
        self._extra = {
            kind: {path.stem: np.load(path) for path in (folder / kind).glob("*.npy")}
            for kind in ("phrase", "instruction")
        }
        self.phrase_labels = np.array([label for _, label in phrases()], dtype=np.int8)
        self.vectors = _mapped(folder / _VECTORS)

    def without(self, activities: Sequence[str]) -> Corpus:
        """The same corpus as if nobody ever did or named these activities: for classes held out of training."""
        places = [INDEX[name] for name in activities]
        did = np.asarray(self.facts[:, places].any(axis=1))
        other = copy(self)
        other.days, other.crops, other.originals = (
            each[~did[each]] for each in (self.days, self.crops, self.originals)
        )
        other.twins = np.where((self.twins >= 0) & ~did[self.twins], self.twins, -1)
        names_one = np.isin(self.arrays["text_forbid"], places)
        other.text_kinds = np.where(names_one, -1, self.text_kinds)
        classes = [TWENTY.index(name) for name in activities]
        other.phrase_labels = np.where(np.isin(self.phrase_labels, classes), -1, self.phrase_labels)
        return other

    def __len__(self) -> int:
        return len(self.persons)

    def tokens(self, window: int) -> SensorTokens:
        return tokens_of(self.arrays, self.offsets, window)

    def targets(self, window: int) -> list[CaptionTarget]:
        """What the caption decoders learn to say of the window."""
        first, last = self.offsets["targets"][window : window + 2]
        return [
            CaptionTarget(
                int(self.arrays["target_start"][target]),
                np.asarray(self.arrays["step"][slice(*self.offsets["steps"][target : target + 2])]),
                np.asarray(self.arrays["word"][slice(*self.offsets["words"][target : target + 2])]),
            )
            for target in range(first, last)
        ]

    def episode_labels(self, window: int) -> np.ndarray:
        return self.arrays["episode_label"][slice(*self.offsets["episodes"][window : window + 2])]

    def sentences_of(self, text: int) -> np.ndarray:
        """The places of a stored text's sentences."""
        return np.arange(*self.offsets["sentences"][text : text + 2])

    def sentence_range(self, window: int) -> tuple[int, int]:
        """Where the sentences of all texts of the window begin and end."""
        first, last = self.offsets["texts"][window : window + 2]
        return int(self.offsets["sentences"][first]), int(self.offsets["sentences"][last])

    def edits_of(self, window: int) -> np.ndarray:
        """The texts that lead from the window's twin to it."""
        first, last = self.offsets["texts"][window : window + 2]
        return np.flatnonzero(self.text_kinds[first:last] == STORED_KINDS.index("edit")) + int(first)

    def texts(self, sentences: Sequence[np.ndarray], round_them: np.ndarray | None = None) -> Texts:
        return pick(self.arrays, self.offsets["numbers"], sentences, round_them)

    def extra_texts(self, kind: Literal["phrase", "instruction"], chosen: np.ndarray) -> Texts:
        """Some of the phrases that name activities, or of the instructions."""
        arrays = self._extra[kind]
        first = starts(arrays["text_sentences"])
        return pick(arrays, starts(arrays["sentence_numbers"]), [np.arange(first[i], first[i + 1]) for i in chosen])


def _mapped(file: Path) -> np.ndarray:
    """A plain view of a memory map: slicing `np.memmap` takes five times as long."""
    mapped: np.memmap[Any, Any] = np.load(file, mmap_mode="r")
    return mapped.view(np.ndarray)


def main() -> None:
    import argparse

    from rich.progress import Progress

    parser = argparse.ArgumentParser(description="Build a training corpus.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--days", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--real", type=Path, help="Fitabase minutes (csv.gz) whose days are to be mixed in")
    parser.add_argument("--device", default="cpu", help="where the sentences' vectors are computed")
    options = parser.parse_args()
    with Progress() as progress:
        task = progress.add_task("shards", total=None)
        build(
            options.out, options.people, options.days, options.seed, options.processes, options.real,
            lambda done, of: progress.update(task, completed=done, total=of), SentenceVectors(options.device),
        )  # fmt: skip


if __name__ == "__main__":
    main()
