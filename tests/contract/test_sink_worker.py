"""The sink's run loop on a real Postgres; the stream is in memory (the stream's contract makes it as good as Kafka)."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text

from schemas.codec import encode
from schemas.records import CaptionedWindow
from schemas.topics import CAPTIONED, REJECTED
from services.stream.memory import MemoryConsumer, MemoryStream
from services.stream.rejection import from_message
from tests.support.clock import ManualClock
from tests.support.windows import captioned_window
from workers.loop import Exit, Loop, LoopPolicy
from workers.sink import Rejections, Sink

pytestmark = pytest.mark.real


@pytest.fixture
def database(migrated_database: Callable[[], str]) -> str:
    return migrated_database()


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = create_engine(database)
    yield engine
    engine.dispose()


@pytest.fixture
def stream() -> MemoryStream:
    return MemoryStream()


@pytest.fixture
def loop_of(stream: MemoryStream) -> Iterator[Callable[[Any], Loop[Any]]]:
    loops: list[Loop[Any]] = []

    def loop_of(edge: Any) -> Loop[Any]:
        loops.append(Loop(edge, stream, policy=LoopPolicy(poll=0.01), clock=ManualClock()))  # type: ignore[arg-type]
        return loops[-1]

    yield loop_of
    for loop in loops:
        loop.close()


def put(stream: MemoryStream, records: Sequence[CaptionedWindow]) -> None:
    stream.append((CAPTIONED.name, each.window.subject.encode(), encode(each), {}) for each in records)


def run_until(condition: Callable[[], object], loop: Loop[Any]) -> None:
    """Tick, the clock running ahead so that no batch waits for its time."""
    for _ in range(3000):
        if condition():
            return
        assert loop.exit is None, loop.exit
        loop._clock.sleep(0.3)
        loop.tick()
    raise AssertionError("not so in time")


def count(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def done(loop: Loop[Any], messages: int) -> Callable[[], bool]:
    return lambda: loop.metrics.read()["messages"] >= messages


def test_windows_land_once_though_they_come_twice(
    database: str, engine: Engine, stream: MemoryStream, loop_of: Callable[[Any], Loop[Any]]
) -> None:
    records = [captioned_window(seed, subject=seed) for seed in range(20)]
    put(stream, records + records)
    loop = loop_of(Sink(database))
    run_until(done(loop, 40), loop)
    assert count(engine, "windows") == 20
    assert count(engine, "embeddings") == 40


def test_only_the_record_that_cannot_be_stored_is_rejected(
    database: str, engine: Engine, stream: MemoryStream, loop_of: Callable[[Any], Loop[Any]]
) -> None:
    good = [captioned_window(seed, subject=seed) for seed in range(6)]
    loop = loop_of(Sink(database))
    put(stream, good[:1])  # registers the model and its dimension
    run_until(done(loop, 1), loop)
    put(stream, [*good[1:3], captioned_window(50, subject=50, dimension=8), *good[3:]])
    run_until(done(loop, 7), loop)
    assert count(engine, "windows") == 6
    (message,) = stream.log(REJECTED.name)
    rejection = from_message(message)
    assert (rejection.stage, rejection.origin.topic, rejection.error) == ("sink", CAPTIONED.name, "Unlandable")
    assert rejection.value == encode(captioned_window(50, subject=50, dimension=8))


def test_reading_goes_on_where_the_database_says(
    database: str,
    engine: Engine,
    stream: MemoryStream,
    loop_of: Callable[[Any], Loop[Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(MemoryConsumer, "commit", lambda self, positions: None)  # the hint to Kafka is lost
    put(stream, [captioned_window(seed, subject=seed) for seed in range(10)])
    first = loop_of(Sink(database))
    run_until(done(first, 10), first)
    first.stop()
    assert first.run() is Exit.STOPPED

    put(stream, [captioned_window(10, subject=10)])
    second = loop_of(Sink(database))
    run_until(lambda: count(engine, "windows") == 11, second)
    run_until(done(second, 1), second)
    assert second.metrics.read()["messages"] == 1


def test_a_zombie_is_fenced_and_joins_anew(
    database: str, engine: Engine, stream: MemoryStream, loop_of: Callable[[Any], Loop[Any]]
) -> None:
    loop = loop_of(Sink(database))
    put(stream, [captioned_window(0)])
    run_until(done(loop, 1), loop)
    successor = Sink(database)
    successor.on_assign(stream.partitions(CAPTIONED.name))  # it was thought dead meanwhile
    put(stream, [captioned_window(seed, subject=seed) for seed in range(1, 10)])
    run_until(done(loop, 10), loop)
    assert loop.metrics.read()["fenced"] == 1
    assert count(engine, "windows") == 10
    successor.close()


def test_an_unreachable_database_is_waited_for(stream: MemoryStream, loop_of: Callable[[Any], Loop[Any]]) -> None:
    put(stream, [captioned_window(0)])
    loop = loop_of(Sink("postgresql+psycopg2://wearscribe@127.0.0.1:9/wearscribe"))
    run_until(lambda: loop._trouble == "Unavailable", loop)
    assert loop.exit is None
    assert stream.log(REJECTED.name) == ()


def test_an_empty_database_ends_the_worker_with_advice(
    new_database: Callable[[], str],
    stream: MemoryStream,
    loop_of: Callable[[Any], Loop[Any]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert loop_of(Sink(new_database())).run() is Exit.CRASHED
    assert "wearscribe migrate" in caplog.text


def test_what_was_rejected_becomes_rows_once(
    database: str, engine: Engine, stream: MemoryStream, loop_of: Callable[[Any], Loop[Any]]
) -> None:
    stream.append([(CAPTIONED.name, b"k", b"poison", {}), (CAPTIONED.name, None, b"poison\x00", {})])
    sink = loop_of(Sink(database))
    run_until(done(sink, 2), sink)
    stream.append([(REJECTED.name, None, b"put there by somebody else", {})])
    for _ in range(2):
        loop = loop_of(Rejections(database))
        run_until(lambda: count(engine, "rejections") == 3, loop)
        stream._groups.clear()  # as if nothing had been committed
    with engine.connect() as connection:
        stages = connection.execute(text("SELECT stage, count(*) FROM rejections GROUP BY 1 ORDER BY 1")).all()
    assert [tuple(row) for row in stages] == [("sink", 2), ("unknown", 1)]
