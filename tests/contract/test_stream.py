"""What `services.stream.types` promises, held against both implementations: in memory and Apache Kafka."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

import pytest

from schemas.topics import Topic
from services.stream.memory import MemoryStream
from services.stream.types import MAX_MESSAGE_BYTES, Consumer, Message, OnAssign, Partition, Stream, StreamError

PARTITIONS = 4
PATIENCE = 20.0  # seconds until a rebalance must have settled


@pytest.fixture
def topic() -> str:
    return f"topic-{uuid4().hex[:8]}"


@pytest.fixture(params=["memory", pytest.param("kafka", marks=pytest.mark.real)])
def open_stream(request: pytest.FixtureRequest, topic: str) -> Callable[..., Stream]:
    """Opens the stream under test, which has one topic, `topic`."""
    topics = [Topic(topic, None, partitions=PARTITIONS)]
    if request.param == "memory":
        return lambda **options: MemoryStream(topics, **options)
    bootstrap = request.getfixturevalue("kafka")
    from services.stream.kafka_stream import KafkaStream  # not at the top: the import takes a second
    from services.stream.topics import ensure_topics

    ensure_topics(bootstrap, topics)
    return lambda **options: KafkaStream(bootstrap, **options)


@pytest.fixture
def stream(open_stream: Callable[..., Stream]) -> Stream:
    return open_stream()


@pytest.fixture
def join(topic: str) -> Iterator[Callable[..., Consumer]]:
    """Makes members of the group; those still in it leave at the end of the test."""
    members: list[Consumer] = []

    def join(stream: Stream, on_assign: OnAssign | None = None, group: str = "readers") -> Consumer:
        members.append(stream.consumer(topic, f"{group}-of-{topic}", on_assign))
        return members[-1]

    yield join
    for member in members:
        member.close()


def send(stream: Stream, topic: str, values: Sequence[int], key: Callable[[int], bytes | None]) -> None:
    producer = stream.producer()
    for value in values:
        producer.send(topic, key(value), str(value).encode(), {})
    producer.flush(10)
    producer.close()


def read(consumer: Consumer, count: int, limit: int = 100) -> list[Message]:
    """Exactly `count` messages: fails when they do not come, or when more do."""
    messages: list[Message] = []

    def enough() -> bool:
        messages.extend(consumer.poll(0.1, limit))
        return len(messages) >= count

    until(enough)
    messages += consumer.poll(0.3, limit)
    assert len(messages) == count
    return messages


def settle(*members: Consumer) -> list[Message]:
    """Poll until the members share all partitions evenly; returns what they read meanwhile."""
    messages: list[Message] = []

    def shared() -> bool:
        for member in members:
            messages.extend(member.poll(0.05, 100))
        sizes = [len(member.assignment()) for member in members]
        return sum(sizes) == PARTITIONS and max(sizes) - min(sizes) <= 1

    until(shared)
    return messages


def until(condition: Callable[[], Any]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"


def values(messages: Sequence[Message]) -> list[int]:
    return [int(message.value) for message in messages]


def by_partition(messages: Sequence[Message]) -> dict[Partition, list[Message]]:
    return {p: [m for m in messages if m.partition == p] for p in {m.partition for m in messages}}


def ends(messages: Sequence[Message]) -> dict[Partition, int]:
    return {partition: each[-1].offset + 1 for partition, each in by_partition(messages).items()}


def wearer(value: int) -> bytes:
    return b"wearer-%d" % (value % 7)


def test_messages_of_a_partition_come_in_order_with_their_offsets(stream, topic, join):
    send(stream, topic, range(200), wearer)
    messages = read(join(stream), 200)
    assert sorted(values(messages)) == list(range(200))
    for each in by_partition(messages).values():
        assert values(each) == sorted(values(each))
        assert [message.offset for message in each] == list(range(len(each)))


def test_a_key_always_meets_the_same_partition(stream, topic, join):
    for _ in range(2):
        send(stream, topic, range(70), wearer)
    messages = read(join(stream), 140)
    partitions = {key: {m.partition for m in messages if m.key == key} for key in {m.key for m in messages}}
    assert all(len(found) == 1 for found in partitions.values())
    assert len(set.union(*partitions.values())) > 1


def test_what_a_message_carries_arrives(stream, topic, join):
    before = time.time()
    producer = stream.producer()
    producer.send(topic, b"key", b"\x00value\xff", {"ce_id": b"1:0", "content-type": b"text/plain"})
    producer.send(topic, None, b"", {})
    producer.flush(10)
    producer.close()
    full, empty = sorted(read(join(stream), 2), key=lambda message: message.key or b"", reverse=True)
    assert (full.key, full.value) == (b"key", b"\x00value\xff")
    assert full.headers == {"ce_id": b"1:0", "content-type": b"text/plain"}
    assert before - 1 < full.timestamp < time.time() + 1
    assert (empty.key, empty.value, empty.headers) == (None, b"", {})


def test_a_new_group_starts_at_the_oldest_message_and_groups_are_apart(stream, topic, join):
    send(stream, topic, range(10), wearer)
    first = join(stream, group="first")
    first.commit(ends(read(first, 10)))
    assert len(read(join(stream, group="second"), 10)) == 10


def test_a_new_member_resumes_where_the_group_committed(stream, topic, join):
    send(stream, topic, range(40), wearer)
    member = join(stream)
    messages = by_partition(read(member, 40))
    member.commit(dict.fromkeys(messages, 2))
    member.close()
    unread = read(join(stream), 40 - 2 * len(messages))
    assert sorted(m.offset for m in unread) == sorted(m.offset for each in messages.values() for m in each[2:])


def test_poll_returns_no_more_than_asked_and_loses_nothing(stream, topic, join):
    send(stream, topic, range(50), wearer)
    member, polled = join(stream), []

    def all_read() -> bool:
        polled.append(member.poll(0.1, 7))
        return sum(map(len, polled)) >= 50

    until(all_read)
    assert max(map(len, polled)) <= 7
    assert sorted(values([message for each in polled for message in each])) == list(range(50))


def test_poll_without_messages_returns_in_time(stream, topic, join):
    member = join(stream)
    settle(member)
    started = time.monotonic()
    assert member.poll(0.3, 10) == []
    assert 0.2 < time.monotonic() - started < 2


def test_members_share_the_partitions_and_those_that_stay_keep_their_place(stream, topic, join):
    send(stream, topic, range(80), wearer)
    old = join(stream)
    first = read(old, 80)
    new = join(stream)
    again = settle(old, new)
    again += read(new, sum(new.lag().values()))
    assert old.assignment().isdisjoint(new.assignment())
    assert sorted(values(again)) == sorted(values([m for m in first if m.partition in new.assignment()]))


def test_a_member_that_leaves_is_replaced_at_once(stream, topic, join):
    one, other = join(stream), join(stream)
    settle(one, other)
    one.close()
    left = time.monotonic()
    settle(other)
    assert time.monotonic() - left < 8  # a member that died would be missed for ten seconds
    send(stream, topic, range(20), wearer)
    assert len(read(other, 20)) == 20


def test_a_closed_member_holds_nothing_and_polls_no_more(stream, topic, join):
    member = join(stream)
    settle(member)
    member.close()
    member.close()
    assert member.assignment() == frozenset()
    with pytest.raises(StreamError, match="closed"):
        member.poll(0, 1)


def test_members_that_poll_seldom_and_briefly_share_too(stream, topic, join):
    """kafka-python alone drops the broker's answer when it comes between two polls, and joins anew without end."""
    members = [join(stream) for _ in range(3)]

    def shared() -> bool:
        for member in members:
            member.poll(0.01, 10)
            time.sleep(0.2)  # at work
        return sorted(len(member.assignment()) for member in members) == [1, 1, 2]

    until(shared)


