"""Poll, handle, effect, commit: in this order, whatever happens."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from services.stream.types import Message, Partition, StreamError
from tests.support.doubling import SOURCE, Doubling, World, ticks, until
from workers.edge import BatchPolicy, Broken, Fenced, Unavailable
from workers.health import read_snapshot
from workers.loop import Exit, Loop, LoopPolicy


def test_a_full_batch_is_handled_at_once(world: World) -> None:
    edge = Doubling()
    loop = world.loop(edge)
    world.put(1, 2, 3, 4)
    until(lambda: world.committed() == 4, loop)
    assert sorted(edge.lasting) == [2, 4, 6, 8]
    assert edge.batches == [4]


def test_a_small_batch_waits_for_its_time(world: World) -> None:
    edge = Doubling()
    loop = world.loop(edge)
    world.put(1, 2)
    ticks(loop)
    world.clock.seconds += 0.9
    ticks(loop)
    assert edge.batches == []
    world.clock.seconds += 0.2
    until(lambda: world.committed() == 2, loop)
    assert edge.batches == [2]


def test_the_age_of_a_batch_is_that_of_its_first_message(world: World) -> None:
    edge = Doubling()
    loop = world.loop(edge)
    world.put(1)
    ticks(loop)
    world.clock.seconds += 0.9
    world.put(2)
    ticks(loop)
    world.clock.seconds += 0.2
    until(lambda: edge.batches == [2], loop)


def test_commit_comes_after_the_effect(world: World, held: threading.Event) -> None:
    reached = threading.Event()

    def wait(results: Sequence[int]) -> None:
        reached.set()
        held.wait()

    edge = Doubling(after_effect=wait)
    loop = world.loop(edge)
    world.put(1, 2, 3, 4)
    until(reached.is_set, loop)
    assert sorted(edge.lasting) == [2, 4, 6, 8]
    assert world.committed() == 0
    held.set()
    until(lambda: world.committed() == 4, loop)


def test_a_crash_between_effect_and_commit_repeats_the_batch(world: World) -> None:
    def crash(results: Sequence[int]) -> None:
        raise OSError("the lights went out")

    crashed = Doubling(after_effect=crash)
    world.put(1, 2, 3, 4, 5, 6, 7, 8)
    assert world.loop(crashed).run() is Exit.CRASHED
    assert world.committed() == 0

    restarted = Doubling()
    until(lambda: world.committed() == 8, world.loop(restarted))
    assert sorted(restarted.lasting) == [2, 4, 6, 8, 10, 12, 14, 16]


def test_polling_goes_on_while_a_step_is_slow(world: World, held: threading.Event) -> None:
    slow = Doubling(before_handle=lambda messages: held.wait() and None)
    loop, other = world.loop(slow), world.loop(Doubling())
    until(lambda: loop._consumer and len(loop._consumer.assignment()) == 1, loop, other)  # the two share
    world.put(*range(8))
    for _ in range(10):  # far beyond the longest interval between two polls
        world.clock.seconds += 100
        ticks(loop, 2)
        ticks(other, 2)
    assert loop._consumer
    assert len(loop._consumer.assignment()) == 1
    held.set()
    world.clock.seconds += 2
    until(lambda: world.committed() == 8, loop, other)
    assert loop.metrics.read()["commits_skipped"] == 0


def test_nothing_is_read_while_a_batch_is_at_work(world: World, held: threading.Event) -> None:
    edge = Doubling(before_effect=lambda results: held.wait() and None)
    loop = world.loop(edge)
    world.put(*range(20))
    until(lambda: edge.batches, loop)
    ticks(loop, 20)
    assert loop._messages == []
    held.set()
    until(lambda: world.committed() == 20, loop)
    assert edge.batches == [4] * 5


def test_trouble_outside_is_waited_out(world: World) -> None:
    failures = [Unavailable("the database is down"), StreamError("the broker is down"), Unavailable("still down")]

    def fail(results: Sequence[int]) -> None:
        if failures:
            raise failures.pop()

    edge = Doubling(before_effect=fail)
    loop = world.loop(edge)
    world.put(1, 2, 3, 4)
    until(lambda: loop._trouble == "Unavailable", loop)
    ticks(loop)
    assert len(failures) == 2  # it does not hammer: the next try has its time
    for _ in range(3):
        world.clock.seconds += 1.5
        ticks(loop, 10)
    until(lambda: world.committed() == 4, loop)
    assert edge.batches == [4]  # computed once
    assert sorted(edge.lasting) == [2, 4, 6, 8]
    assert world.rejected() == []
    assert loop.metrics.read()["retries"] == 3


def test_the_wait_grows_and_is_capped(world: World) -> None:
    def fail(results: Sequence[int]) -> None:
        raise Unavailable("down")

    loop = world.loop(Doubling(before_effect=fail))
    world.put(1, 2, 3, 4)
    waits = []
    for count in range(1, 12):
        until(lambda count=count: loop.metrics.read()["retries"] == count, loop)  # type: ignore[misc]
        waits.append(loop._try_at - world.clock.seconds)
        world.clock.seconds = loop._try_at
    assert waits[:4] == [0.25, 0.5, 1.0, 2.0]
    assert max(waits) == 30.0


def test_trouble_at_assignment_is_waited_out(world: World) -> None:
    class Late(Doubling):
        tries = 0

        def on_assign(self, partitions: Iterable[Partition]) -> Mapping[Partition, int]:
            self.tries += 1
            if self.tries < 3:
                raise Unavailable("the database is down")
            return {}

    edge = Late()
    loop = world.loop(edge)
    world.put(1, 2, 3, 4)
    until(lambda: world.committed() == 4, loop)  # the clock moves on by sleeping
    assert edge.tries >= 3


def test_reading_starts_where_the_edge_says(world: World) -> None:
    world.put(*range(10))
    first = world.stream.partitions(SOURCE.name)[0]
    edge = Doubling(positions={first: 4}, policy=BatchPolicy(6, 1.0))
    until(lambda: edge.lasting, world.loop(edge))
    assert len(edge.lasting) == 6


def test_lost_partitions_are_not_committed_and_come_again(world: World, held: threading.Event) -> None:
    slow = Doubling(before_effect=lambda results: held.wait() and None)
    loop = world.loop(slow)
    world.put(1, 2, 3, 4)
    until(lambda: slow.batches, loop)
    other_edge = Doubling()
    other = world.loop(other_edge)
    until(lambda: other._consumer and other._consumer.assignment(), other, loop)
    held.set()
    until(lambda: loop.metrics.read()["batches"], loop)
    assert loop.metrics.read()["commits_skipped"] == 1
    world.clock.seconds += 2
    until(lambda: world.committed() == 4, other, loop)
    assert set(slow.lasting) | set(other_edge.lasting) == {2, 4, 6, 8}
    assert len(other_edge.lasting) == 2


def test_a_fenced_worker_gives_its_batch_up_and_joins_anew(world: World) -> None:
    fences = [Fenced("gone to another")]

    def fence(results: Sequence[int]) -> None:
        if fences:
            raise fences.pop()

    edge = Doubling(before_effect=fence)
    loop = world.loop(edge)
    world.put(1, 2, 3, 4)
    until(lambda: world.committed() == 4, loop)
    assert edge.batches == [4, 4]
    assert sorted(edge.lasting) == [2, 4, 6, 8]
    assert loop.metrics.read()["fenced"] == 1


def test_stop_finishes_the_batch_in_flight(world: World, held: threading.Event) -> None:
    edge = Doubling(before_handle=lambda messages: held.wait() and None)
    loop = world.loop(edge)
    world.put(*range(8))
    until(lambda: loop._work, loop)
    loop.stop()
    ticks(loop)
    assert loop.exit is None
    held.set()
    assert loop.run() is Exit.STOPPED
    assert world.committed() == 4
    assert edge.closed


def test_stop_abandons_a_batch_that_takes_too_long(world: World, held: threading.Event) -> None:
    loop = world.loop(Doubling(before_handle=lambda messages: held.wait() and None), stop=20.0)
    world.put(1, 2, 3, 4)
    until(lambda: loop._work, loop)
    loop.stop()
    ticks(loop)
    world.clock.seconds += 21
    assert loop.run() is Exit.ABANDONED
    assert world.committed() == 0


def test_stop_leaves_the_group(world: World) -> None:
    loop, other = world.loop(Doubling()), world.loop(Doubling())
    until(lambda: other._consumer and len(other._consumer.assignment()) == 1, loop, other)
    loop.stop()
    assert loop.run() is Exit.STOPPED
    until(lambda: other._consumer and len(other._consumer.assignment()) == 2, other)


@pytest.mark.parametrize("error", [Broken("run `wearscribe migrate`"), ZeroDivisionError("1234.5")])
def test_a_defect_ends_the_worker_and_is_told_without_values(
    world: World, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(results: Sequence[int]) -> None:
        raise error

    world.put(1, 2, 3, 4)
    with caplog.at_level("INFO"):
        assert world.loop(Doubling(before_effect=fail)).run() is Exit.CRASHED
    assert "1234.5" not in caplog.text
    assert "wearscribe migrate" in caplog.text or "ZeroDivisionError" in caplog.text
    assert world.committed() == 0


def test_a_failed_commit_goes_with_the_next(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    loop = world.loop(Doubling())
    ticks(loop)
    assert loop._consumer
    commit = loop._consumer.commit

    def fail_once(positions: object) -> None:
        monkeypatch.setattr(loop._consumer, "commit", commit)
        raise StreamError("the coordinator is loading")

    monkeypatch.setattr(loop._consumer, "commit", fail_once)
    world.put(1, 2, 3, 4)
    until(lambda: loop.metrics.read()["batches"] == 1, loop)
    assert world.committed() == 0
    world.put(5, 6, 7, 8)
    until(lambda: world.committed() == 8, loop)


def test_the_health_file_is_a_snapshot_and_a_heartbeat(world: World, tmp_path: Path) -> None:
    path = tmp_path / "features.json"
    loop = Loop(Doubling(), world.stream, policy=LoopPolicy(poll=0.005), clock=world.clock, health_file=path)
    world.put(1, 2, 3, 4, 5)
    until(lambda: loop.metrics.read()["batches"], loop)
    world.clock.seconds += 1.1
    ticks(loop, 1)
    snapshot = read_snapshot(path)
    assert snapshot.edge == "doubling"
    assert snapshot.partitions == (0, 1)
    assert snapshot.metrics["messages"] == 4
    first = path.stat().st_mtime_ns
    world.clock.seconds += 1.1
    ticks(loop, 1)
    assert path.stat().st_mtime_ns > first
    loop.stop()
    loop.run()
    assert read_snapshot(path).state == "stopped"


def test_messages_of_one_partition_stay_in_order(world: World) -> None:
    seen: list[int] = []
    edge = Doubling(before_handle=lambda messages: seen.extend(_of(messages)))
    loop = world.loop(edge)
    for number in range(12):
        world.put(number, key=b"one")
    until(lambda: world.committed() == 12, loop)
    assert seen == list(range(12))


def _of(messages: Sequence[Message]) -> list[int]:
    return [int(message.value) for message in messages]


def test_the_heart_of_a_stuck_worker_stops(world: World, held: threading.Event, tmp_path: Path) -> None:
    path = tmp_path / "health.json"
    edge = Doubling(before_handle=lambda messages: held.wait() and None)
    policy = LoopPolicy(poll=0.005, stuck=900.0)
    loop = Loop(edge, world.stream, policy=policy, clock=world.clock, health_file=path)  # type: ignore[arg-type]
    world.put(1, 2, 3, 4)
    until(lambda: loop._job, loop)
    world.clock.seconds += 800
    ticks(loop, 1)
    alive = read_snapshot(path)
    assert alive.state == "working"
    world.clock.seconds += 200
    ticks(loop, 1)
    assert read_snapshot(path) == alive
    held.set()
    until(lambda: loop.metrics.read()["batches"], loop)
    ticks(loop, 1)
    assert read_snapshot(path) != alive
    loop.close()
