"""Kafka is killed (SIGKILL) while a worker reads from it and rejects to it, and started again."""

import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from schemas.topics import REJECTED, Topic
from services.stack.kafka_broker import KafkaBroker
from services.stream.kafka_stream import KafkaStream
from services.stream.rejected import list_rejected
from services.stream.topics import ensure_topics
from tests.support.doubling import Doubling
from workers.edge import BatchPolicy
from workers.loop import Exit, Loop

pytestmark = pytest.mark.real

SOURCE = Topic("numbers", None, partitions=4)
PATIENCE = 90.0  # seconds


@pytest.fixture
def folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="wearscribe-broker-"))
    yield folder
    shutil.rmtree(folder)


def test_a_killed_broker_is_waited_for_and_nothing_is_lost(folder: Path) -> None:
    broker = started(folder, port=0)
    stream = KafkaStream(broker.address, max_poll_interval=10.0)
    ensure_topics(broker.address, (SOURCE, REJECTED))
    edge = Doubling(source=SOURCE, policy=BatchPolicy(10, 0.1), before_handle=lambda messages: time.sleep(0.05))
    loop = Loop(edge, stream)
    thread = threading.Thread(target=loop.run)
    try:
        put(stream, range(600))
        thread.start()
        until(lambda: len(edge.lasting) > 100)
        port = broker.daemon.port()
        pid = broker.daemon.pid()
        assert pid
        os.kill(pid, signal.SIGKILL)
        time.sleep(3)
        assert loop.exit is None
        broker = started(folder, port=port)
        put(stream, range(600, 700))
        until(lambda: set(edge.lasting) == {2 * number for number in range(700) if number % 5})
        until(lambda: {each.value for each in list_rejected(stream)} == {b"x%d" % n for n in range(0, 700, 5)})
    finally:
        loop.stop()
        thread.join(PATIENCE)
        broker.daemon.stop()
    assert loop.exit is Exit.STOPPED


def started(folder: Path, port: int) -> KafkaBroker:
    broker = KafkaBroker(folder, port)
    broker.start(lambda done, total: None)
    broker.wait()
    return broker


def put(stream: KafkaStream, numbers: Sequence[int]) -> None:
    """Every fifth is poison."""
    producer = stream.producer()
    for number in numbers:
        value = f"{number}" if number % 5 else f"x{number}"
        producer.send(SOURCE.name, str(number).encode(), value.encode(), {})
    producer.flush(30)
    producer.close()


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "not so in time"
        time.sleep(0.1)
