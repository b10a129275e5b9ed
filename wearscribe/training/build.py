"""Builds a corpus shard by shard, then lays the shards end to end.

A build that was interrupted goes on where it stopped: a shard is written aside and renamed when it is whole.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from wearscribe.model import claims, episodes, patches, read_text
from wearscribe.model.sentences import SentenceVectors
from wearscribe.training.arrays import FIELDS, Sentences, flatten, save, sentence_arrays
from wearscribe.training.facts import FACTS
from wearscribe.training.instructions import TRAINING
from wearscribe.training.people import examples_of
from wearscribe.training.phrases import phrases

VERSION = 1
PEOPLE_A_SHARD = 10
_AT_ONCE = 512  # sentences
DONE, PLAN, SENTENCES, VECTORS = "done.json", "plan.json", "sentences.txt", "vectors.npy"


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
    if (folder / PLAN).exists() and (folder / PLAN).read_text() != text:
        raise ValueError(f"{folder} holds another corpus: name another folder, or delete it")
    (folder / PLAN).write_text(text)
    if (folder / DONE).exists():
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
    (folder / DONE).write_text("{}")
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
    (part / SENTENCES).write_text("\n".join(sentences.names))
    part.replace(_shard(folder, number))


def _join(folder: Path, plan: Plan) -> None:
    """The shards' arrays end to end, the places of sentences and twins moved on, then the shards are deleted."""
    sentences = Sentences()
    shards = [_shard(folder, number) for number in range(plan.shards)]
    places = [
        np.array([sentences.place(name) for name in (shard / SENTENCES).read_text().split("\n")], dtype="i4")
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
    (folder / SENTENCES).write_text("\n".join(sentences.names))


def _embed(folder: Path, embed: Embed) -> None:
    names = (folder / SENTENCES).read_text().split("\n")
    vectors = np.lib.format.open_memmap(folder / VECTORS, "w+", np.float16, (len(names), SentenceVectors.dimension))
    for at in range(0, len(names), _AT_ONCE):
        vectors[at : at + _AT_ONCE] = embed(names[at : at + _AT_ONCE])
    vectors.flush()


def _instructions() -> list[str]:
    return [text for languages in TRAINING.values() for texts in languages.values() for text in texts]
