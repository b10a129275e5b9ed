"""CAPTIONED to Postgres: rows and positions in one transaction. And REJECTED to its table, beside it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from schemas.records import CaptionedWindow
from schemas.topics import CAPTIONED, REJECTED
from services.store import rejections
from services.store.engine import connect
from services.store.errors import StoreError, StoreFenced, StoreUnavailable, Unlandable
from services.store.landing import land
from services.store.offsets import Fence
from services.stream import groups
from services.stream.rejection import from_message
from services.stream.types import Message, Partition
from workers.edge import BatchPolicy, Broken, Fenced, Refused, Rejected, Unavailable
from workers.incoming import read_or_reject


class Sink:
    """Reading goes on where the database says; the commits in Kafka are a hint for lag tools."""

    name = "sink"
    group = groups.SINK
    source = CAPTIONED
    policy = BatchPolicy(size=64, seconds=0.2)

    def __init__(self, database: str) -> None:
        self._engine = connect(database)
        self._fence = Fence(self._engine, self.group)

    def on_assign(self, partitions: Iterable[Partition]) -> Mapping[Partition, int]:
        with _sorted_errors():
            return self._fence.take(partitions)

    def handle(self, messages: Sequence[Message]) -> Sequence[CaptionedWindow | Rejected]:
        return [read_or_reject(message, CaptionedWindow) for message in messages]

    def effect(self, results: Sequence[CaptionedWindow], positions: Mapping[Partition, int]) -> None:
        """Land them. Also without a result: the positions move past what was rejected."""
        with _sorted_errors():
            land(self._engine, results, self._fence, positions)

    def close(self) -> None:
        self._engine.dispose()


class Rejections:
    """What was turned away, and why, as rows. Nothing is rejected here: any message of the topic makes a row, and a
    row that is there already stays, so that Kafka's offsets suffice."""

    name = "rejections"
    group = groups.REJECTIONS
    source = REJECTED
    policy = BatchPolicy(size=200, seconds=0.5)

    def __init__(self, database: str) -> None:
        self._engine = connect(database)

    def on_assign(self, partitions: Iterable[Partition]) -> Mapping[Partition, int]:
        return {}

    def handle(self, messages: Sequence[Message]) -> Sequence[rejections.Rejection]:
        turned_away = [from_message(message) for message in messages]
        return [rejections.Rejection(r.origin, r.offset, r.stage, r.reason) for r in turned_away]

    def effect(self, results: Sequence[rejections.Rejection], positions: Mapping[Partition, int]) -> None:
        with _sorted_errors():
            rejections.record(self._engine, results)

    def close(self) -> None:
        self._engine.dispose()


@contextmanager
def _sorted_errors() -> Iterator[None]:
    """The store's errors, told as the run loop's."""
    try:
        yield
    except Unlandable as error:
        raise Refused(error.index, Rejected(error.reason, "Unlandable")) from None
    except StoreFenced as error:
        raise Fenced(str(error)) from None
    except StoreUnavailable as error:
        raise Unavailable(str(error)) from None
    except StoreError as error:
        raise Broken(str(error)) from None
