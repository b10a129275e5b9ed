"""Captions find their days, and days their captions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from schemas.records import Language
from wearscribe.evaluate.bootstrap import Measured, mean_by
from wearscribe.evaluate.held_out import CONDITIONS, HeldOut, Pool, whole
from wearscribe.evaluate.matcher import number_scores
from wearscribe.evaluate.metrics import chance_recall, first_hit
from wearscribe.evaluate.results import Cell, Chart, Row, Section
from wearscribe.evaluate.texts import same, text_of

KS = (1, 5, 10)
_ROWS_AT_ONCE = 1000
_CONTROL_TEXTS = 300  # the caption-text baseline reads a dozen long captions a second

ABOUT = """Synthetic people of the fixed test split ({people} people, {days} days), heart rate and steps alone, no label
seen. The caption of a day, its numbers rounded, is looked for among the days of the pool (text→window), and the day
among the captions (window→text). Days whose captions say the same count as hits. Pools are random parts of all days, so
a pool holds several days of one person. Interval: 95 %, bootstrap by person. Chance: a random order of the pool.
A *numeric matcher* knows the numbers of each day's captions and counts those that agree: where it is high, the level is
arithmetic and no achievement. *Random pairs* gives every caption to another day."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranks:
    """Of each query: rank of its first hit, person, and how many of the pool would have been a hit."""

    ranks: np.ndarray
    people: np.ndarray
    hits: np.ndarray
    pool: int

    def recall(self, k: int) -> Measured:
        return mean_by(self.people, (self.ranks <= k).astype(float))

    def row(self, **names: Cell) -> Row:
        recalls = {f"R@{k}": self.recall(k) for k in KS}
        chance = float(chance_recall(self.hits, self.pool, 10).mean())
        return {
            **names,
            "pool": self.pool,
            "queries": len(self.ranks),
            **recalls,
            "median rank": float(np.median(self.ranks)),
            "chance R@10": chance,
        }


def search(queries: np.ndarray, items: np.ndarray, same: np.ndarray, own: np.ndarray, people: np.ndarray) -> Ranks:
    """Ranks by cosine of L2-normalised queries [query, dim] among items [item, dim]; `same` [item] is equal for items
    that are each other's hits, `own` [query] the item that the query stems from, `people` [query] whose it is."""
    ranks, hits = [], []
    for first in range(0, len(queries), _ROWS_AT_ONCE):
        part = slice(first, first + _ROWS_AT_ONCE)
        hit = same[own[part], None] == same[None, :]
        ranks.append(first_hit(queries[part] @ items.T, hit))
        hits.append(hit.sum(axis=1))
    return Ranks(np.concatenate(ranks), people, np.concatenate(hits), len(items))


def joined(parts: Sequence[Ranks]) -> Ranks:
    """The queries of several pools of one size."""
    return Ranks(
        np.concatenate([part.ranks for part in parts]),
        np.concatenate([part.people for part in parts]),
        np.concatenate([part.hits for part in parts]),
        parts[0].pool,
    )


