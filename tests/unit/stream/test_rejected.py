"""Reading the rejected topic, and sending back what lies there."""

from datetime import UTC, datetime

import pytest

from schemas.topics import ANNOTATED, REJECTED, WINDOWS
from services.stream.memory import MemoryStream
from services.stream.rejected import Selection, list_rejected, replay, show
from services.stream.rejection import Rejection, to_headers
from services.stream.types import Partition

AT = datetime(2026, 1, 1, 12, tzinfo=UTC)


def rejection(
    offset: int, *, stage: str = "features", reason: str = "not an Arrow IPC stream", truncated: bool = False
) -> Rejection:
    topic = WINDOWS.name if stage == "features" else ANNOTATED.name
    headers = {"ce_id": b"a:0", "content-type": b"x"}
    return Rejection(
        stage, Partition(topic, 3), offset, reason, "CodecError", AT, b"key", b"original", headers, truncated
    )


@pytest.fixture
def stream() -> MemoryStream:
    stream = MemoryStream()
    rejections = (
        rejection(1),
        rejection(2, reason="the message has no key"),
        rejection(1, stage="inference"),
        rejection(4, truncated=True),
    )
    stream.append((REJECTED.name, each.key, each.value, to_headers(each)) for each in rejections)
    return stream


def test_everything_comes_back_as_it_was_written(stream: MemoryStream) -> None:
    assert list_rejected(stream)[0] == rejection(1)
    assert [each.id for each in list_rejected(stream)] == [
        "wearscribe.windows.v1:3:1",
        "wearscribe.windows.v1:3:2",
        "wearscribe.annotated.v1:3:1",
        "wearscribe.windows.v1:3:4",
    ]


def test_an_empty_topic_is_an_empty_list() -> None:
    assert list_rejected(MemoryStream()) == []


@pytest.mark.parametrize(
    ("selection", "count"),
    [
        (Selection(stage="features"), 3),
        (Selection(reason="NO KEY"), 1),
        (Selection(id="wearscribe.annotated.v1:3:1"), 1),
        (Selection(stage="inference", reason="no key"), 0),
    ],
)
def test_a_selection_narrows(stream: MemoryStream, selection: Selection, count: int) -> None:
    assert len(list_rejected(stream, selection)) == count


def test_show_finds_by_id(stream: MemoryStream) -> None:
    assert show(stream, "wearscribe.windows.v1:3:2").reason == "the message has no key"
    with pytest.raises(KeyError, match="rejected list"):
        show(stream, "wearscribe.windows.v1:3:99")


def test_replay_sends_the_original_back(stream: MemoryStream) -> None:
    replayed = replay(stream, Selection(stage="features", reason="arrow"))
    assert [each.offset for each in replayed.sent] == [1]
    assert [each.offset for each in replayed.truncated] == [4]
    (message,) = stream.log(WINDOWS.name)
    assert (message.key, message.value) == (b"key", b"original")
    assert message.headers == {"ce_id": b"a:0", "content-type": b"x"}
    assert stream.log(ANNOTATED.name) == ()


def test_what_was_rejected_twice_is_sent_once(stream: MemoryStream) -> None:
    again = rejection(1)
    stream.append([(REJECTED.name, again.key, again.value, to_headers(again))])
    assert len(replay(stream, Selection(id=again.id)).sent) == 1


def test_a_message_of_unknown_origin_is_listed_too(stream: MemoryStream) -> None:
    stream.append([(REJECTED.name, None, b"?", {"rejected-topic": b"\xff"})])
    found = list_rejected(stream)[-1]
    assert found.stage == "unknown"
    assert found.origin.topic == REJECTED.name
