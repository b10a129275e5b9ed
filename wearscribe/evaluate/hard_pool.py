"""Among one person's own days, one of them a twin: there nobody's fitness or habits give a day away."""

from dataclasses import dataclass

import numpy as np

from schemas.records import Language
from wearscribe.evaluate.bootstrap import mean_by
from wearscribe.evaluate.data import Day
from wearscribe.evaluate.held_out import CONDITIONS, HeldOut, whole
from wearscribe.evaluate.metrics import chance_recall, first_hit
from wearscribe.evaluate.model import Model
from wearscribe.evaluate.results import Cell, Row, Section
from wearscribe.evaluate.texts import same, text_of
from wearscribe.evaluate.twins import twins

_DAYS_A_PERSON = 3

ABOUT = """{queries} days of {people} held-out people. The pool: all {days} days of the same person and the twin of the
day asked for, the same day with one fact edited (an activity added, removed, moved or exchanged, a night cut short or
broken). Caption numbers rounded; days whose captions say the same count as hits. *Over the twin*: how often the day
comes before its twin, of those whose captions differ at the level (chance .5). Controls: *random pairs*, the caption of
another day that was asked for; the *untrained* encoder and *caption-text*, English semantic and mixed captions alone.
No class is asked for, so there are no labels to shuffle and none to learn from hand-made statistics. Interval: 95 %,
bootstrap by person."""


@dataclass(frozen=True, slots=True, eq=False)
class _Pools:
    """Of each day asked for (a place among `held_out.days`) the places of its person's days, and its twin."""

    asked: list[int]
    places: list[list[int]]
    twins: list[Day]


def measure(held_out: HeldOut) -> Section:
    held_out.progress("searching among one person's days and a twin")
    pools = _pools(held_out)
    vectors = held_out.windows, _embed(held_out.model, pools)
    rows: list[Row] = []
    headline: dict[str, Cell] = {}
    for level, language in CONDITIONS:
        if row := _row(held_out, pools, held_out.model, vectors, level, language):
            rows.append({"by": "model", **row})
            headline |= {f"hard pool {level} {language} {name}": row[name] for name in ("R@1", "over the twin")}
        if row := _row(held_out, pools, held_out.model, vectors, level, language, exchanged=True):
            rows.append({"by": "random pairs", **row})
    for name, control in held_out.controls.items():
        held_out.progress(f"the same by the control {name}")
        vectors = whole(*held_out.control_spans[name]), _embed(control, pools)
        for level in ("semantic", "mixed"):
            if row := _row(held_out, pools, control, vectors, level, "en"):
                rows.append({"by": name, **row})
    people = len({day.person for day in held_out.days})
    about = ABOUT.format(queries=len(pools.asked), people=people, days=held_out.sizes.days)
    return Section("hard-pool", "Among one person's days", about, rows, headline=headline)


def _pools(held_out: HeldOut) -> _Pools:
    by_person: dict[int, list[int]] = {}
    for place, day in enumerate(held_out.days):
        by_person.setdefault(day.person, []).append(place)
    asked = [place for places in by_person.values() for place in places[1 : 1 + _DAYS_A_PERSON]]
    return _Pools(
        asked,
        [by_person[held_out.days[place].person] for place in asked],
        [next(twins(held_out.days[place], 1)).day for place in asked],
    )


def _embed(model: Model, pools: _Pools) -> np.ndarray:
    """Of the twins, [asked, dimension]."""
    return model.embed_windows([twin.seen for twin in pools.twins])


def _row(
    held_out: HeldOut,
    pools: _Pools,
    model: Model,
    vectors: tuple[np.ndarray, np.ndarray],
    level: str,
    language: Language,
    *,
    exchanged: bool = False,
) -> Row | None:
    """`vectors` of all days and of the twins, by `model`; with `exchanged` captions, each another day's."""
    days = held_out.days
    queries = [text_of(days[place], level, language) for place in pools.asked]
    chosen = [index for index, text in enumerate(queries) if text is not None]
    if not chosen:
        return None
    texts = model.embed_text([text for text in queries if text is not None])
    if exchanged:
        texts = texts[np.random.default_rng(0).permutation(len(texts))]
    keys, twin_keys = same(days, level), same(pools.twins, level)
    ranks, over, hits, people = [], [], [], []
    for text, index in zip(texts, chosen, strict=True):
        own, pool = pools.asked[index], pools.places[index]
        items = np.concatenate([vectors[0][pool], vectors[1][index : index + 1]])
        hit = np.array([keys[place] == keys[own] for place in pool] + [twin_keys[index] == keys[own]])
        scores = items @ text
        ranks.append(float(first_hit(scores[None], hit[None])[0]))
        mine = scores[pool.index(own)]
        over.append(np.nan if hit[-1] else float(mine > scores[-1]) + 0.5 * float(mine == scores[-1]))
        hits.append(int(hit.sum()))
        people.append(days[own].person)
    rank, person = np.array(ranks), np.array(people)
    size = held_out.sizes.days + 1
    row: dict[str, Cell] = {"level": level, "language": language, "pool": size, "queries": len(chosen)}
    row |= {f"R@{k}": mean_by(person, (rank <= k).astype(float)) for k in (1, 5)}
    row["chance R@1"] = float(chance_recall(np.array(hits), size, 1).mean())
    row["over the twin"] = None if np.isnan(over).all() else mean_by(person, np.array(over))
    return row
