"""A world of topics in memory, a clock that the tests turn, and an edge that doubles what it reads."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.topics import REJECTED, Topic
from services.stream.memory import MemoryStream
from services.stream.types import Message, Partition
from tests.support.clock import ManualClock
from workers.edge import BatchPolicy, Rejected
from workers.loop import Loop, LoopPolicy

SOURCE = Topic("numbers", None, partitions=2)


@dataclass
class Doubling:
    """Doubles whole numbers and keeps what became lasting in `lasting`, as (partition, offset) and number. A
    message that is no number is rejected; the rest of its behaviour is set by the test."""

    name: str = "doubling"
    source: Topic = SOURCE
    policy: BatchPolicy = field(default_factory=lambda: BatchPolicy(size=4, seconds=1.0))
    lasting: list[int] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    before_handle: Callable[[Sequence[Message]], None] = lambda messages: None
    before_effect: Callable[[Sequence[int]], None] = lambda results: None
    after_effect: Callable[[Sequence[int]], None] = lambda results: None
    positions: Mapping[Partition, int] = field(default_factory=dict)
    closed: bool = False

    @property
    def group(self) -> str:
        return f"wearscribe.{self.name}"

    def on_assign(self, partitions: Iterable[Partition]) -> Mapping[Partition, int]:
        return self.positions

    def handle(self, messages: Sequence[Message]) -> Sequence[int | Rejected]:
        self.before_handle(messages)
        self.batches.append(len(messages))
        return [_double(message) for message in messages]

    def effect(self, results: Sequence[int], positions: Mapping[Partition, int]) -> None:
        self.before_effect(results)
        self.lasting += results
        self.after_effect(results)

    def close(self) -> None:
        self.closed = True


def _double(message: Message) -> int | Rejected:
    return 2 * int(message.value) if message.value.isdigit() else Rejected("not a number", "NotANumber")


@dataclass
class World:
    """Everything a test needs, and shorthands for looking at it."""

    clock: ManualClock
    stream: MemoryStream
    loops: list[Loop[int]] = field(default_factory=list)

    def put(self, *values: object, key: bytes | None = None) -> None:
        """Send the values, one message each."""
        producer = self.stream.producer()
        for value in values:
            producer.send(SOURCE.name, key, str(value).encode(), {"trace": b"t1"})
        producer.flush(1)

    def loop(self, edge: Doubling, **policy: object) -> Loop[int]:
        loop = Loop(edge, self.stream, policy=LoopPolicy(poll=0.005, **policy), clock=self.clock)  # type: ignore[arg-type]
        self.loops.append(loop)
        return loop

    def committed(self) -> int:
        """How many messages count as done."""
        return sum(self.stream.committed(SOURCE.name, "wearscribe.doubling").values())

    def rejected(self) -> list[bytes]:
        return [message.value for message in self.stream.log(REJECTED.name)]


def until(condition: Callable[[], object], *loops: Loop[int], ticks: int = 2000) -> None:
    """Tick the loops in turn until the condition holds."""
    for _ in range(ticks):
        if condition():
            return
        for loop in loops:
            assert loop.exit is None, loop.exit
            loop.tick()
    raise AssertionError(f"not so after {ticks} ticks")


def ticks(loop: Loop[int], count: int = 5) -> None:
    for _ in range(count):
        loop.tick()
