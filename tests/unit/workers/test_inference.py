"""Windows become points, in batches that fit; what does not work is turned away alone."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from schemas.codec import decode, encode
from schemas.records import AnnotatedWindow, CaptionedWindow, Embedding
from schemas.topics import ANNOTATED, CAPTIONED
from services.stream.memory import MemoryStream
from services.stream.types import Message, Partition
from tests.support.clock import ManualClock
from tests.support.hash_embedder import HashEmbedder, SayingEmbedder
from tests.support.windows import annotated_window
from workers.edge import Rejected
from workers.inference import Inference
from workers.metrics import Metrics
from workers.publish import Outgoing, Publisher

WINDOWS = [annotated_window(seed) for seed in range(10)]


def message(record: AnnotatedWindow, offset: int = 0) -> Message:
    return Message(Partition(ANNOTATED.name, 0), offset, record.window.subject.encode(), encode(record))


def inference(embedder: HashEmbedder | None = None) -> tuple[Inference, Metrics]:
    metrics = Metrics()
    return Inference(embedder or HashEmbedder(), Publisher(MemoryStream()), metrics, ManualClock()), metrics  # type: ignore[arg-type]


def test_a_window_keeps_all_that_is_known_of_it() -> None:
    edge, _ = inference()
    outcomes = edge.handle([message(window) for window in WINDOWS])
    for window, outcome in zip(WINDOWS, outcomes, strict=True):
        assert isinstance(outcome, Outgoing)
        record = decode(outcome.value, CaptionedWindow)
        assert record.window == window.window
        assert record.annotations == window.annotations
        assert record.captions == window.captions
        assert record.model_version == "hash-test"
        assert [each.span for each in record.embeddings] == ["window", "bout"]
        assert outcome.topic == CAPTIONED.name
        assert outcome.key == window.window.subject.encode()
        assert outcome.headers["ce_type"] == b"wearscribe.CaptionedWindow.v1"


class OutOfMemoryError(RuntimeError):
    """As torch's is called."""


class Small(HashEmbedder):
    """Has memory for `room` windows at once."""

    def __init__(self, room: int, error: Callable[[], Exception]) -> None:
        self.room = room
        self.error = error
        self.sizes: list[int] = []

    def embed(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Embedding, ...]]:
        self.sizes.append(len(windows))
        if len(windows) > self.room:
            raise self.error()
        return super().embed(windows)


@pytest.mark.parametrize("error", [MemoryError, OutOfMemoryError])
def test_want_of_memory_halves_the_batch_for_good(error: Callable[[], Exception]) -> None:
    embedder = Small(3, error)
    edge, metrics = inference(embedder)
    messages = [message(window) for window in WINDOWS]
    first = edge.handle(messages)
    assert embedder.sizes == [10, 5, 2, 2, 2, 2, 2]
    assert metrics.read()["batches_halved"] == 2
    assert not any(isinstance(outcome, Rejected) for outcome in first)
    assert first == inference()[0].handle(messages)  # the same points, whatever the batch
    edge.handle(messages)
    assert embedder.sizes[7:] == [2, 2, 2, 2, 2]


def test_another_error_is_not_taken_for_want_of_memory() -> None:
    edge, _ = inference(Small(3, lambda: RuntimeError("shapes do not match")))
    with pytest.raises(RuntimeError, match="shapes"):
        edge.handle([message(window) for window in WINDOWS])


class Wrong(HashEmbedder):
    def __init__(self, vector: np.ndarray) -> None:
        self.vector = vector

    def embed(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Embedding, ...]]:
        good = super().embed(windows)
        good[1] = (Embedding(span="window", start=0, end=60, vector=self.vector),)
        return good


@pytest.mark.parametrize(
    ("vector", "reason"),
    [
        (np.full(8, 8**-0.5), "shape"),
        (np.full(32, np.nan), "length 1"),
        (np.zeros(32), "length 1"),
        (np.full(32, 5.0), "length 1"),
    ],
)
def test_a_wrong_vector_never_travels_on(vector: np.ndarray, reason: str) -> None:
    edge, _ = inference(Wrong(vector))
    good, bad, fine = edge.handle([message(window) for window in WINDOWS[:3]])
    assert isinstance(good, Outgoing)
    assert isinstance(fine, Outgoing)
    assert isinstance(bad, Rejected)
    assert reason in bad.reason


def test_a_message_that_cannot_be_read_is_rejected_among_good_ones() -> None:
    edge, _ = inference()
    broken = replace(message(WINDOWS[1]), value=b"not arrow")
    outcomes = edge.handle([message(WINDOWS[0]), broken, message(WINDOWS[2])])
    assert [type(outcome) for outcome in outcomes] == [Outgoing, Rejected, Outgoing]
    third = outcomes[2]
    assert isinstance(third, Outgoing)
    assert decode(third.value, CaptionedWindow).window == WINDOWS[2].window


def test_what_the_model_says_stands_beside_the_template_and_no_label_changes() -> None:
    edge, _ = inference(SayingEmbedder())
    for window, outcome in zip(WINDOWS, edge.handle([message(window) for window in WINDOWS]), strict=True):
        assert isinstance(outcome, Outgoing)
        record = decode(outcome.value, CaptionedWindow)
        assert record.captions[:-1] == window.captions
        assert record.captions[-1].author == "hash-test"
        assert record.inferences == SayingEmbedder().see([window])[0].inferences != ()
        assert record.window.labels == window.window.labels


def test_each_model_version_reads_the_topic_in_a_group_of_its_own() -> None:
    class Second(HashEmbedder):
        model_version = "hash-second"

    assert inference()[0].group == "wearscribe.inference.hash-test"
    assert inference(Second())[0].group == "wearscribe.inference.hash-second"


def test_outcomes_keep_the_order_of_a_batch_of_many_parts() -> None:
    edge, _ = inference()
    windows = [annotated_window(seed) for seed in range(64)]
    outcomes = edge.handle([message(window, offset) for offset, window in enumerate(windows)])
    ids = [decode(outcome.value, CaptionedWindow).window.window_id for outcome in outcomes]  # type: ignore[union-attr]
    assert ids == [window.window.window_id for window in windows]


def test_the_model_sees_a_part_at_once_and_a_batch_is_four_of_them() -> None:
    sizes: list[int] = []

    class Counting(HashEmbedder):
        def embed(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Embedding, ...]]:
            sizes.append(len(windows))
            return super().embed(windows)

    edge = Inference(Counting(), Publisher(MemoryStream()), Metrics(), ManualClock(), part=4)  # type: ignore[arg-type]
    edge.handle([message(window) for window in WINDOWS])
    assert sizes == [4, 4, 2]
    assert edge.policy.size == 16
