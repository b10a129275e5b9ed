"""Each worker is killed twice, just before and just after an effect, and started again. A ledger of what was sent
tells whether anything was lost; a run that nothing disturbed tells what the tables must hold."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from schemas.codec import encode
from schemas.records import SensorWindow
from schemas.topics import TOPICS, WINDOWS
from services.stream.kafka_stream import KafkaStream
from services.stream.memory import MemoryStream
from services.stream.rejected import list_rejected
from services.stream.topics import ensure_topics
from services.stream.types import Stream
from tests.support.hash_embedder import HashEmbedder
from tests.support.windows import sensor_window
from workers.clock import Clock
from workers.features import Features
from workers.health import read_snapshot
from workers.inference import Inference
from workers.loop import Loop
from workers.metrics import Metrics
from workers.publish import Publisher
from workers.sink import Sink

pytestmark = pytest.mark.real

STUDY = "killed"
NAMES = ("features", "inference", "sink")
PATIENCE = 240.0  # seconds
TABLES = ("windows", "annotations", "captions", "embeddings")


@pytest.fixture(scope="module")
def sent() -> list[SensorWindow]:
    """The ledger: ten days of thirty wearers."""
    return [
        sensor_window(day, subject=subject, minutes=240, study=STUDY, source=f"device-{subject}")
        for day in range(10)
        for subject in range(30)
    ]


@pytest.fixture
def undisturbed(migrated_database: Callable[[], str], sent: Sequence[SensorWindow]) -> dict[str, list[str]]:
    """The tables after the same edges moved the same windows through a stream in memory, each message once."""
    database, stream, metrics = migrated_database(), MemoryStream(), Metrics()
    send(stream, sent)
    edges: list[Any] = [
        Features(Publisher(stream), metrics, Clock()),
        Inference(HashEmbedder(), Publisher(stream), metrics, Clock()),
        Sink(database),
    ]
    for edge in edges:
        loop: Loop[Any] = Loop(edge, stream)
        while loop.metrics.read()["messages"] < len(sent):
            assert loop.exit is None
            loop.tick()
        loop.close()
    return contents(database)


@pytest.fixture
def environment(kafka: str, migrated_database: Callable[[], str]) -> dict[str, str]:
    ensure_topics(kafka, tuple(TOPICS.values()))
    return {"WEARSCRIBE_KAFKA": kafka, "WEARSCRIBE_DATABASE": migrated_database()}


def test_killed_workers_lose_nothing_and_double_nothing(
    environment: dict[str, str], sent: Sequence[SensorWindow], undisturbed: dict[str, list[str]], tmp_path: Path
) -> None:
    stream, database = KafkaStream(environment["WEARSCRIBE_KAFKA"]), environment["WEARSCRIBE_DATABASE"]
    send(stream, sent)
    alive: list[subprocess.Popen[bytes]] = []
    try:
        with ThreadPoolExecutor(len(NAMES)) as lives:
            alive += lives.map(lambda name: kill_twice(name, environment, tmp_path), NAMES)
        wait_until_idle(tmp_path, alive, lambda: len(contents(database)["windows"]) == len(sent))
    finally:
        codes = stop(alive)

    assert codes == [0] * len(NAMES)
    landed = contents(database)
    for table in TABLES:
        assert landed[table] == undisturbed[table], table
    assert not {each.key for each in list_rejected(stream)} & {window.subject.encode() for window in sent}


def send(stream: Stream, windows: Sequence[SensorWindow]) -> None:
    producer = stream.producer()
    for window in windows:
        producer.send(WINDOWS.name, window.subject.encode(), encode(window), {})
    producer.flush(30)
    producer.close()


def contents(database: str) -> dict[str, list[str]]:
    """The rows of each table about our study, in order, without the time of writing."""
    engine = create_engine(database)
    query = """
        SELECT (to_jsonb(t) - 'landed_at')::text AS row
        FROM {} t JOIN windows w USING (window_id) WHERE w.study = :study ORDER BY 1
    """
    with engine.connect() as connection:
        rows = {
            table: list(connection.execute(text(query.format(table)), {"study": STUDY}).scalars()) for table in TABLES
        }
    engine.dispose()
    return rows


def kill_twice(name: str, environment: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    """Start the worker so that it dies after its second effect, then so that it dies before its second; then one
    that lives, which is returned."""
    for dies in ("after", "before"):
        doomed = start(name, environment, folder, "--dies", dies, "--at", "2")
        try:
            assert doomed.wait(PATIENCE) == -signal.SIGKILL
        finally:
            doomed.kill()
    return start(name, environment, folder)


def start(name: str, environment: dict[str, str], folder: Path, *options: str) -> subprocess.Popen[bytes]:
    arguments = ["-m", "tests.support.mortal_worker", name, "--health-file", str(folder / f"{name}.json"), *options]
    with (folder / f"{name}.log").open("ab") as log:
        return subprocess.Popen([sys.executable, *arguments], env=os.environ | environment, stdout=log, stderr=log)


def wait_until_idle(folder: Path, workers: Sequence[subprocess.Popen[bytes]], landed: Callable[[], bool]) -> None:
    """Return when all has landed and no worker has anything left to read, so that doubles had their chance too."""
    deadline = time.monotonic() + PATIENCE
    while True:
        time.sleep(1.5)  # longer than the beat of the health files
        snapshots = [read_snapshot(folder / f"{name}.json") for name in NAMES]
        idle = all(each.state == "polling" and each.partitions and each.lag == 0 for each in snapshots)
        if idle and landed():
            return
        assert all(worker.poll() is None for worker in workers)
        assert time.monotonic() < deadline, snapshots


def stop(workers: Sequence[subprocess.Popen[bytes]]) -> list[int]:
    for worker in workers:
        worker.terminate()
    try:
        return [worker.wait(40) for worker in workers]
    finally:
        for worker in workers:
            worker.kill()
