"""The run loop of every worker: poll, handle, effect, commit.

The main thread polls, and never does anything else for long: while a batch is at work in its own thread the
partitions are paused and polling goes on, so that no step, however slow, costs the membership of the group. Positions
are committed last, so that a crash repeats a batch and loses none of it.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Generic, TypeVar

from services.stream.types import Consumer, Message, Partition, Stream, StreamError
from workers import log
from workers.backoff import Backoff
from workers.clock import Clock
from workers.edge import Broken, Edge, Fenced
from workers.health import Health, State
from workers.job import Job
from workers.limit import LimitPolicy, RejectionLimit, TooManyRejections
from workers.metrics import Metrics
from workers.publish import Publisher
from workers.work import RETRIABLE, Tools, Work

T = TypeVar("T")


class Exit(IntEnum):
    """What a worker's exit code says. 2 is the command line's own."""

    STOPPED = 0  # asked to, with nothing in flight
    CRASHED = 1  # a defect: the log says where
    FLOODED = 5  # too many rejections
    ABANDONED = 6  # asked to, and the batch in flight took too long: it comes again at the next start


@dataclass(frozen=True, slots=True)
class LoopPolicy:
    """Seconds: `poll` is the longest wait in one poll, `stop` how long a batch in flight is waited for after `stop`
    was asked, and `stuck` how long one may be at work before the health file is left to grow old."""

    poll: float = 0.1
    stop: float = 20.0
    stuck: float = 900.0
    limit: LimitPolicy = field(default_factory=LimitPolicy)


class Loop(Generic[T]):
    """One member of the edge's consumer group. `stop` may be called from any thread or signal handler, everything
    else by one thread: `run`, or in tests `tick` by `tick`."""

    def __init__(
        self,
        edge: Edge[T],
        stream: Stream,
        *,
        policy: LoopPolicy | None = None,
        clock: Clock | None = None,
        metrics: Metrics | None = None,
        health_file: Path | None = None,
    ) -> None:
        self.exit: Exit | None = None
        self.metrics = metrics or Metrics()
        self._edge = edge
        self._stream = stream
        self._policy = policy = policy or LoopPolicy()
        self._clock = clock or Clock()
        self._tools = Tools(Publisher(stream), RejectionLimit(policy.limit), self.metrics, self._clock)
        self._health = Health(edge.name, self.metrics, self._clock, health_file)
        self._consumer: Consumer | None = None
        self._join_at = self._clock.monotonic()
        self._joins = Backoff()
        self._messages: list[Message] = []  # collected, not yet at work
        self._oldest = 0.0
        self._work: Work[T] | None = None
        self._job: Job | None = None  # None while there is work: it waits for its next try
        self._job_since = 0.0
        self._try_at = 0.0
        self._tries = Backoff()
        self._positions: dict[Partition, int] = {}  # what the next commit will say
        self._trouble: str | None = None
        self._lag = 0
        self._stopping = False
        self._stop_by: float | None = None

    def stop(self) -> None:
        """Finish the batch in flight, or abandon it after `policy.stop` seconds, and return from `run`."""
        self._stopping = True

    def run(self) -> Exit:
        """Work until asked to stop, or until there is no point in going on."""
        log.info("started", edge=self._edge.name, topic=self._edge.source.name, group=self._edge.group)
        try:
            while self.exit is None:
                self.tick()
        except Exception as error:  # the process ends either way, but says where and leaves the group
            self._fail(error)
        self.close()
        assert self.exit is not None
        log.info("stopped", edge=self._edge.name, exit=self.exit.name)
        return self.exit

    def tick(self) -> None:
        """One poll, and one step of what is under way. Blocks for `policy.poll` seconds at most, apart from what the
        consumer and the edge do in a rebalance."""
        if self._consumer is None:
            self._join()
        elif self._work is None:
            self._collect(self._consumer)
        elif self._job is None:
            self._try_again(self._work)
        else:
            self._go_on(self._job, self._work)
        if self._stopping and self.exit is None:
            self._wind_up()
        self._beat()

    def close(self) -> None:
        """Leave the group. A batch still at work is not waited for."""
        self._leave()
        if self._job is None or self._job.wait(0):  # else its thread still uses them
            self._tools.publisher.close()
            self._edge.close()
        self._beat(last=True)

    def _join(self) -> None:
        if self._clock.monotonic() < self._join_at:
            self._clock.sleep(self._policy.poll)
            return
        try:
            self._consumer = self._stream.consumer(self._edge.source.name, self._edge.group, self._assigned)
        except RETRIABLE as error:
            self._join_later(error)
            return
        if self._work is not None:
            self._consumer.pause()

    def _join_later(self, error: Exception) -> None:
        wait = self._joins.next()
        self._join_at = self._clock.monotonic() + wait
        self._trouble = type(error).__name__
        log.warning("cannot_poll", edge=self._edge.name, again_in=wait, error=self._trouble, reason=str(error))
        self._leave()

    def _leave(self) -> None:
        self._messages.clear()
        self._positions.clear()
        if self._consumer is not None:
            consumer, self._consumer = self._consumer, None
            try:
                consumer.close()
            except StreamError as error:  # the others get the partitions when the session times out
                log.warning("left_late", edge=self._edge.name, reason=str(error))

    def _assigned(self, partitions: Iterable[Partition]) -> Mapping[Partition, int]:
        """These partitions are read from their last lasting position: what we hold of them comes again, and what is
        in flight may have been overtaken elsewhere, so it no longer counts for the commit."""
        fresh = frozenset(partitions)
        self._messages = [message for message in self._messages if message.partition not in fresh]
        self._positions = {p: offset for p, offset in self._positions.items() if p not in fresh}
        numbers = ",".join(str(partition.number) for partition in sorted(fresh))
        log.info("assigned", edge=self._edge.name, partitions=numbers)
        return self._edge.on_assign(fresh)

    def _poll(self, timeout: float) -> None:
        """Collect messages for the next batch; while the partitions are paused there are none."""
        if self._consumer is None:
            return
        room = self._edge.policy.size - len(self._messages)
        try:
            with self.metrics.timed("poll_seconds", self._clock):
                messages = self._consumer.poll(timeout, room)
        except RETRIABLE as error:
            self._join_later(error)
            return
        if messages and not self._messages:
            self._oldest = self._clock.monotonic()
        self._messages += messages
        if self._joins.tries and self._consumer.assignment():
            self._joins.reset()
            self._trouble = None

    def _collect(self, consumer: Consumer) -> None:
        policy = self._edge.policy
        ripe_in = self._oldest + policy.seconds - self._clock.monotonic() if self._messages else self._policy.poll
        if ripe_in > 0 and len(self._messages) < policy.size:
            self._poll(min(ripe_in, self._policy.poll))
        ripe = self._messages and self._clock.monotonic() - self._oldest >= policy.seconds
        if (ripe or len(self._messages) >= policy.size) and not self._stopping:
            self._start(consumer)

    def _start(self, consumer: Consumer) -> None:
        held = consumer.assignment()
        messages = [message for message in self._messages if message.partition in held]
        self._messages = []
        if not messages:
            return
        positions = {message.partition: message.offset + 1 for message in messages}  # the last of each wins
        self._positions |= positions
        self._work = Work(self._edge, messages, positions, self._tools)
        self._set_to_work(self._work)
        consumer.pause()

    def _set_to_work(self, work: Work[T]) -> None:
        self._job_since = self._clock.monotonic()
        self._job = Job(work.run)

    def _try_again(self, work: Work[T]) -> None:
        self._poll(self._policy.poll)
        if self._clock.monotonic() >= self._try_at:
            self._set_to_work(work)

    def _go_on(self, job: Job, work: Work[T]) -> None:
        if not job.wait(self._policy.poll):
            self._poll(0)
            return
        self._job = None
        try:
            job.result()
        except RETRIABLE as error:
            self._try_later(error)
        except Fenced:
            self.metrics.add("fenced")
            log.warning("fenced", edge=self._edge.name, messages=len(work.messages))
            self._work = None
            self._leave()
        except Exception as error:  # told apart and logged there; the worker stops
            self._fail(error)
        else:
            self._finish(work)

    def _try_later(self, error: Exception) -> None:
        wait = self._tries.next()
        self._try_at = self._clock.monotonic() + wait
        self._trouble = type(error).__name__
        self.metrics.add("retries")
        log.warning("unavailable", edge=self._edge.name, again_in=wait, error=self._trouble, reason=str(error))

    def _finish(self, work: Work[T]) -> None:
        self._work = None
        self._tries.reset()
        self._trouble = None
        self.metrics.add("batches")
        self.metrics.add("messages", len(work.messages))
        if self._consumer is not None:
            self._commit(self._consumer, {message.partition for message in work.messages})
            self._consumer.resume()

    def _commit(self, consumer: Consumer, worked_on: set[Partition]) -> None:
        held = consumer.assignment()
        lost = worked_on - (self._positions.keys() & held)
        self.metrics.add("commits_skipped", len(lost))
        try:
            with self.metrics.timed("commit_seconds", self._clock):
                consumer.commit({p: offset for p, offset in self._positions.items() if p in held})
        except StreamError as error:  # the positions stay, and go with the next commit
            log.warning("commit_failed", edge=self._edge.name, reason=str(error))
        else:
            self._positions.clear()

    def _wind_up(self) -> None:
        now = self._clock.monotonic()
        if self._stop_by is None:
            self._stop_by = now + self._policy.stop
        if self._work is None:
            self.exit = Exit.STOPPED
        elif now >= self._stop_by:
            log.warning("abandoned", edge=self._edge.name, messages=len(self._work.messages))
            self.exit = Exit.ABANDONED

    def _fail(self, error: Exception) -> None:
        if isinstance(error, TooManyRejections | Broken):
            log.warning("gave_up", edge=self._edge.name, error=type(error).__name__, reason=str(error))
        else:
            log.crash("crashed", error, edge=self._edge.name)
        self.exit = Exit.FLOODED if isinstance(error, TooManyRejections) else Exit.CRASHED

    def _beat(self, *, last: bool = False) -> None:
        if not last and (not self._health.due() or self._stuck()):
            return
        partitions: tuple[int, ...] = ()
        if self._consumer is not None:
            partitions = tuple(sorted(partition.number for partition in self._consumer.assignment()))
            if self._trouble is None:  # a broker that is down answers late, and the polls must go on
                with suppress(StreamError):  # the last known lag stays
                    self._lag = sum(self._consumer.lag().values())
        self._health.beat("stopped" if last else self._state(), partitions, self._lag, self._trouble)

    def _stuck(self) -> bool:
        """Whether a batch is at work for so long that it will not end: then the heart stops beating."""
        return self._job is not None and self._clock.monotonic() - self._job_since > self._policy.stuck

    def _state(self) -> State:
        if self._consumer is None:
            return "joining"
        if self._work is None:
            return "polling"
        return "waiting" if self._job is None else "working"
