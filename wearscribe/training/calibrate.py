"""How sure the model may be of an activity: fitted on people that it was not trained on, kept with the release."""

import json
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from schemas.records import AnnotatedWindow, Label, SensorWindow
from wearscribe.annotate import annotate
from wearscribe.model.inferred import infer, labels_of
from wearscribe.model.trained import TrainedModel
from wearscribe.model.zero_shot import Calibration, probabilities
from wearscribe.synthesize import people
from wearscribe.training.crops import SLEEP, label_class

NOTHING = SLEEP + 1  # the column of nothing-of-these, after the twenty activities and sleep
VALIDATION = 2  # the seed of the validation people
_SAME, _OTHER = 0.5, 0.2  # intersection over union from which a stretch is a label's, and up to which it is nobody's
_THRESHOLDS = tuple(step / 20 for step in range(4, 20))
_BINS = 15


class Calibrated(NamedTuple):
    """`ece` is the expected calibration error on people that it was not fitted on, `ece_before` that of the bare
    cosines; `f1` is of the labels inferred for them, against those logged, same name and IoU .5 or more."""

    calibration: Calibration
    ece_before: float
    ece: float
    f1: float
    stretches: int


class _Stretches(NamedTuple):
    windows: list[SensorWindow]
    spans: list[np.ndarray]
    similarities: list[np.ndarray]

    def known(self) -> tuple[np.ndarray, np.ndarray]:
        """Cosines [stretch, class] and classes [stretch] of the stretches whose class is clear."""
        truth = np.concatenate([truth_of(*each) for each in zip(self.windows, self.spans, strict=True)])
        return np.concatenate(self.similarities)[truth >= 0], truth[truth >= 0]


def calibrate(folder: Path, count: int = 60, days: int = 4) -> Calibrated:
    """Fit the calibration of a release on half of `count` validation people, judge it on the others, and write it into
    the release's config.json. Raises WeightsError."""
    model = TrainedModel.load(folder)
    windows = [person.windows(days) for person in people(VALIDATION, count)]
    fitted, judged = (_stretches(model, [*chain.from_iterable(half)]) for half in (windows[::2], windows[1::2]))
    found = fit(*fitted.known())
    found = found._replace(threshold=_best_threshold(fitted, found))
    file = folder / "config.json"
    about = json.loads(file.read_text(encoding="utf-8")) | {"calibration": found._asdict()}
    file.write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    known = judged.known()
    before = calibration_error(*known, Calibration())
    return Calibrated(found, before, calibration_error(*known, found), _f1(judged, found), len(known[1]))


def fit(similarities: np.ndarray, truth: np.ndarray) -> Calibration:
    """The temperature and the similarity of nothing-of-these under which the truth [stretch] is likeliest, given the
    cosines [stretch, class]; nothing-of-these is the class after the last."""

    def loss(at: np.ndarray) -> float:
        shares = probabilities(similarities, Calibration(float(np.exp(at[0])), float(at[1])))
        return -float(np.log(shares[np.arange(len(truth)), truth] + 1e-12).mean())

    start = np.array([np.log(Calibration().temperature), float(np.median(similarities.max(axis=1)))])
    best = minimize(loss, start, method="Nelder-Mead").x
    return Calibration(float(np.exp(best[0])), float(best[1]))


def calibration_error(similarities: np.ndarray, truth: np.ndarray, calibration: Calibration) -> float:
    """Expected calibration error of the likeliest class (Guo et al. 2017, arXiv 1706.04599, equation 3)."""
    shares = probabilities(similarities, calibration)
    confidence, right = shares.max(axis=1), shares.argmax(axis=1) == truth
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = [abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)]
    return float(sum(gaps))


def _stretches(model: TrainedModel, windows: Sequence[SensorWindow]) -> _Stretches:
    records = [AnnotatedWindow(window=each, annotations=annotate(each), captions=()) for each in windows]
    spans, similarities = zip(*model.similarities(records), strict=True)
    return _Stretches(list(windows), list(spans), list(similarities))


def truth_of(window: SensorWindow, spans: np.ndarray) -> np.ndarray:
    """The class of each stretch: that of the label it is, NOTHING where it meets none; negative
    between, and of activities that no class is for."""
    truth = np.full(len(spans), NOTHING)
    for place, (start, end) in enumerate(spans.tolist()):
        shared = {label: _iou(label, start, end, window.minutes) for label in window.labels}
        best = max(shared, key=lambda label: shared[label], default=None)
        if best is not None and shared[best] > _OTHER:
            truth[place] = label_class(best) if shared[best] >= _SAME else -1
    return truth


def _best_threshold(stretches: _Stretches, calibration: Calibration) -> float:
    """Where the labels inferred are most like those logged."""
    scores = [_f1(stretches, calibration._replace(threshold=each)) for each in _THRESHOLDS]
    return _THRESHOLDS[int(np.argmax(scores))]


def _f1(stretches: _Stretches, calibration: Calibration) -> float:
    found = logged = right = 0
    for window, spans, similarities in zip(*stretches, strict=True):
        bare = window.model_copy(update={"labels": ()})
        labels = labels_of(infer(bare, spans, probabilities(similarities, calibration), calibration))
        open_labels = [label for label in window.labels if min(label.end, window.minutes) - max(label.start, 0) >= 10]
        found, logged = found + len(labels), logged + len(open_labels)
        for label in labels:
            match = next(
                (
                    each
                    for each in open_labels
                    if label_class(each) == label_class(label)
                    and _iou(each, label.start, label.end, window.minutes) >= _SAME
                ),
                None,
            )
            if match is not None:
                right += 1
                open_labels.remove(match)
    return 2 * right / max(found + logged, 1)


def _iou(label: Label, start: int, end: int, minutes: int) -> float:
    first, last = max(label.start, 0), min(label.end, minutes)
    both = min(last, end) - max(first, start)
    return max(both, 0) / max(max(last, end) - min(first, start), 1)
