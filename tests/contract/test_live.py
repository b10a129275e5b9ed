"""A look at the stream, on a real Kafka and a real Postgres, there and away."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from schemas.topics import CAPTIONED, REJECTED, TOPICS, WINDOWS
from services.search.live import Live, StreamStatus
from services.store.engine import connect
from services.store.landing import land
from services.store.offsets import Fence
from services.store.rejections import Rejection, record
from services.stream import groups
from services.stream.kafka_stream import KafkaStream
from services.stream.rejection import reject, to_headers
from services.stream.topics import ensure_topics
from services.stream.types import Message, Partition
from tests.support.windows import MODEL, captioned_window

pytestmark = pytest.mark.real
NOWHERE = "postgresql+psycopg2://nobody@127.0.0.1:9/none"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def broker(kafka: str) -> str:
    ensure_topics(kafka, tuple(TOPICS.values()))
    return kafka


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def live(store: Engine, broker: str, clock: Clock) -> Iterator[Live]:
    live = Live(store, broker, MODEL, clock)
    yield live
    live.close()


def look(live: Live, clock: Clock, seconds: float = 30.0) -> StreamStatus:
    """A fresh one, so many seconds later."""
    clock.now += seconds
    return live.status()


def send(broker: str, topic: str, messages: int) -> None:
    producer = KafkaStream(broker).producer()
    for number in range(messages):
        producer.send(topic, None, str(number).encode(), {})
    producer.flush(10)
    producer.close()


def read_all(broker: str, topic: str, group: str) -> None:
    """As a worker of the group that reads to the end, and commits."""
    consumer = KafkaStream(broker).consumer(topic, group)
    positions: dict[Partition, int] = {}
    while not consumer.assignment() or any(consumer.lag().values()):
        positions |= {message.partition: message.offset + 1 for message in consumer.poll(0.2, 100)}
    consumer.commit(positions)
    consumer.close()


def test_lag_grows_with_what_is_sent_and_goes_with_what_is_read(live: Live, clock: Clock, broker: str) -> None:
    send(broker, WINDOWS.name, 3)
    before = look(live, clock)
    assert (before.kafka, before.database) == ("ok", "ok")
    assert [stage.name for stage in before.stages] == ["features", "inference", "sink"]
    assert before.stages[0].topic == WINDOWS.name
    assert before.stages[0].lag >= 3
    assert before.stages[0].rate is None
    assert before.stages[1].group == groups.inference(MODEL)
    read_all(broker, WINDOWS.name, groups.FEATURES)
    after = look(live, clock)
    assert after.stages[0].lag == 0
    assert after.stages[0].rate >= 3 / 30


def test_the_sink_is_where_the_database_says(live: Live, clock: Clock, broker: str, store: Engine) -> None:
    send(broker, CAPTIONED.name, 2)
    behind = look(live, clock).stages[2].lag
    assert behind >= 2
    fence, partitions = Fence(store, groups.SINK), [Partition(CAPTIONED.name, n) for n in range(CAPTIONED.partitions)]
    fence.take(partitions)
    land(store, [captioned_window(1)], fence, dict.fromkeys(partitions, 10**6))
    assert look(live, clock).stages[2].lag == 0


def test_what_landed_is_counted_newest_first(live: Live, clock: Clock, store: Engine) -> None:
    assert look(live, clock).newest == ()
    fence, partition = Fence(store, groups.SINK), Partition(CAPTIONED.name, 0)
    fence.take([partition])
    records = [captioned_window(seed) for seed in (1, 2)]
    for offset, each in enumerate(records, start=1):
        land(store, [each], fence, {partition: offset})
    status = look(live, clock)
    assert (status.model, status.windows, status.searchable, status.rate) == (MODEL, 2, 2, 2 / 60)
    assert [each.window_id for each in status.newest] == [each.window.window_id for each in reversed(records)]
    assert all(each.searchable for each in status.newest)


def test_rejections_are_told_by_reason_and_can_be_sent_back(
    live: Live, clock: Clock, broker: str, store: Engine
) -> None:
    reason = f"reason {uuid4()}"
    originals = [Message(Partition(WINDOWS.name, 0), number, None, b"x") for number in (1, 2)]
    record(store, [Rejection(each.partition, each.offset, "features", reason) for each in originals])
    (told,) = look(live, clock).rejections
    assert (told.stage, told.topic, told.reason, told.messages) == ("features", WINDOWS.name, reason, 2)
    producer = KafkaStream(broker).producer()
    for each in originals:
        turned = reject(each, stage="features", reason=reason, error="CodecError", at=datetime.now(UTC))
        producer.send(REJECTED.name, None, each.value, to_headers(turned))
    producer.flush(10)
    producer.close()
    lag = look(live, clock).stages[0].lag
    assert live.replay_rejected(stage="features", reason=reason, by="mina").sent == 2
    status = look(live, clock)
    assert status.stages[0].lag == lag + 2
    assert (status.rejections[0].replayed, status.rejections[0].replayed_by) == (2, ["mina"])
    assert live.replay_rejected(stage="sink", reason=reason).sent == 0


def test_many_who_ask_at_once_cost_one_look(live: Live, clock: Clock, store: Engine) -> None:
    first = look(live, clock)
    asking = [threading.Thread(target=live.status) for _ in range(20)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert live.status() is first
    assert look(live, clock) is not first


@pytest.mark.parametrize("away", ["kafka", "database"])
def test_a_part_that_is_away_is_said_to_be_and_the_other_is_told(broker: str, store: Engine, away: str) -> None:
    engine = connect(NOWHERE) if away == "database" else store
    live = Live(engine, "127.0.0.1:9" if away == "kafka" else broker, MODEL)
    status = live.status()
    live.close()
    assert (status.kafka, status.database) == (("unreachable", "ok") if away == "kafka" else ("ok", "unreachable"))
    assert (status.windows is None) == (away == "database")
    assert status.stages[2].lag is None
    assert (status.stages[0].lag is None) == (away == "kafka")
