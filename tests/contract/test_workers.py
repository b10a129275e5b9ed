"""The run loop's essential promises, on the stream in memory and on Apache Kafka."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from uuid import uuid4

import pytest

from schemas.topics import REJECTED, Topic
from services.stream.memory import MemoryStream
from services.stream.rejected import Selection, list_rejected, replay
from services.stream.types import Message, Stream
from tests.support.doubling import Doubling
from workers.edge import BatchPolicy
from workers.loop import Exit, Loop, LoopPolicy

MAX_POLL_INTERVAL = 4.0  # seconds
PATIENCE = 30.0


@pytest.fixture
def source() -> Topic:
    return Topic(f"numbers-{uuid4().hex[:8]}", None, partitions=4)


@pytest.fixture(params=["memory", pytest.param("kafka", marks=pytest.mark.real)])
def stream(request: pytest.FixtureRequest, source: Topic) -> Stream:
    topics = (source, REJECTED)
    if request.param == "memory":
        return MemoryStream(topics, max_poll_interval=MAX_POLL_INTERVAL, clock=time.monotonic)
    bootstrap = request.getfixturevalue("kafka")
    from services.stream.kafka_stream import KafkaStream  # not at the top: the import takes a second
    from services.stream.topics import ensure_topics

    ensure_topics(bootstrap, topics)
    return KafkaStream(bootstrap, max_poll_interval=MAX_POLL_INTERVAL)


@pytest.fixture
def start(stream: Stream) -> Iterator[Callable[[Doubling], Loop[int]]]:
    """Runs loops in threads of their own; those that still run at the end are stopped."""
    running: list[tuple[Loop[int], threading.Thread]] = []

    def start(edge: Doubling) -> Loop[int]:
        loop = Loop(edge, stream, policy=LoopPolicy(stop=10.0))
        thread = threading.Thread(target=loop.run)
        thread.start()
        running.append((loop, thread))
        return loop

    yield start
    for loop, _ in running:
        loop.stop()
    for _, thread in running:
        thread.join(PATIENCE)
        assert not thread.is_alive()


def edge_of(source: Topic, *, size: int = 10, **behaviour: object) -> Doubling:
    """An edge whose stage and group are this test's own."""
    name = f"doubling-{source.name}"
    return Doubling(name=name, source=source, policy=BatchPolicy(size, 0.1), **behaviour)  # type: ignore[arg-type]


def put(stream: Stream, source: Topic, values: Sequence[object]) -> None:
    producer = stream.producer()
    for value in values:
        producer.send(source.name, str(value).encode(), str(value).encode(), {})
    producer.flush(10)
    producer.close()


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "not so in time"
        time.sleep(0.02)


def test_a_step_slower_than_the_poll_interval_costs_no_membership(
    stream: Stream, source: Topic, start: Callable[[Doubling], Loop[int]]
) -> None:
    slow = edge_of(source, size=40, before_handle=lambda messages: time.sleep(1.6 * MAX_POLL_INTERVAL))
    put(stream, source, range(40))
    loop = start(slow)
    until(lambda: loop.metrics.read()["messages"] == 40)
    assert sorted(slow.lasting) == [2 * number for number in range(40)]  # none twice
    assert loop.metrics.read()["commits_skipped"] == 0
    assert loop.metrics.read()["fenced"] == 0


def test_two_workers_share_and_nothing_is_lost_when_one_joins_and_leaves(
    stream: Stream, source: Topic, start: Callable[[Doubling], Loop[int]]
) -> None:
    def work(messages: Sequence[Message]) -> None:
        time.sleep(0.02)

    first, second = edge_of(source, before_handle=work), edge_of(source, before_handle=work)
    put(stream, source, range(500))
    start(first)
    until(lambda: len(first.lasting) >= 20)
    joined = start(second)
    put(stream, source, range(500, 1000))
    until(lambda: second.lasting)
    put(stream, source, range(1000, 1500))
    joined.stop()
    wanted = {2 * number for number in range(1500)}
    until(lambda: {*first.lasting, *second.lasting} == wanted)
    again = len(first.lasting) + len(second.lasting) - len(wanted)
    assert again <= 40  # at most the batches in flight at the two rebalances
    until(lambda: joined.exit is Exit.STOPPED)


def test_a_crash_after_the_effect_loses_nothing(
    stream: Stream, source: Topic, start: Callable[[Doubling], Loop[int]]
) -> None:
    def crash(results: Sequence[int]) -> None:
        if len(crashed.lasting) > 30:
            raise OSError("the lights went out")

    crashed = edge_of(source, after_effect=crash)
    put(stream, source, range(100))
    loop = start(crashed)
    until(lambda: loop.exit is Exit.CRASHED)
    restarted = edge_of(source)
    start(restarted)
    until(lambda: {*crashed.lasting, *restarted.lasting} == {2 * number for number in range(100)})
    assert len(crashed.lasting) + len(restarted.lasting) <= 110  # one batch again


def test_the_rejected_can_be_read_and_sent_back(
    stream: Stream, source: Topic, start: Callable[[Doubling], Loop[int]]
) -> None:
    edge = edge_of(source)
    put(stream, source, [1, "poison", 3])
    loop = start(edge)
    until(lambda: loop.metrics.read()["messages"] == 3)
    assert sorted(edge.lasting) == [2, 6]

    selection = Selection(stage=edge.name)
    (rejection,) = list_rejected(stream, selection)
    assert (rejection.value, rejection.reason) == (b"poison", "not a number")
    replay(stream, selection)
    until(lambda: loop.metrics.read()["rejected"] == 2)
    assert {each.value for each in list_rejected(stream, selection)} == {b"poison"}
