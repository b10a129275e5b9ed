"""From one model to the next without downtime, on real Kafka and Postgres: docs/upgrade.md, step by step."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from sqlalchemy import Engine, text

from schemas.codec import decode, encode
from schemas.records import AnnotatedWindow
from schemas.topics import ANNOTATED, TOPICS
from services.cli.model import send_lacking
from services.store import registry
from services.store.engine import connect
from services.store.errors import OtherModel, StoreError
from services.store.landing import land
from services.store.offsets import Fence
from services.store.search import search_vector
from services.stream.memory import MemoryStream
from services.stream.types import Partition, Stream
from tests.support.hash_embedder import HashEmbedder, SayingEmbedder
from tests.support.windows import annotated_window, captioned_window
from workers.clock import Clock
from workers.inference import Inference
from workers.loop import Loop
from workers.metrics import Metrics
from workers.publish import Publisher
from workers.sink import Sink

pytestmark = pytest.mark.real
PATIENCE = 60.0  # seconds
COUNT = 60
STUDY = f"upgrade-{uuid4().hex[:8]}"  # other tests write to the same topics


class Old(HashEmbedder):
    model_version = "old-1"


class New(SayingEmbedder):
    """Of another dimension, and with captions of its own."""

    model_version = "new-2"
    dimension = 48


@pytest.fixture
def database(migrated_database: Callable[[], str]) -> str:
    return migrated_database()


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = connect(database)
    yield engine
    engine.dispose()


@pytest.fixture
def stream(kafka: str) -> Stream:
    from services.stream.kafka_stream import KafkaStream  # not at the top: the import takes a second
    from services.stream.topics import ensure_topics

    ensure_topics(kafka, tuple(TOPICS.values()))
    return KafkaStream(kafka)


@pytest.fixture
def start(stream: Stream) -> Iterator[Callable[[Any], Callable[[], None]]]:
    """Runs an edge's loop in a thread of its own; what it returns stops it."""
    stops: list[Callable[[], None]] = []

    def start(edge: Any) -> Callable[[], None]:
        loop: Loop[Any] = Loop(edge, stream)
        thread = threading.Thread(target=loop.run)
        thread.start()

        def stop() -> None:
            loop.stop()
            thread.join(PATIENCE)
            assert not thread.is_alive()

        stops.append(stop)
        return stop

    yield start
    for stop in stops:
        stop()


def inference(embedder: HashEmbedder, stream: Stream) -> Inference:
    return Inference(embedder, Publisher(stream), Metrics(), Clock())


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "not so in time"
        time.sleep(0.05)


def embedded(engine: Engine, version: str) -> int:
    query = """SELECT count(DISTINCT window_id) FROM embeddings JOIN windows USING (window_id)
               WHERE study = :study AND model_version = :version"""
    with engine.connect() as connection:
        return int(connection.execute(text(query), {"study": STUDY, "version": version}).scalar_one())


def records() -> list[AnnotatedWindow]:
    return [annotated_window(seed, subject=seed % 7, study=STUDY) for seed in range(COUNT)]


class Searcher:
    """Somebody who searches all the time for one day, each time with the model that is the active one."""

    def __init__(self, engine: Engine, day: AnnotatedWindow) -> None:
        self.used: list[str] = []
        self.wrong: list[object] = []
        self._engine = engine
        self._day = day
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(PATIENCE)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                embedder = {each.model_version: each for each in (Old(), New())}[registry.active(self._engine) or ""]
                (vector,) = (each[0].vector for each in embedder.embed([self._day]))
                hits = search_vector(self._engine, vector, 1, model=embedder.model_version)
                if [hit.window_id for hit in hits] != [self._day.window.window_id]:
                    self.wrong.append(hits)
                self.used.append(embedder.model_version)
            except OtherModel:
                pass  # told in time: the next round takes the new one
            except Exception as error:
                self.wrong.append(error)


