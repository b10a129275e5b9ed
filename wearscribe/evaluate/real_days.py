"""Real days, as a sanity check: few people, so that no interval is narrow."""

from collections.abc import Sequence

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from schemas.records import SensorWindow
from wearscribe.evaluate.data import Day, day_of
from wearscribe.evaluate.held_out import LANGUAGES, HeldOut
from wearscribe.evaluate.results import Cell, Row, Section
from wearscribe.evaluate.retrieval import search
from wearscribe.evaluate.texts import same, text_of
from wearscribe.model import read_window

_LEAST_COVERAGE = 0.5
_LEAST_PEOPLE = 2
_MOST_FOLDS = 5

ABOUT = """{days} real days (Fitabase, {people} people, no activity labels) that have heart rate and steps in at least
half of their minutes. Captions find them as in retrieval, in one pool of all. *Real or synthetic*: AUROC, {folds} folds
by person, of telling them from {synthetic} synthetic days of held-out people with the same channels, by trees on the
whole day's hand features and by logistic regression on embeddings; .5 would be indistinguishable. Few people: the
interval, by person, is wide."""


def measure(held_out: HeldOut, windows: Sequence[SensorWindow]) -> Section:
    held_out.progress("looking at real days")
    subjects = {subject: -1 - place for place, subject in enumerate(sorted({each.subject for each in windows}))}
    real = [
        day for number, window in enumerate(windows) if _usable(day := day_of(subjects[window.subject], number, window))
    ]
    if len({day.person for day in real}) < _LEAST_PEOPLE:
        raise ValueError(f"real days of {_LEAST_PEOPLE} people or more are needed, with heart rate and steps")
    vectors = held_out.model.embed_windows([day.seen for day in real])
    rows = _found(held_out, real, vectors)
    synthetic = [place for place, day in enumerate(held_out.days) if _usable(day)][: 2 * len(real)]
    days = [*real, *(held_out.days[place] for place in synthetic)]
    truth = np.arange(len(days)) < len(real)
    folds = min(_MOST_FOLDS, len({day.person for day in real}))
    people = np.array([day.person for day in days])
    kinds = {
        "hand features": (np.stack([read_window.read(d.seen.window, d.seen.annotations).episodes[0] for d in days]), 1),
        "embeddings": (np.concatenate([vectors, held_out.windows[synthetic]]), 0),
    }
    areas = {
        name: _area(features, truth, people, folds, trees=bool(trees)) for name, (features, trees) in kinds.items()
    }
    rows += [{"what": "real or synthetic", "by": name, "AUROC": area} for name, area in areas.items()]
    about = ABOUT.format(
        days=len(real), people=len({day.person for day in real}), folds=folds, synthetic=len(synthetic)
    )
    headline: dict[str, Cell] = {f"real or synthetic, {name}": area for name, area in areas.items()}
    return Section("real-days", "Real days", about, rows, headline=headline)


def _usable(day: Day) -> bool:
    rows = [day.seen.window.row(name) for name in ("heart_rate", "steps")]
    return day.whole.minutes == 1440 and all(
        row is not None and np.isfinite(row).mean() >= _LEAST_COVERAGE for row in rows
    )


def _found(held_out: HeldOut, real: Sequence[Day], vectors: np.ndarray) -> list[Row]:
    rows: list[Row] = []
    people = np.array([day.person for day in real])
    for level in ("statistical", "structural", "mixed"):
        groups = np.unique(same(real, level), return_inverse=True)[1]
        for language in LANGUAGES:
            texts = [text_of(day, level, language) for day in real]
            own = np.array([place for place, text in enumerate(texts) if text is not None])
            queries = held_out.model.embed_text([text for text in texts if text is not None])
            ranks = search(queries, vectors, groups, own, people[own])
            rows.append(ranks.row(what="text→window", level=level, language=language))
    return rows


def _area(features: np.ndarray, truth: np.ndarray, people: np.ndarray, folds: int, *, trees: bool) -> float:
    scores = np.zeros(len(truth))
    for known, asked in GroupKFold(folds, shuffle=True, random_state=0).split(features, truth, people):
        model = (
            ExtraTreesClassifier(200, random_state=0, class_weight="balanced")
            if trees
            else make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=1000, class_weight="balanced"))
        )
        scores[asked] = model.fit(features[known], truth[known]).predict_proba(features[asked])[:, 1]
    return float(roc_auc_score(truth, scores))