def test_only_partitions_that_are_new_to_a_member_are_announced(stream, topic, join):
    announced: list[list[Partition]] = []
    old = join(stream, lambda partitions: announced.append(sorted(partitions)) or {})
    settle(old)
    new = join(stream)
    settle(old, new)
    theirs = sorted(new.assignment())
    new.close()
    settle(old)
    assert announced == [[Partition(topic, number) for number in range(PARTITIONS)], theirs]


def test_paused_partitions_yield_nothing_and_a_polling_member_stays(open_stream, topic, join):
    stream = open_stream(max_poll_interval=2.0)
    member = join(stream)
    settle(member)
    member.pause()
    send(stream, topic, range(30), wearer)
    working = time.monotonic() + 5.0  # beyond the interval, twice
    while time.monotonic() < working:
        assert not member.poll(0.2, 10)
    assert len(member.assignment()) == PARTITIONS
    member.resume()
    member.commit(ends(read(member, 30)))
    member.close()
    assert sum(lag_of(join(stream)).values()) == 0  # the commit counted: the member had never been out


def test_partitions_that_come_while_paused_are_paused(stream, topic, join):
    one, other = join(stream), join(stream)
    settle(one, other)
    one.pause()
    send(stream, topic, range(30), wearer)
    other.close()
    assert settle(one) == []
    assert not one.poll(0.5, 100)
    one.resume()
    assert len(read(one, 30)) == 30