def test_an_upgrade_interrupts_no_search_and_the_old_model_can_go(
    engine: Engine, database: str, stream: Stream, start: Callable[[Any], Callable[[], None]]
) -> None:
    known = records()
    producer = stream.producer()
    for each in known:
        producer.send(ANNOTATED.name, each.window.subject.encode(), encode(each), {})
    producer.flush(30)
    start(Sink(database))
    stop_old = start(inference(Old(), stream))
    until(lambda: embedded(engine, "old-1") == COUNT)
    searcher = Searcher(engine, known[5])
    until(lambda: len(searcher.used) >= 3)

    start(inference(New(), stream))  # its own group: it reads the topic from the start
    late = annotated_window(COUNT, study=STUDY)  # a window that comes meanwhile gets vectors of both
    producer.send(ANNOTATED.name, late.window.subject.encode(), encode(late), {})
    producer.flush(30)
    producer.close()
    until(lambda: embedded(engine, "new-2") == embedded(engine, "old-1") == COUNT + 1)
    assert registry.missing(engine, "new-2") == 0
    assert set(searcher.used) == {"old-1"}

    registry.activate(engine, "new-2")
    done = len(searcher.used)
    until(lambda: len(searcher.used) >= done + 5)
    assert searcher.used[-1] == "new-2"
    stop_old()
    with pytest.raises(StoreError, match="is active"):
        registry.remove(engine, "new-2")
    assert registry.remove(engine, "old-1") >= COUNT + 1
    done = len(searcher.used)
    until(lambda: len(searcher.used) >= done + 5)
    searcher.stop()

    assert searcher.wrong == []
    assert searcher.used == sorted(searcher.used, reverse=True)  # "old-1" until one moment, then "new-2"
    assert embedded(engine, "old-1") == 0
    assert [model.version for model in registry.models(engine)] == ["new-2"]
    with engine.connect() as connection:
        indexes = connection.execute(text("SELECT indexname FROM pg_indexes WHERE indexname LIKE 'embeddings_hnsw_%'"))
        assert list(indexes.scalars()) == ["embeddings_hnsw_bout_new-2"]
        authors = connection.execute(text("SELECT DISTINCT author FROM captions ORDER BY author"))
        assert list(authors.scalars()) == ["new-2", "template"]


def fill(engine: Engine, windows: range, model: str, dimension: int = 16) -> None:
    fence, partition = Fence(engine, "sink"), Partition("t", 0)
    fence.take([partition])
    land(engine, [captioned_window(seed, model=model, dimension=dimension) for seed in windows], fence, {partition: 1})


def test_a_query_of_the_other_model_is_told_so(engine: Engine) -> None:
    fill(engine, range(3), "m1")
    with pytest.raises(OtherModel, match="m1 is searched now"):
        search_vector(engine, np.ones(16), model="m2")
    assert len(search_vector(engine, np.ones(16), model="m1")) == 3


def test_windows_that_have_expired_from_the_topic_are_sent_from_the_database(engine: Engine, database: str) -> None:
    fill(engine, range(5), "m1")
    stream = MemoryStream()
    assert send_lacking(database, stream, "m1") == 0
    assert send_lacking(database, stream, "m2") == 5
    sent = [decode(message.value, AnnotatedWindow) for message in stream.log(ANNOTATED.name)]
    assert {each.window.window_id for each in sent} == {captioned_window(seed).window.window_id for seed in range(5)}
    original = {window.window.window_id: window for window in (annotated_window(seed) for seed in range(5))}
    for each in sent:
        assert each.window == original[each.window.window_id].window
        assert each.annotations == original[each.window.window_id].annotations
        assert {caption.text for caption in each.captions} == {
            caption.text for caption in original[each.window.window_id].captions
        }


def test_an_unknown_model_cannot_be_removed(engine: Engine) -> None:
    with pytest.raises(StoreError, match="not registered"):
        registry.remove(engine, "m9")


def test_a_search_that_holds_one_table_and_wants_the_next_is_not_ended_by_a_removal(engine: Engine) -> None:
    """Nor waits it for long: the removal lets go of what it has and tries again."""
    fill(engine, range(3), "m1")
    fill(engine, range(3, 6), "m2")
    registry.activate(engine, "m2")
    removed: list[int] = []
    with engine.begin() as search:
        search.execute(text("SET LOCAL deadlock_timeout = '400ms'"))  # before the removal looks for one
        search.execute(text("SELECT count(*) FROM windows")).scalar_one()  # held until the transaction ends
        removal = threading.Thread(target=lambda: removed.append(registry.remove(engine, "m1")))
        removal.start()
        time.sleep(0.5)
        assert search.execute(text("SELECT count(*) FROM embeddings")).scalar_one() > 0
        assert removed == []
    removal.join(PATIENCE)
    assert [removed[0] > 0, [model.version for model in registry.models(engine)]] == [True, ["m2"]]
