"""Among one person's own days, one of them a twin: there nobody's fitness or habits give a day away."""

import numpy as np

from schemas.records import Language
from wearscribe.evaluate.bootstrap import mean_by
from wearscribe.evaluate.data import Day
from wearscribe.evaluate.held_out import CONDITIONS, HeldOut
from wearscribe.evaluate.metrics import chance_recall, first_hit
from wearscribe.evaluate.results import Cell, Row, Section
from wearscribe.evaluate.texts import same, text_of
from wearscribe.evaluate.twins import twins

_DAYS_A_PERSON = 3

ABOUT = """{queries} days of {people} held-out people. The pool: all {days} days of the same person and the twin of the
day asked for, the same day with one fact edited (an activity added, removed, moved or exchanged, a night cut short or
broken). Caption numbers rounded; days whose captions say the same count as hits. *Over the twin*: how often the day
comes before its twin, of those whose captions differ at the level (chance .5). Interval: 95 %, bootstrap by person."""


def measure(held_out: HeldOut) -> Section:
    held_out.progress("searching among one person's days and a twin")
    by_person: dict[int, list[int]] = {}
    for place, day in enumerate(held_out.days):
        by_person.setdefault(day.person, []).append(place)
    asked = [place for places in by_person.values() for place in places[1 : 1 + _DAYS_A_PERSON]]
    edited = [next(twins(held_out.days[place], 1)).day for place in asked]
    vectors = held_out.model.embed_windows([twin.seen for twin in edited])
    rows: list[Row] = [
        row
        for level, language in CONDITIONS
        if (row := _row(held_out, by_person, asked, edited, vectors, level, language)) is not None
    ]
    about = ABOUT.format(queries=len(asked), people=len(by_person), days=held_out.sizes.days)
    headline = {
        f"hard pool {row['level']} {row['language']} {name}": row[name]
        for row in rows
        for name in ("R@1", "over the twin")
    }
    return Section("hard-pool", "Among one person's days", about, rows, headline=headline)


def _row(
    held_out: HeldOut,
    by_person: dict[int, list[int]],
    asked: list[int],
    edited: list[Day],
    twin_vectors: np.ndarray,
    level: str,
    language: Language,
) -> Row | None:
    days = held_out.days
    queries = [text_of(days[place], level, language) for place in asked]
    chosen = [index for index, text in enumerate(queries) if text is not None]
    if not chosen:
        return None
    vectors = held_out.model.embed_text([text for text in queries if text is not None])
    keys, twin_keys = same(days, level), same(edited, level)
    ranks, over, hits, people = [], [], [], []
    for vector, index in zip(vectors, chosen, strict=True):
        pool = by_person[days[asked[index]].person]
        items = np.concatenate([held_out.windows[pool], twin_vectors[index : index + 1]])
        hit = np.array([keys[place] == keys[asked[index]] for place in pool] + [twin_keys[index] == keys[asked[index]]])
        scores = items @ vector
        ranks.append(float(first_hit(scores[None], hit[None])[0]))
        own = scores[pool.index(asked[index])]
        over.append(np.nan if hit[-1] else float(own > scores[-1]) + 0.5 * float(own == scores[-1]))
        hits.append(int(hit.sum()))
        people.append(days[asked[index]].person)
    rank, person = np.array(ranks), np.array(people)
    size = held_out.sizes.days + 1
    row: dict[str, Cell] = {"level": level, "language": language, "pool": size, "queries": len(chosen)}
    row |= {f"R@{k}": mean_by(person, (rank <= k).astype(float)) for k in (1, 5)}
    row["chance R@1"] = float(chance_recall(np.array(hits), size, 1).mean())
    row["over the twin"] = None if np.isnan(over).all() else mean_by(person, np.array(over))
    return row