def pools(total: int, size: int, queried: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Disjoint pools of days, each with those of it that are queried with: the first `queried` of all are."""
    for first in range(0, min(max(queried, size), total) - size + 1, size):
        pool = np.arange(first, first + size)
        yield pool, pool[pool < queried]


def both_ways(
    texts: np.ndarray, windows: np.ndarray, same: np.ndarray, people: np.ndarray, said: np.ndarray, size: int
) -> dict[str, Ranks]:
    """text→window and window→text in pools of `size`. `texts` [queried, dim] are of the first days, valid where `said`
    [queried]; window→text is left out where the pool has days whose captions were not embedded."""
    found: dict[str, list[Ranks]] = {"text→window": [], "window→text": []}
    for pool, queried in pools(len(windows), size, len(texts)):
        own = queried[said[queried]]
        if not len(own):
            continue
        found["text→window"].append(search(texts[own], windows[pool], same[pool], own - pool[0], people[own]))
        if len(queried) == len(pool):
            found["window→text"].append(search(windows[own], texts[own], same[own], np.arange(len(own)), people[own]))
    return {way: joined(parts) for way, parts in found.items() if parts}


def measure(held_out: HeldOut) -> Section:
    pool = held_out.pool
    rows: list[Row] = []
    headline: dict[str, Cell] = {}
    curves: dict[str, list[float]] = {}
    for level, language in CONDITIONS:
        held_out.progress(f"searching with {level} captions ({language})")
        texts, said = caption_vectors(held_out, pool, level, language)
        curves[f"{level} ({language})"] = [float("nan")] * len(held_out.sizes.pools)
        for place, size in enumerate(held_out.sizes.pools):
            ways = both_ways(texts, pool.windows, pool.same[level], pool.people, said, size)
            rows += [ranks.row(level=level, language=language, way=way) for way, ranks in ways.items()]
            if "text→window" in ways:
                curves[f"{level} ({language})"][place] = ways["text→window"].recall(10).value
        middle = both_ways(texts, pool.windows, pool.same[level], pool.people, said, headline_pool(held_out))
        headline |= {
            f"{level} {language} R@{k}": middle["text→window"].recall(k) for k in KS if "text→window" in middle
        }
        rows += _controls(held_out, pool, level, language, texts, said)
    rows += _other_models(held_out)
    chart = Chart(
        "retrieval",
        "A caption finds its day: R@10 by pool",
        "days in the pool",
        "R@10",
        held_out.sizes.pools,
        curves,
        True,
    )
    about = ABOUT.format(people=held_out.sizes.people, days=len(pool.people))
    return Section("retrieval", "Captions and days", about, rows, [chart], headline)


def headline_pool(held_out: HeldOut) -> int:
    """1,000 days, or the largest pool of a quick run."""
    return min(1000, max(held_out.sizes.pools))


def caption_vectors(held_out: HeldOut, pool: Pool, level: str, language: Language) -> tuple[np.ndarray, np.ndarray]:
    """Embeddings of the first captions, as many as the sizes say; rows of days without such a caption are 0."""
    texts = pool.texts[level, language][: held_out.sizes.texts]
    said = np.array([text is not None for text in texts])
    vectors = np.zeros((len(texts), held_out.model.dimension), dtype=np.float32)
    vectors[said] = held_out.model.embed_text([text for text in texts if text is not None])
    return vectors, said


def _controls(
    held_out: HeldOut, pool: Pool, level: str, language: Language, texts: np.ndarray, said: np.ndarray
) -> Iterator[Row]:
    """In one pool of the headline's size."""
    size = headline_pool(held_out)
    own = np.flatnonzero(said[:size])
    shuffled = np.random.default_rng(0).permutation(own)
    same, people = pool.same[level][:size], pool.people
    names: dict[str, Cell] = {"level": level, "language": language, "way": "text→window"}
    yield search(texts[shuffled], pool.windows[:size], same, own, people[own]).row(**names | {"way": "random pairs"})
    if language == "en":
        queries = [pool.texts[level, "en"][index] or "" for index in own.tolist()]
        known = [text or "" for text in pool.texts[level, "ko"][:size]]
        scores = number_scores(queries, known)
        ranks = first_hit(scores, same[own, None] == same[None, :])
        hits = (same[own, None] == same[None, :]).sum(axis=1)
        yield Ranks(ranks, people[own], hits, size).row(**names | {"way": "numeric matcher"})


def _other_models(held_out: HeldOut) -> Iterator[Row]:
    """The controls and the model itself in one pool of the kept people's days, with the same few hundred captions."""
    order = np.random.default_rng(0).permutation(len(held_out.days))[: headline_pool(held_out)]
    days = [held_out.days[index] for index in order]
    models = {"model, same pool": (held_out.model, held_out.spans)}
    models |= {name: (control, held_out.control_spans[name]) for name, control in held_out.controls.items()}
    for level in ("semantic", "mixed"):
        texts = [text_of(day, level, "en") for day in days]
        own = np.array([index for index, text in enumerate(texts) if text is not None])[:_CONTROL_TEXTS]
        groups = np.unique(same(days, level), return_inverse=True)[1]
        for name, (model, spans) in models.items():
            queries = model.embed_text([texts[index] or "" for index in own.tolist()])
            ranks = search(queries, whole(*spans)[order], groups, own, held_out.people[order][own])
            yield ranks.row(level=level, language="en", way=name)
