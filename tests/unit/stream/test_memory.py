"""What the stream in memory promises beyond the contract: it can be looked into, and it is strict."""

from schemas.topics import REJECTED, WINDOWS
from services.stream.memory import MemoryStream
from services.stream.types import Partition


def test_the_log_shows_messages_in_the_order_of_their_arrival():
    stream = MemoryStream()
    producer = stream.producer()
    for number in range(10):
        producer.send(WINDOWS.name, b"wearer-%d" % (number % 3), b"%d" % number, {"n": b"%d" % number})
    producer.flush(1)
    assert [message.value for message in stream.log(WINDOWS.name)] == [b"%d" % number for number in range(10)]
    assert stream.log(REJECTED.name) == ()


def test_nothing_reaches_the_log_before_a_flush_and_a_closed_producer_drops_the_rest():
    stream = MemoryStream()
    producer = stream.producer()
    producer.send(REJECTED.name, None, b"unsent", {})
    assert stream.log(REJECTED.name) == ()
    producer.close()
    producer.flush(1)
    assert stream.log(REJECTED.name) == ()


def test_commits_can_be_looked_up():
    stream = MemoryStream()
    producer = stream.producer()
    producer.send(REJECTED.name, None, b"message", {})
    producer.flush(1)
    consumer = stream.consumer(REJECTED.name, "group")
    consumer.poll(0, 1)
    consumer.commit({Partition(REJECTED.name, 0): 1})
    assert stream.committed(REJECTED.name, "group") == {Partition(REJECTED.name, 0): 1}
    assert stream.committed(REJECTED.name, "another") == {}


def test_the_clock_dates_messages():
    stream = MemoryStream(clock=lambda: 1234.5)
    producer = stream.producer()
    producer.send(REJECTED.name, None, b"message", {})
    producer.flush(1)
    assert stream.log(REJECTED.name)[0].timestamp == 1234.5
