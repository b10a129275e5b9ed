"""Judging captions of a day whose truth is known."""

import numpy as np
import pytest
import torch

from schemas.records import AnnotatedWindow, Caption, Label, SensorWindow, Sentence
from tests.unit.annotate.days import day
from tests.unit.model.captioning import days, small
from wearscribe.evaluate import captions
from wearscribe.evaluate.bootstrap import Measured
from wearscribe.evaluate.caption_scores import scores
from wearscribe.evaluate.claim_match import iou, same
from wearscribe.evaluate.judging import Said, activities, judge
from wearscribe.model.captioner import Captioner
from wearscribe.verify import Claim

_RUN = Label(kind="activity", name="run", start=600, end=640)


def _window(*labels: Label) -> SensorWindow:
    steps = np.zeros(1440)
    steps[600:640] = 160
    return day(labels, steps=steps, heart_rate=np.where(steps > 0, 150.0, 60.0))


def _said(text: str, *labels: Label) -> Said:
    caption = Caption(level="semantic", language="en", sentences=(Sentence(text=text, annotations=()),), verified=False)
    return judge([caption], _window(*labels))[0]


def test_a_label_may_be_some_minutes_off_but_not_for_the_strict() -> None:
    said = _said("From 10:05 until 10:42 the signal looks like a run.", _RUN)
    assert (said.true, said.strict, said.labelled) == (True, False, True)
    assert activities([said]) == {("run", 605, 642)}


@pytest.mark.parametrize(
    "text",
    [
        "From 10:00 until 10:40 the signal looks like a swim.",  # another class
        "From 09:00 until 10:40 the signal looks like a run.",  # shares too little
        "From 14:00 until 14:40 the signal looks like a run.",
        "3 logged activities.",
    ],
)
def test_what_is_not_so_is_not_true(text: str) -> None:
    said = _said(text, _RUN)
    assert not said.true


def test_numbers_must_hold_of_the_stretch_that_is_named() -> None:
    right = "From 10:05 until 10:40 the signal looks like a run with a mean heart rate of 150.0 bpm."
    assert _said(right, _RUN).true
    assert not _said(right.replace("150.0", "140.0"), _RUN).true


def test_a_sentence_that_claims_nothing_is_not_true() -> None:
    assert not _said("What a day.", _RUN).true


@pytest.mark.parametrize(
    ("claim", "reference", "alike"),
    [
        (Claim("bout", "steps", 10, 30), Claim("bout", "steps", 12, 30), True),
        (Claim("bout", "steps", 10, 30), Claim("bout", "steps", 28, 60), False),
        (Claim("peak", "heart_rate", at=50, sign=1), Claim("peak", "heart_rate", at=58, sign=1), True),
        (Claim("peak", "heart_rate", at=50, sign=1), Claim("peak", "heart_rate", at=70, sign=1), False),
        (Claim("peak", "spo2", at=50, sign=1), Claim("peak", "heart_rate", at=50, sign=1), False),
        (Claim("activity", None, 10, 30, name="run"), Claim("activity", None, 10, 30, name="walk"), False),
        (Claim("sleep", None, 10, 30, name="nap"), Claim("sleep", None, 10, 30), True),
    ],
)
def test_claims_are_the_same(claim: Claim, reference: Claim, alike: bool) -> None:
    assert same(claim, reference) is alike


def test_iou() -> None:
    assert iou((0, 10), (0, 10)) == 1
    assert iou((0, 10), (5, 15)) == pytest.approx(1 / 3)
    assert iou((0, 10), (20, 30)) == 0


def test_activities_are_found_once_each() -> None:
    window, people = _window(_RUN, Label(kind="activity", name="swim", start=900, end=930)), np.array(["a"])
    texts = (
        "From 10:05 until 10:42 the signal looks like a run.",
        "From 10:02 until 10:40 the signal looks like a run.",
        "From 15:00 until 15:30 the signal looks like a run.",
    )
    caption = Caption(
        level="semantic",
        language="en",
        sentences=tuple(Sentence(text=text, annotations=()) for text in texts),
        verified=False,
    )
    found = scores([[caption]], [[caption]], [[caption]], [window], people)
    assert _value(found["activity precision"]) == pytest.approx(1 / 3)
    assert _value(found["activity recall"]) == pytest.approx(1 / 2)
    assert _value(found["activity F1"]) == pytest.approx(2 / 5)


class _Model:
    """Knows the labels, and writes with a decoder that learnt nothing."""

    def __init__(self) -> None:
        self.captioner = Captioner(*small(), "small")

    def infer_labels(self, windows: list[AnnotatedWindow]) -> list[tuple[Label, ...]]:
        return days().inferred[: len(windows)]

    def embed_windows(self, windows: list[AnnotatedWindow], instruction: str | None = None) -> np.ndarray:
        return np.eye(len(windows), 4, dtype=np.float32)


def test_the_ceiling_is_reached_and_nothing_is_said_of_absent_channels() -> None:
    torch.set_num_threads(1)
    found = captions.measure(_Model(), days().told, train=days().told)  # type: ignore[arg-type]  # what is used of it
    ceiling = found["template with the true labels"]
    assert isinstance(ceiling, dict)
    for name in ("claim recall", "event IoU", "ROUGE-L", "activity F1"):
        assert _value(ceiling[name]) == 1
    assert found["claims on absent channels"] == 0
    assert _value(found["claim precision, verified"]) > 0.95
    retrieved = found["retrieved"]
    assert isinstance(retrieved, dict)
    assert retrieved["sentences"] == ceiling["sentences"]  # each day is its own nearest
    free = found["free-running"]
    assert isinstance(free, dict)
    assert _value(free["claim precision"]) < 0.5


def _value(cell: object) -> float:
    assert isinstance(cell, Measured)
    return cell.value
