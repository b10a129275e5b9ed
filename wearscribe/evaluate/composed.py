"""A day and a change in words find the day so changed."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from schemas.records import AnnotatedWindow, Language
from wearscribe.evaluate.bootstrap import mean_by
from wearscribe.evaluate.data import Day
from wearscribe.evaluate.edit_words import words
from wearscribe.evaluate.held_out import LANGUAGES, HeldOut, whole
from wearscribe.evaluate.metrics import first_hit
from wearscribe.evaluate.model import Model
from wearscribe.evaluate.results import Cell, Row, Section
from wearscribe.evaluate.twins import Twin, twins
from wearscribe.training.instructions import TRAINING

SIBLINGS = 19  # twins of a day: with the day itself a twentieth of the pool's thousand

_INSTRUCTION = TRAINING["composed"]["en"][0]
_LESS = {"R@10 less words alone": "words alone", "R@10 less day alone": "day alone"}

ABOUT = """{queries} queries of {people} held-out people: a day, and in whole phrases other than training's what is to
differ ("the same sort of day, only with a run in the evening on top"). *Crowded pool*: {pool} windows, {days} days with
{siblings} differently edited twins each; the right one is the twin with that edit, so that neither the day nor the
words alone tell which; who finds a day's twins and cannot tell them apart has a R@10 of 10 in {siblings}. *Plain pool*:
the twin among {plain} other days, where being like the day is nearly enough (see *untrained*). The day itself is left
out, as a search for days like one leaves it out. *Sum*: direction of the sum of both embeddings. Controls: *random
pairs*, the day and the words of another query; day and words in English by the *untrained* encoder and by
*caption-text* (their sum). No class is asked for, so there are no labels to shuffle and none to learn from hand-made
statistics. Chance R@10 {chance:.3f}. Interval: 95 %, bootstrap by person."""


class _Asked(NamedTuple):
    """Vectors of one model: `queries`, `windows` (the days edited, then all twins), and `days` of all kept people."""

    queries: np.ndarray
    windows: np.ndarray
    days: np.ndarray


def measure(held_out: HeldOut) -> Section:
    held_out.progress("editing days for composed queries")
    edited = _twins(held_out)
    days = [day for day, _ in groupby(twin.of for twin in edited)]
    windows = _embed(held_out.model, [*days, *(twin.day for twin in edited)])
    parent = {id(day): place for place, day in enumerate(days)}
    origin = np.array([parent[id(twin.of)] for twin in edited])
    place = {id(day): index for index, day in enumerate(held_out.days)}
    places = np.array([place[id(twin.of)] for twin in edited])
    people = np.array([twin.of.person for twin in edited])
    controls = {}
    for name, control in held_out.controls.items():
        held_out.progress(f"the same by the control {name}")
        vectors = _embed(control, [*days, *(twin.day for twin in edited)])
        queries = control.embed_composed(_pairs(edited, "en"), _INSTRUCTION)
        controls[name] = _Asked(queries, vectors, whole(*held_out.control_spans[name]))
    rows: list[Row] = []
    for language in LANGUAGES:
        own = _queries(held_out, edited, language, windows[origin])
        asked = {by: _Asked(queries, windows, held_out.windows) for by, queries in own.items()}
        asked |= controls if language == "en" else {}
        for pool in ("crowded", "plain"):
            ranks = {
                by: _crowded(each.queries, each.windows, origin) if pool == "crowded" else _plain(each, places)
                for by, each in asked.items()
            }
            rows += [_row(people, ranks, by, {"language": language, "pool": pool, "by": by}) for by in ranks]
    about = ABOUT.format(
        queries=len(edited), people=len(set(people)), pool=len(windows), days=len(days), siblings=SIBLINGS,
        plain=len(held_out.days) - 1, chance=10 / len(windows),
    )  # fmt: skip
    headline = {
        f"{row['by']} {row['language']} {row['pool']} {name}": row[name] for row in rows for name in ("R@10", *_LESS)
    }
    return Section("composed", "A day and a change in words", about, rows, headline=headline)


def _row(people: np.ndarray, ranks: dict[str, np.ndarray], by: str, names: dict[str, Cell]) -> Row:
    recalls: dict[str, Cell] = {f"R@{k}": mean_by(people, (ranks[by] <= k).astype(float)) for k in (1, 5, 10)}
    less: dict[str, Cell] = {
        name: mean_by(people, (ranks[by] <= 10).astype(float) - (ranks[other] <= 10)) for name, other in _LESS.items()
    }
    return {**names, **recalls, "median rank": float(np.median(ranks[by])), **less}


def _twins(held_out: HeldOut) -> list[Twin]:
    """Of one day a person, of as many people as make a pool of a thousand."""
    count = min(50, held_out.sizes.kept // 3)
    chosen = [day for day in held_out.days if day.number == 1][:count]
    return [twin for day in chosen for twin in twins(day, SIBLINGS)]


def _embed(model: Model, days: Sequence[Day]) -> np.ndarray:
    return model.embed_windows([day.seen for day in days])


def _pairs(edited: Sequence[Twin], language: Language) -> list[tuple[AnnotatedWindow, str]]:
    return [(twin.of.seen, words(twin.edit, language)) for twin in edited]


def _queries(held_out: HeldOut, edited: Sequence[Twin], language: Language, days: np.ndarray) -> dict[str, np.ndarray]:
    model, pairs = held_out.model, _pairs(edited, language)
    said = [text for _, text in pairs]
    order = np.random.default_rng(0).permutation(len(said))
    exchanged = [(day, said[place]) for (day, _), place in zip(pairs, order, strict=True)]
    texts = model.embed_text(said)
    total = days + texts
    return {
        "day and words": model.embed_composed(pairs, _INSTRUCTION),
        "day and words, no instruction": model.embed_composed(pairs),
        "random pairs": model.embed_composed(exchanged, _INSTRUCTION),
        "words alone": texts,
        "day alone": days,
        "sum": total / np.linalg.norm(total, axis=1, keepdims=True),
    }


def _crowded(queries: np.ndarray, windows: np.ndarray, origin: np.ndarray) -> np.ndarray:
    """Rank of each query's twin among all days and twins but its own day."""
    scores = queries @ windows.T
    scores[np.arange(len(queries)), origin] = -np.inf
    hits = np.zeros(scores.shape, dtype=bool)
    hits[np.arange(len(queries)), origin.max() + 1 + np.arange(len(queries))] = True
    return first_hit(scores, hits)


def _plain(asked: _Asked, own: np.ndarray) -> np.ndarray:
    """Rank of each query's twin among the days of the kept people but its `own` day."""
    twins = asked.windows[len(asked.windows) - len(own) :]
    scores = np.concatenate([asked.queries @ asked.days.T, (asked.queries * twins).sum(axis=1, keepdims=True)], axis=1)
    scores[np.arange(len(own)), own] = -np.inf
    hits = np.zeros(scores.shape, dtype=bool)
    hits[:, -1] = True
    return first_hit(scores, hits)
