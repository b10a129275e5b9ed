"""A handful of labelled cuts an activity: a linear classifier on frozen embeddings against trees on hand features."""

import warnings
from collections.abc import Callable, Sequence

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from wearscribe.evaluate.bootstrap import Measured, measured, weights_by
from wearscribe.evaluate.crops import CLASSES, Crop, crops
from wearscribe.evaluate.held_out import HeldOut
from wearscribe.evaluate.metrics import balanced_accuracy, confusion
from wearscribe.evaluate.results import Cell, Chart, Row, Section
from wearscribe.evaluate.zero_shot import scored
from wearscribe.model import read_window

SHOTS = (1, 2, 5, 10, 20, 50)
MOST = f"embeddings, k={SHOTS[-1]}"
_STATISTICS = 8

ABOUT = """Cuts of thirty minutes (as in zero-shot), k labelled ones an activity from {training} people that the model
was trained on, judged on {test} cuts of held-out people; mean and spread over {seeds} draws of the k. *Embeddings*:
logistic regression on the frozen vectors; *hand features*: extremely randomised trees on what the encoder's episode
tokens are made of; *statistics*: logistic regression on mean, sd, highest and lowest of heart rate and steps. *All*:
every labelled cut ({all}), with its interval by person. *Shuffled labels* teach nothing. Chance: {chance:.3f}. k is
capped at what a class has. *Less*: the difference in balanced accuracy, paired by
cut and draw of people."""

Classifier = Callable[[int], object]  # of a seed


def measure(held_out: HeldOut) -> Section:
    held_out.progress("learning from a handful of labels")
    seeds = held_out.sizes.seeds
    training, test = crops(held_out.training_days), crops(held_out.days)
    kinds = {
        "embeddings": (_embeddings(held_out, training), _embeddings(held_out, test), _linear),
        "hand features": (_features(training), _features(test), _trees),
        "statistics": (_statistics(training), _statistics(test), _linear),
    }
    known, truth = np.array([crop.name for crop in training]), np.array([crop.name for crop in test])
    people = np.array([crop.person for crop in test])
    rows: list[Row] = []
    curves: dict[str, list[float]] = {name: [] for name in (*kinds, "embeddings, shuffled labels")}
    guesses: dict[str, np.ndarray] = {}  # [draw, cut]
    for k in SHOTS:
        row: dict[str, Cell] = {"k": k}
        for name, (learnt, asked, classifier) in kinds.items():
            guesses[f"{name}, k={k}"] = guess = _guesses(classifier, learnt, known, asked, k, seeds)
            reached = [_accuracy(truth, each) for each in guess]
            row |= {name: float(np.mean(reached)), f"{name}, sd": float(np.std(reached))}
            curves[name].append(float(np.mean(reached)))
        mixed = np.random.default_rng(0).permutation(known)
        learnt, asked, classifier = kinds["embeddings"]
        taught = _accuracy(truth, _guesses(classifier, learnt, mixed, asked, k, 1)[0])
        row["embeddings, shuffled labels"] = taught
        curves["embeddings, shuffled labels"].append(taught)
        rows.append(row)
    headline: dict[str, Cell] = {MOST: rows[-1]["embeddings"]}
    for name, (learnt, asked, classifier) in kinds.items():
        scores = _scores(classifier, learnt, known, asked)
        guesses[f"{name}, all labels"] = scores.argmax(axis=1)[None]
        rows.append(scored(truth, scores, people, {"k": "all", "by": name}))
        headline[f"{name}, all labels"] = rows[-1]["balanced accuracy"]
    for other in (MOST.replace("embeddings", "hand features"), "hand features, all labels"):
        headline[f"{MOST} less {other}"] = less = _less(truth, people, guesses[MOST], guesses[other])
        rows.append({"by": MOST, "less": other, "balanced accuracy": less})
    chart = Chart(
        "few_shot", "From k labels an activity", "labelled cuts an activity", "balanced accuracy", SHOTS, curves, True
    )
    about = ABOUT.format(
        training=held_out.sizes.training, test=len(test), seeds=seeds, all=len(training), chance=1 / len(set(truth))
    )
    return Section("few-shot", "Activities from a handful of labels", about, rows, [chart], headline)


def _guesses(
    classifier: Classifier, learnt: np.ndarray, known: np.ndarray, asked: np.ndarray, k: int, seeds: int
) -> np.ndarray:
    """Classes [draw, cut] after each of `seeds` draws of k labels a class."""
    guesses = []
    for seed in range(seeds):
        random = np.random.default_rng(seed)
        chosen = np.concatenate([random.permutation(np.flatnonzero(known == each))[:k] for each in np.unique(known)])
        guesses.append(_scores(classifier, learnt[chosen], known[chosen], asked, seed).argmax(axis=1))
    return np.stack(guesses)


def _accuracy(truth: np.ndarray, guess: np.ndarray) -> float:
    return float(balanced_accuracy(confusion(truth, guess, len(CLASSES))))


def _less(truth: np.ndarray, people: np.ndarray, guesses: np.ndarray, others: np.ndarray) -> Measured:
    """Balanced accuracy of the one less that of the other, each the mean over its draws of labels [draw, cut]."""
    values, resampled = [], []
    for each in (guesses, others):
        asked, by = np.tile(truth, len(each)), weights_by(np.tile(people, len(each)))
        values.append(_accuracy(asked, each.ravel()))
        resampled.append(balanced_accuracy(confusion(asked, each.ravel(), len(CLASSES), by)))
    return measured(values[0] - values[1], resampled[0] - resampled[1], len(np.unique(people)))


def _scores(
    classifier: Classifier, learnt: np.ndarray, known: np.ndarray, asked: np.ndarray, seed: int = 0
) -> np.ndarray:
    """Probabilities [example, class] over all CLASSES."""
    model = classifier(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # near enough after so many steps; k = 1 is no regression
        model.fit(learnt, known)  # type: ignore[attr-defined]  # scikit-learn ships no types
    scores = np.zeros((len(asked), len(CLASSES)))
    scores[:, model.classes_] = model.predict_proba(asked)  # type: ignore[attr-defined]
    return scores


def _linear(seed: int) -> object:
    return make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=200, random_state=seed))


def _trees(seed: int) -> object:
    return ExtraTreesClassifier(100, random_state=seed)


def _embeddings(held_out: HeldOut, cut: Sequence[Crop]) -> np.ndarray:
    return held_out.model.embed_windows([crop.seen for crop in cut])


def _features(cut: Sequence[Crop]) -> np.ndarray:
    """What the whole cut's episode token is made of."""
    return np.stack([read_window.read(crop.seen.window, crop.seen.annotations).episodes[0] for crop in cut])


def _statistics(cut: Sequence[Crop]) -> np.ndarray:
    """Mean, sd, highest and lowest of heart rate and steps; of a channel that the device lacks 0."""
    found = np.zeros((len(cut), _STATISTICS))
    for place, crop in enumerate(cut):
        for offset, name in ((0, "heart_rate"), (4, "steps")):
            if (row := crop.seen.window.row(name)) is not None and np.isfinite(row).any():
                found[place, offset : offset + 4] = np.nanmean(row), np.nanstd(row), np.nanmax(row), np.nanmin(row)
    return found
