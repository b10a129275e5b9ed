"""What a bare Postgres finds with words: the static tower beside the transformer that it is distilled from."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np

from schemas.records import Language
from wearscribe.evaluate.answering import by_person
from wearscribe.evaluate.bootstrap import measured, weights_by
from wearscribe.evaluate.held_out import LANGUAGES, HeldOut
from wearscribe.evaluate.metrics import first_hit, ndcg
from wearscribe.evaluate.queries import answered, read_queries
from wearscribe.evaluate.results import Cell, Row, Section
from wearscribe.evaluate.texts import same, text_of
from wearscribe.static_tower import StaticTower
from wearscribe.training import nothing
from wearscribe.training.asks import several, single

_POOL = 1000  # days
_LEVELS = ("semantic", "mixed")

_Embeds = dict[str, nothing.Embed]

ABOUT = """\
Vectors of words and word pairs, summed: what `search_windows(text)` uses where the transformer has not embedded the
text. {days} of the held-out days, as in *Captions and days*; the same texts by both towers, *kept* is the static
tower's share of the transformer's number, paired. Captions: R@10. Asks: one to three facts of a day in short words,
nDCG@10 by the facts that hold of each day. Hand-written questions: nDCG@10 over all days of the kept people, interval
by person. Intervals: 95 %, bootstrap by person. The tower knows {tokens} tokens of model {version}.

*Nothing matches*: half of the queries are asks that some day answers; of a quarter of them the days that answer were
taken out of the pool; a quarter is off topic (`wearscribe/training/off_topic.py`, those that nothing was fitted on).
The static tower judges by the cosine times the share of a text's tokens that it knows. Thresholds were fitted on
validation people (`wearscribe distill`). *Precision*: of the verdicts "nothing matches" that are right; *recall*: of
the queries without an answer that are told so; then the share of each kind that is told "nothing". Hand-written:
questions that some day answers, by people and never by the generator of asks: each that is told "nothing" is a
mistake."""


def measure(held_out: HeldOut, tower: StaticTower, path: Path | None) -> Section:
    """Raises ValueError where the tower is of another model."""
    if tower.model_version != held_out.model.model_version:
        raise ValueError(f"the static tower is of {tower.model_version}: distil it anew with `wearscribe distill`")
    held_out.progress("searching with the static tower")
    pool = np.random.default_rng(0).permutation(len(held_out.days))[:_POOL]
    embeds: _Embeds = {"transformer": held_out.model.embed_text, "static": tower.embed}
    rows = [
        *(_captions(held_out, pool, embeds, level, language) for level in _LEVELS for language in LANGUAGES),
        *(_asks(held_out, pool, embeds, language) for language in LANGUAGES),
    ]
    if path is not None:
        rows += [_questions(held_out, embeds, path, language) for language in LANGUAGES]
    thresholds = {"transformer": tower.threshold, "static": tower.static_threshold}
    judges = embeds | {"static": tower.judged}
    told = [_nothing(held_out, name, judge, thresholds[name], path) for name, judge in judges.items()]
    headline = {f"{row['texts']} {row['language']} kept": row["kept"] for row in rows}
    headline |= {f"nothing, {row['by']}, {name}": row[name] for row in told for name in ("precision", "recall")}
    about = ABOUT.format(days=len(pool), tokens=f"{len(tower.tokens):,}", version=tower.model_version)
    return Section("static-tower", "Words in a bare Postgres", about, [*rows, *told], headline=headline)


def _captions(held_out: HeldOut, pool: np.ndarray, embeds: _Embeds, level: str, language: Language) -> Row:
    days = [held_out.days[index] for index in pool]
    texts = [text_of(day, level, language) for day in days]
    groups = np.unique(same(days, level), return_inverse=True)[1]
    own = np.array([place for place, text in enumerate(texts) if text is not None])
    asked = [texts[place] or "" for place in own]
    hits = groups[own, None] == groups[None, :]
    found = {
        name: (first_hit(embed(asked) @ held_out.windows[pool].T, hits) <= 10).astype(float)
        for name, embed in embeds.items()
    }
    return _row(f"{level} captions", language, "R@10", found, held_out.people[pool][own])


def _asks(held_out: HeldOut, pool: np.ndarray, embeds: _Embeds, language: Language) -> Row:
    """Two asks of every fifth day."""
    random = Random(0)
    days = nothing.Pool.of([held_out.days[index] for index in pool], lambda _: held_out.windows[pool])
    asks = [
        (say(days.facts[day], language, random), day) for day in range(0, len(pool), 5) for say in (single, several)
    ]
    known = [(ask, day) for ask, day in asks if ask is not None]
    right = np.array([days.answers(ask) for ask, _ in known])
    found = {
        name: ndcg(embed([ask.text for ask, _ in known]) @ days.vectors.T, right) for name, embed in embeds.items()
    }
    return _row("asks", language, "nDCG@10", found, days.people[[day for _, day in known]])


def _questions(held_out: HeldOut, embeds: _Embeds, path: Path, language: Language) -> Row:
    texts, right = _answerable(held_out, path, (language,))
    scores = {name: embed(texts) @ held_out.windows.T for name, embed in embeds.items()}
    values = {name: float(ndcg(each, right).mean()) for name, each in scores.items()}
    drawn = {name: by_person(each, right, held_out.people) for name, each in scores.items()}
    kept = values["static"] / values["transformer"]
    resampled = _share(drawn["static"], drawn["transformer"])
    people = len(np.unique(held_out.people))
    about = {name: measured(value, value + drawn[name] - drawn[name].mean(), people) for name, value in values.items()}
    about["kept"] = measured(kept, kept + resampled - resampled.mean(), people)
    return {"texts": "hand-written", "language": language, "measure": "nDCG@10", "queries": len(texts), **about}


def _answerable(held_out: HeldOut, path: Path, languages: Sequence[Language]) -> tuple[list[str], np.ndarray]:
    """Hand-written questions that some day answers, and which do, bool [question, day]."""
    queries = [query for query in read_queries(path) if query.language in languages]
    truth = answered(queries, [day.told for day in held_out.days])
    some = np.flatnonzero(truth.any(axis=1))
    return [queries[index].text for index in some.tolist()], truth[some]


def _row(texts: str, language: Language, measure: str, found: dict[str, np.ndarray], people: np.ndarray) -> Row:
    weights = np.concatenate([np.ones((1, len(people))), weights_by(people)])
    means = {name: weights @ each / weights.sum(axis=1) for name, each in found.items()}
    means["kept"] = _share(means["static"], means["transformer"])
    count = len(np.unique(people))
    cells: dict[str, Cell] = {name: measured(float(each[0]), each[1:], count) for name, each in means.items()}
    return {"texts": texts, "language": language, "measure": measure, "queries": len(people), **cells}


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """NaN in a draw of which the transformer finds none."""
    return np.asarray(np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0))


def _nothing(
    held_out: HeldOut,
    name: str,
    embed: nothing.Embed,
    threshold: float | None,
    path: Path | None,
) -> Row:
    days = nothing.Pool.of(held_out.days, lambda _: held_out.windows)
    judged = nothing.judge(nothing.ask(days, embed, 1, 0), threshold)
    row: dict[str, Cell] = {
        "by": name,
        "threshold": threshold,
        "precision": judged.precision,
        "recall": judged.recall,
        **{f"told nothing: {kind}": share for kind, share in judged.told.items()},
    }
    if path is not None and threshold is not None:
        texts, _ = _answerable(held_out, path, LANGUAGES)
        row["told nothing: hand-written"] = float(((embed(texts) @ held_out.windows.T).max(axis=1) < threshold).mean())
    return row
