"""Only what the signal bears out goes on."""

from collections.abc import Sequence
from typing import Any

import pytest

import workers.features
from schemas.codec import decode, encode
from schemas.records import AnnotatedWindow, Annotation, Caption, SensorWindow, Sentence
from schemas.topics import ANNOTATED, WINDOWS
from services.stream.memory import MemoryStream
from services.stream.types import Message, Partition
from tests.support.clock import ManualClock
from tests.support.windows import sensor_window
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from workers.edge import Rejected
from workers.features import Features, keep_true
from workers.metrics import Metrics
from workers.publish import Outgoing, Publisher

WINDOW = sensor_window(3, minutes=600)
LIE = Sentence(text="Heart rate averaged 199 bpm.", annotations=(0,))


def message(window: SensorWindow) -> Message:
    return Message(Partition(WINDOWS.name, 0), 0, window.subject.encode(), encode(window))


def features() -> tuple[Features, Metrics]:
    metrics = Metrics()
    return Features(Publisher(MemoryStream()), metrics, ManualClock()), metrics  # type: ignore[arg-type]  # a clock


def captions() -> tuple[Caption, ...]:
    return keep_true(describe(WINDOW, annotate(WINDOW)), WINDOW)


def test_a_window_goes_on_with_all_that_is_known_of_it() -> None:
    edge, _ = features()
    (outcome,) = edge.handle([message(WINDOW)])
    assert isinstance(outcome, Outgoing)
    record = decode(outcome.value, AnnotatedWindow)
    assert record.window == WINDOW
    assert record.annotations == annotate(WINDOW)
    assert {caption.language for caption in record.captions} == {"en", "ko"}
    assert all(caption.verified for caption in record.captions)
    assert (outcome.topic, outcome.key) == (ANNOTATED.name, WINDOW.subject.encode())
    assert outcome.headers["ce_time"] == b"2026-01-01T00:16:40.000Z"


def test_the_same_window_makes_the_same_message() -> None:
    assert features()[0].handle([message(WINDOW)]) == features()[0].handle([message(WINDOW)])


def test_a_false_sentence_is_dropped_and_its_neighbours_stay() -> None:
    first, *others = captions()
    lying = first.model_copy(update={"sentences": (*first.sentences[:1], LIE, *first.sentences[1:])})
    assert keep_true([lying, *others], WINDOW) == (first, *others)


def test_of_a_caption_of_falsehoods_nothing_is_left() -> None:
    lies = Caption(level="summary", language="en", sentences=(LIE,), verified=False)
    assert keep_true([lies], WINDOW) == ()


def test_dropped_sentences_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def lie(window: SensorWindow, annotations: Sequence[Annotation], **options: Any) -> tuple[Caption, ...]:
        first = captions()[0]
        return (first.model_copy(update={"sentences": (*first.sentences, LIE)}),)

    monkeypatch.setattr(workers.features, "describe", lie)
    edge, metrics = features()
    edge.handle([message(WINDOW)])
    assert metrics.read()["sentences_dropped"] == 1


def test_a_message_that_cannot_be_read_is_rejected_among_good_ones() -> None:
    edge, _ = features()
    bad = Message(Partition(WINDOWS.name, 0), 1, b"k", b"not arrow")
    assert [type(each) for each in edge.handle([message(WINDOW), bad, message(WINDOW)])] == [
        Outgoing,
        Rejected,
        Outgoing,
    ]
