"""Which of the twenty activities: told by nearness to its name, with no label ever seen."""

from collections.abc import Mapping, Sequence

import numpy as np

from wearscribe.evaluate import calibration
from wearscribe.evaluate.bootstrap import Measured, measured, weights_by
from wearscribe.evaluate.class_words import NAMES, SYNONYMS
from wearscribe.evaluate.crops import CLASSES, Crop, class_of, crops
from wearscribe.evaluate.data import Day
from wearscribe.evaluate.held_out import HeldOut
from wearscribe.evaluate.metrics import balanced_accuracy, confusion, macro_auroc, macro_f1
from wearscribe.evaluate.model import Model
from wearscribe.evaluate.results import Cell, Row, Section
from wearscribe.model.zero_shot import Calibration
from wearscribe.training.activity_words import SYNONYMS_UNSEEN

ABOUT = """Held-out people, heart rate and steps alone unless a row says more; {crops} activities cut out of their days,
{days} days with activities of a single class. A class is the mean of its phrases' embeddings; the nearest one is the
guess. *30 minutes*: a cut of that length within the activity (around it, if it is shorter), so that length tells
nothing; *whole*: from its start to its end; *day, best span*: the class that any span of the day comes nearest to;
*day, one vector*: the day's own embedding. Balanced accuracy (mean recall of the classes) first: chance is
{chance:.3f}, and AUROC flatters. *Synonyms* use words that no training text has, far-fetched
ones ("belaying on ropes") or those of every day ("a jog", "조깅"). Shuffled labels: the same guesses
against labels that were exchanged. Interval: 95 %, bootstrap by person."""
WORDS: dict[str, Mapping[str, Sequence[str]]] = {
    "names": NAMES,
    "synonyms": SYNONYMS,
    "everyday synonyms": SYNONYMS_UNSEEN["en"],
    "Korean synonyms": SYNONYMS_UNSEEN["ko"],
}


def measure(held_out: HeldOut, calibrated: Calibration | None = None) -> Section:
    """With `calibrated`, how sure the model may be, what that is worth too."""
    held_out.progress("naming the twenty activities")
    cut, whole = crops(held_out.days), crops(held_out.days, whole=True)
    rows: list[Row] = []
    models: dict[str, Model] = {"model": held_out.model, **held_out.controls}
    for name, model in models.items():
        spans = held_out.spans if name == "model" else held_out.control_spans[name]
        vectors = {"30 minutes": embed(model, cut), "whole": embed(model, whole)}
        for words, phrases in WORDS.items():
            classes = prototypes(model, phrases)
            names: dict[str, Cell] = {"by": name, "words": words}
            rows.append(of_crops(vectors["30 minutes"], cut, classes, {"what": "30 minutes", **names}))
            rows.append(of_crops(vectors["whole"], whole, classes, {"what": "whole", **names}))
            rows += _of_days(held_out, spans, classes, names)
        if name == "model":
            rows += _only_of_the_model(held_out, cut, vectors["30 minutes"])
    single = len(single_class(held_out.days)[0])
    about = ABOUT.format(crops=len(cut), days=single, chance=1 / len({crop.name for crop in cut}))
    headline, charts = _headline(rows), []
    if calibrated is not None and isinstance(held_out.model, calibration.Compares):
        held_out.progress("asking how sure the model may be")
        sure, chart = calibration.measure(held_out.model, held_out.days, calibrated)
        about += "\n\n" + calibration.ABOUT.format(bins=calibration.BINS, threshold=calibrated.threshold)
        inferred = (row for row in sure if row["kind"] == "inferred")
        headline |= {f"calibration error, {row['by']}": row["calibration error"] for row in inferred}
        rows, charts = rows + sure, [chart]
    return Section("zero-shot", "Activities without a label", about, rows, charts, headline)


def embed(model: Model, cut: Sequence[Crop]) -> np.ndarray:
    return model.embed_windows([crop.seen for crop in cut])


def prototypes(model: Model, phrases: Mapping[str, Sequence[str]]) -> np.ndarray:
    """[class, dimension] in the order of CLASSES: the mean direction of each class's phrases."""
    means = np.stack([model.embed_text(phrases[name]).mean(axis=0) for name in CLASSES])
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True))


def of_crops(vectors: np.ndarray, cut: Sequence[Crop], classes: np.ndarray, names: Mapping[str, Cell]) -> Row:
    people, truth = np.array([crop.person for crop in cut]), np.array([crop.name for crop in cut])
    return scored(truth, vectors @ classes.T, people, names)


def scored(truth: np.ndarray, scores: np.ndarray, people: np.ndarray, names: Mapping[str, Cell]) -> Row:
    """A row of the three measures of `scores` [example, class] against `truth` [example]."""
    guess, classes, n = scores.argmax(axis=1), scores.shape[1], len(np.unique(people))
    counts = confusion(truth, guess, classes)
    resampled = confusion(truth, guess, classes, weights_by(people))
    return {
        **names,
        "examples": len(truth),
        "balanced accuracy": measured(float(balanced_accuracy(counts)), balanced_accuracy(resampled), n),
        "macro F1": measured(float(macro_f1(counts)), macro_f1(resampled), n),
        "macro AUROC": macro_auroc(truth, _shares(scores)),
    }


def single_class(days: Sequence[Day]) -> tuple[np.ndarray, np.ndarray]:
    """Which days have activities of one class alone, and which class."""
    places, classes = [], []
    for place, day in enumerate(days):
        found = {class_of(label) for label in day.whole.labels if label.kind == "activity" and label.start >= 0}
        if len(found) == 1 and (only := found.pop()) is not None:
            places.append(place)
            classes.append(only)
    return np.array(places), np.array(classes)


def _of_days(
    held_out: HeldOut, spans: tuple[np.ndarray, np.ndarray], classes: np.ndarray, names: Mapping[str, Cell]
) -> list[Row]:
    places, truth = single_class(held_out.days)
    scores, starts = spans[0] @ classes.T, np.flatnonzero(np.diff(spans[1], prepend=-1))
    best, people = np.maximum.reduceat(scores, starts, axis=0), held_out.people[places]
    return [
        scored(truth, best[places], people, {"what": "day, best span", **names}),
        scored(truth, scores[starts][places], people, {"what": "day, one vector", **names}),
    ]


def _only_of_the_model(held_out: HeldOut, cut: Sequence[Crop], vectors: np.ndarray) -> list[Row]:
    """With all channels, and against shuffled labels."""
    classes = prototypes(held_out.model, NAMES)
    every = crops(held_out.days, channels=None)
    who: dict[str, Cell] = {"by": "model", "words": "names"}
    people, truth = np.array([crop.person for crop in cut]), np.array([crop.name for crop in cut])
    scores = vectors @ classes.T
    shuffled = np.random.default_rng(0).permutation(truth)
    return [
        of_crops(embed(held_out.model, every), every, classes, {"what": "30 minutes, all channels", **who}),
        scored(shuffled, scores, people, {"what": "30 minutes", "by": "shuffled labels", "words": "names"}),
    ]


def _shares(scores: np.ndarray) -> np.ndarray:
    """Each example's scores less their mean: what is high of an example for every class tells no class."""
    return np.asarray(scores - scores.mean(axis=1, keepdims=True))


def _headline(rows: Sequence[Row]) -> dict[str, Cell]:
    return {
        f"{row['what']}, {row['words']}": row["balanced accuracy"]
        for row in rows
        if row["by"] == "model" and isinstance(row["balanced accuracy"], Measured)
    }
