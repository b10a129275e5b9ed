"""What cannot be handled goes aside with its reason, before its partition moves on; and not without limit."""

from collections.abc import Sequence

import pytest

from schemas.topics import REJECTED
from services.stream.memory import MemoryProducer
from services.stream.rejection import from_message
from services.stream.types import MAX_MESSAGE_BYTES, Message, StreamError
from tests.support.doubling import SOURCE, Doubling, World, ticks, until
from workers.edge import BatchPolicy, Refused, Rejected
from workers.limit import LimitPolicy
from workers.loop import Exit


def test_only_the_poison_is_rejected(world: World) -> None:
    edge = Doubling()
    loop = world.loop(edge)
    world.put(1, "x", 3, "y")
    until(lambda: world.committed() == 4, loop)
    assert sorted(edge.lasting) == [2, 6]
    assert sorted(world.rejected()) == [b"x", b"y"]
    assert loop.metrics.read()["rejected"] == 2


def test_a_rejection_carries_the_original_and_its_origin(world: World) -> None:
    world.put("x", 1, 2, 3, key=b"subject")
    until(lambda: world.committed() == 4, world.loop(Doubling()))
    rejection = from_message(world.stream.log(REJECTED.name)[0])
    assert (rejection.key, rejection.value, rejection.headers) == (b"subject", b"x", {"trace": b"t1"})
    assert (rejection.stage, rejection.reason, rejection.error) == ("doubling", "not a number", "NotANumber")
    assert rejection.origin.topic == SOURCE.name
    assert rejection.offset == 0
    assert rejection.rejected_at == world.clock.now()


def test_a_batch_that_fails_as_a_whole_is_unrolled(world: World) -> None:
    def fail(messages: Sequence[Message]) -> None:
        if any(message.value == b"666" for message in messages):
            raise RuntimeError("666 is in it")

    edge = Doubling(before_handle=fail)
    world.put(1, 666, 3, 4)
    until(lambda: world.committed() == 4, world.loop(edge))
    assert sorted(edge.lasting) == [2, 6, 8]
    rejection = from_message(world.stream.log(REJECTED.name)[0])
    assert rejection.value == b"666"
    assert rejection.error == "RuntimeError"
    assert "666" not in rejection.reason  # an error may quote the data, a reason does not


def test_a_result_whose_effect_is_refused_is_rejected_alone(world: World) -> None:
    def refuse(results: Sequence[int]) -> None:
        for index, result in enumerate(results):
            if result in (4, 8):
                raise Refused(index, Rejected("cannot be stored", "Unlandable"))

    edge = Doubling(before_effect=refuse)
    world.put(1, 2, 3, 4)
    until(lambda: world.committed() == 4, world.loop(edge))
    assert sorted(edge.lasting) == [2, 6]
    assert sorted(world.rejected()) == [b"2", b"4"]


def test_a_rejection_lasts_before_the_effect_is_tried(world: World) -> None:
    seen = []
    edge = Doubling(before_effect=lambda results: seen.append(len(world.rejected())))
    world.put("x", 1, 2, 3)
    until(lambda: world.committed() == 4, world.loop(edge))
    assert seen == [1]


def test_while_the_rejected_topic_is_down_nothing_advances(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(self: MemoryProducer, timeout: float) -> None:
        raise StreamError("the broker does not answer")

    edge = Doubling()
    loop = world.loop(edge)
    world.put("x", 1, 2, 3)
    with monkeypatch.context() as patch:
        patch.setattr(MemoryProducer, "flush", down)
        until(lambda: loop.metrics.read()["retries"], loop)
        world.clock.seconds += 60
        ticks(loop)
        assert world.committed() == 0
        assert edge.lasting == []
    world.clock.seconds += 60
    until(lambda: world.committed() == 4, loop)
    assert world.rejected() == [b"x"]


def test_a_rejection_is_not_sent_twice_when_the_effect_is_tried_again(world: World) -> None:
    failures = [StreamError("down"), StreamError("down")]

    def fail(results: Sequence[int]) -> None:
        if failures:
            raise failures.pop()

    world.put("x", 1, 2, 3)
    loop = world.loop(Doubling(before_effect=fail))
    for retries in (1, 2):
        until(lambda retries=retries: loop.metrics.read()["retries"] == retries, loop)  # type: ignore[misc]
        world.clock.seconds += 60
    until(lambda: world.committed() == 4, loop)
    assert world.rejected() == [b"x"]


def test_too_many_in_a_row_stop_the_worker(world: World) -> None:
    world.put(*["x"] * 20)
    loop = world.loop(Doubling(), limit=LimitPolicy(in_a_row=10))
    assert loop.run() is Exit.FLOODED
    assert world.committed() == len(world.rejected()) == 8  # the third batch would have been the tenth in a row


def test_a_good_message_between_starts_the_count_anew(world: World) -> None:
    world.put(*["x", "x", "x", 1] * 6, key=b"one")
    loop = world.loop(Doubling(), limit=LimitPolicy(in_a_row=8))
    until(lambda: world.committed() == 24, loop)


def test_too_large_a_share_stops_the_worker(world: World) -> None:
    world.put(*["x", "x", "x", 1] * 6, key=b"one")
    loop = world.loop(Doubling(), limit=LimitPolicy(in_a_row=100, ratio=0.5, of_last=16))
    assert loop.run() is Exit.FLOODED
    assert world.committed() == 12


def test_refused_effects_count_for_the_limit(world: World) -> None:
    def refuse(results: Sequence[int]) -> None:
        if results:
            raise Refused(0, Rejected("cannot be stored", "Unlandable"))

    world.put(*range(20))
    loop = world.loop(Doubling(before_effect=refuse), limit=LimitPolicy(in_a_row=10))
    assert loop.run() is Exit.FLOODED
    assert world.committed() == 8


def test_what_is_too_large_for_the_rejected_topic_goes_without_its_bytes(world: World) -> None:
    world.stream.append([(SOURCE.name, b"k", b"x" * (MAX_MESSAGE_BYTES + 1), {})])
    until(lambda: world.committed() == 1, world.loop(Doubling(policy=BatchPolicy(1, 1.0))))
    rejection = from_message(world.stream.log(REJECTED.name)[0])
    assert rejection.truncated
    assert rejection.value == b""