def test_a_silent_member_loses_its_partitions_and_its_late_commit_is_skipped(open_stream, topic, join):
    stream = open_stream(max_poll_interval=2.0)
    send(stream, topic, range(30), wearer)
    silent = join(stream)
    old = ends(read(silent, 30))
    other = join(stream)
    other.commit(ends(read(other, 30)))
    silent.commit(dict.fromkeys(old, 1))
    other.close()
    silent.close()
    assert sum(lag_of(join(stream)).values()) == 0


def test_a_commit_of_a_partition_held_by_another_is_skipped(stream, topic, join):
    send(stream, topic, range(40), wearer)
    one, other = join(stream), join(stream)
    settle(one, other)
    theirs = dict.fromkeys(other.assignment(), 1)
    one.commit(theirs)
    one.close()
    other.close()
    assert sum(lag_of(join(stream)).values()) == 40


def test_positions_returned_at_assignment_win_over_the_commit(stream, topic, join):
    send(stream, topic, range(80), wearer)
    member = join(stream)
    messages = by_partition(read(member, 80))
    member.commit(dict.fromkeys(messages, 1))
    member.close()
    chosen = next(iter(messages))
    seen: list[Partition] = []

    def on_assign(partitions):
        seen.extend(partitions)
        return {chosen: 3} if chosen in partitions else {}

    again = by_partition(read(join(stream, on_assign), 80 - 3 - (len(messages) - 1)))
    assert {partition: each[0].offset for partition, each in again.items()} == {**dict.fromkeys(messages, 1), chosen: 3}
    assert sorted(seen) == [Partition(topic, number) for number in range(PARTITIONS)]


def test_a_position_outside_the_log_is_an_error_and_never_a_silent_jump(stream, topic, join):
    send(stream, topic, range(20), wearer)

    def on_assign(partitions: Sequence[Partition]) -> Mapping[Partition, int]:
        return dict.fromkeys(partitions, 1_000)

    member = join(stream, on_assign)
    with pytest.raises(StreamError, match="1000"):
        until(lambda: member.poll(0.1, 10))


def test_lag_counts_what_is_left(stream, topic, join):
    send(stream, topic, range(30), wearer)
    member = join(stream)
    assert sum(lag_of(member).values()) == 30
    member.resume()
    messages: Sequence[Message] = []
    while not messages:
        messages = member.poll(1, 5)
    assert sum(member.lag().values()) == 30 - len(messages)
    assert set(member.lag()) == member.assignment()


def test_a_message_too_large_is_refused_and_harms_no_other(stream, topic, join):
    producer = stream.producer()
    producer.send(topic, b"k", b"before", {})
    with pytest.raises(StreamError, match="bytes"):
        producer.send(topic, b"k", bytes(MAX_MESSAGE_BYTES + 1), {})
    producer.send(topic, b"k", bytes(MAX_MESSAGE_BYTES - 1000), {})
    producer.flush(10)
    producer.close()
    assert [len(message.value) for message in read(join(stream), 2)] == [6, MAX_MESSAGE_BYTES - 1000]


def test_a_topic_that_does_not_exist_is_an_error(stream):
    with pytest.raises(StreamError, match="no topic nowhere"):
        stream.consumer("nowhere", "readers")


def lag_of(member: Consumer) -> Mapping[Partition, int]:
    """The lag of a member that joined just now and reads nothing."""
    member.pause()
    settle(member)
    return member.lag()
