"""Questions that people wrote find the days that answer them, as `wearscribe search` does: ranked as wholes."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from wearscribe.evaluate.bootstrap import Measured, draws, mean_by, measured
from wearscribe.evaluate.held_out import HeldOut, embed_spans, whole
from wearscribe.evaluate.metrics import ndcg
from wearscribe.evaluate.queries import Query, answered, read_queries
from wearscribe.evaluate.results import Cell, Row, Section

BASELINE = "caption-text"
TOLD = "caption-text, reading the logged labels"
BEST_SPAN = "{}, by the best span"

ABOUT = """\
{queries} questions written by hand ({languages}), never by the caption templates, each with the rule on the true
labels and annotations that decides which of the {days} days of {people} held-out people answer it (`tests/data/
queries.jsonl`; {share}). nDCG@10, binary; days are ranked as wholes, as in the product, and *by the best span*, whole
or bout, beside it. Intervals: 95 %, bootstrap by question; and by person, who is drawn with all of his or her days.
*Difference*: paired, model less the control on the same questions. The caption-text baseline is given what the model
is given, days without labels; where it may read what the wearer logged too, the rule's own words stand in its
captions: an upper row, not a rival. Chance: days in random order."""


def measure(held_out: HeldOut, path: Path) -> Section:
    queries: Sequence[Query] = read_queries(path)
    held_out.progress(f"answering {len(queries)} hand-written questions")
    truth = answered(queries, [day.told for day in held_out.days])
    queries, truth = _answerable(queries, truth)
    texts = [each.text for each in queries]
    asked = held_out.model.embed_text(texts)
    scores = {"model": _as_wholes(asked, *held_out.spans)}
    scores[BEST_SPAN.format("model")] = _by_best_span(asked, *held_out.spans)
    for name, control in held_out.controls.items():
        asked = control.embed_text(texts)
        scores[name] = _as_wholes(asked, *held_out.control_spans[name])
        if name == BASELINE:
            scores[BEST_SPAN.format(name)] = _by_best_span(asked, *held_out.control_spans[name])
            scores[TOLD] = _as_wholes(asked, *embed_spans(control, [day.told for day in held_out.days]))
    scores["chance"] = np.random.default_rng(0).random(truth.shape)
    found = {name: ndcg(each, truth) for name, each in scores.items()}
    rows = [
        row
        for language in ("en", "ko", "both")
        for row in _rows(language, queries, scores, truth, held_out.people, found)
    ]
    rows += _by_query(queries, truth, found)
    about = ABOUT.format(
        queries=len(queries),
        languages=", ".join(f"{sum(q.language == each for q in queries)} {each}" for each in ("en", "ko")),
        days=len(held_out.days),
        people=held_out.sizes.kept,
        share=f"{truth.mean(axis=1).min():.1%} to {truth.mean(axis=1).max():.1%} of the days answer one",
    )
    return Section("queries", "Hand-written questions", about, rows, headline=_headline(rows))


def _answerable(queries: Sequence[Query], truth: np.ndarray) -> tuple[list[Query], np.ndarray]:
    """Without those that no day answers: in a short run some have none."""
    some = np.flatnonzero(truth.any(axis=1))
    return [queries[index] for index in some.tolist()], truth[some]


def _as_wholes(asked: np.ndarray, vectors: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """[query, day]: cosine of the whole day."""
    return np.asarray(asked @ whole(vectors, owners).T)


def _by_best_span(asked: np.ndarray, vectors: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """[query, day]: cosine of the day's best span."""
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    return np.asarray(np.maximum.reduceat(asked @ vectors.T, starts, axis=1))


def _rows(
    language: str,
    queries: Sequence[Query],
    scores: dict[str, np.ndarray],
    truth: np.ndarray,
    people: np.ndarray,
    found: dict[str, np.ndarray],
) -> list[Row]:
    chosen = np.array([language in ("both", query.language) for query in queries])
    if not chosen.any():
        return []
    ids = np.arange(len(queries))[chosen]
    resampled = {name: by_person(scores[name][chosen], truth[chosen], people) for name in scores}
    rows: list[Row] = []
    for name, each in found.items():
        less = found["model"][chosen] - each[chosen]
        value = float(each[chosen].mean())
        row: dict[str, Cell] = {
            "language": language,
            "by": name,
            "questions": int(chosen.sum()),
            "nDCG@10": mean_by(ids, each[chosen]),
            "by person": _about(value, resampled[name], len(np.unique(people))),
        }
        if name != "model":
            row["difference"] = mean_by(ids, less)
            row["difference by person"] = _about(
                float(less.mean()), resampled["model"] - resampled[name], len(np.unique(people))
            )
        rows.append(row)
    return rows


def _about(value: float, resampled: np.ndarray, n: int) -> Measured:
    """The interval about the value: the draws lie above it, since a person drawn twice is found twice."""
    return measured(value, value + resampled - resampled.mean(), n)


def by_person(scores: np.ndarray, truth: np.ndarray, people: np.ndarray, count: int = 200) -> np.ndarray:
    """Mean nDCG@10 in pools of people drawn with replacement, [draw]; the same draws for equal people."""
    names, person = np.unique(people, return_inverse=True)
    days = [np.flatnonzero(person == each) for each in range(len(names))]
    means = np.empty(count)
    for number, times in enumerate(draws(len(names))[:count].astype(int)):
        pool = np.concatenate([np.tile(days[each], times[each]) for each in np.flatnonzero(times)])
        means[number] = np.nanmean(ndcg(scores[:, pool], truth[:, pool]))
    return means


def _by_query(queries: Sequence[Query], truth: np.ndarray, found: dict[str, np.ndarray]) -> list[Row]:
    return [
        {
            "question": query.text,
            "language": query.language,
            "answers": int(truth[index].sum()),
            **{name: float(each[index]) for name, each in found.items()},
        }
        for index, query in enumerate(queries)
    ]


def _headline(rows: Sequence[Row]) -> dict[str, Cell]:
    headline: dict[str, Cell] = {}
    for row in rows:
        if row.get("by") == "model":
            headline[f"nDCG@10 {row['language']}"] = row["nDCG@10"]
        elif row.get("by") == BASELINE:
            headline[f"nDCG@10 less baseline {row['language']}"] = row["difference"]
            headline[f"nDCG@10 less baseline {row['language']} by person"] = row["difference by person"]
    return headline
