"""One batch on its way through an edge: handle, reject, effect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from schemas.topics import REJECTED
from services.stream.rejection import reject, to_headers
from services.stream.types import Message, Partition, StreamError
from workers import log
from workers.clock import Clock
from workers.edge import Edge, Refused, Rejected, Unavailable
from workers.limit import RejectionLimit
from workers.metrics import Metrics
from workers.publish import Outgoing, Publisher

T = TypeVar("T")

#: Trouble outside: the same step is tried again, and no message is to blame.
RETRIABLE = (StreamError, Unavailable)


@dataclass(frozen=True, slots=True)
class Tools:
    """What every batch of a worker shares."""

    publisher: Publisher
    limit: RejectionLimit
    metrics: Metrics
    clock: Clock


class Work(Generic[T]):
    """`run` again after a RETRIABLE error goes on where it stopped: nothing is computed twice, and a rejection that
    is on its topic is not sent again. Rejections are lasting before the effect is tried, since the effect may move
    the positions."""

    def __init__(
        self, edge: Edge[T], messages: Sequence[Message], positions: Mapping[Partition, int], tools: Tools
    ) -> None:
        self.messages = messages
        self._edge = edge
        self._positions = positions
        self._tools = tools
        self._outcomes: list[T | Rejected] | None = None
        self._unsent: list[int] = []

    def run(self) -> None:
        """Raises RETRIABLE, Fenced, TooManyRejections; anything else is a defect of the edge."""
        metrics, clock = self._tools.metrics, self._tools.clock
        if self._outcomes is None:
            with metrics.timed("handle_seconds", clock):
                self._handle()
        while True:
            with metrics.timed("reject_seconds", clock):
                self._reject()
            try:
                with metrics.timed("effect_seconds", clock):
                    self._edge.effect(list(self._results().values()), self._positions)
            except Refused as refused:
                self._rule_out(list(self._results())[refused.index], refused.rejected)
            else:
                break
        self._tools.limit.record(self._fates())

    def _handle(self) -> None:
        outcomes = self._outcomes_of(self.messages)
        self._tools.limit.check([isinstance(outcome, Rejected) for outcome in outcomes])
        self._outcomes = list(outcomes)
        self._unsent = [index for index, outcome in enumerate(outcomes) if isinstance(outcome, Rejected)]

    def _outcomes_of(self, messages: Sequence[Message]) -> Sequence[T | Rejected]:
        try:
            outcomes = self._edge.handle(messages)
        except Exception as error:  # whatever a poisonous message provokes; the flood limit guards against defects
            if len(messages) > 1:
                return [outcome for message in messages for outcome in self._outcomes_of([message])]
            log.crash("message_failed", error, edge=self._edge.name, offset=messages[0].offset)
            name = type(error).__name__
            return [Rejected(f"{self._edge.name} failed on it: {name}", name)]
        if len(outcomes) != len(messages):
            raise AssertionError(f"{self._edge.name} made {len(outcomes)} outcomes of {len(messages)} messages")
        return outcomes

    def _reject(self) -> None:
        outcomes, now = self._outcomes or [], self._tools.clock.now()
        outgoing = []
        for index in self._unsent:
            message, outcome = self.messages[index], outcomes[index]
            assert isinstance(outcome, Rejected)
            rejection = reject(message, stage=self._edge.name, reason=outcome.reason, error=outcome.error, at=now)
            outgoing.append(Outgoing(REJECTED.name, rejection.key, rejection.value, to_headers(rejection)))
            log.warning(
                "rejected", edge=self._edge.name, id=rejection.id, error=rejection.error, reason=rejection.reason
            )
        self._tools.publisher.publish(outgoing)
        self._tools.metrics.add("rejected", len(outgoing))
        self._unsent.clear()

    def _rule_out(self, index: int, rejected: Rejected) -> None:
        assert self._outcomes is not None
        self._outcomes[index] = rejected
        self._tools.limit.check(self._fates())
        self._unsent.append(index)

    def _results(self) -> dict[int, T]:
        """The results by the index of their message."""
        outcomes = enumerate(self._outcomes or [])
        return {index: outcome for index, outcome in outcomes if not isinstance(outcome, Rejected)}

    def _fates(self) -> list[bool]:
        return [isinstance(outcome, Rejected) for outcome in self._outcomes or []]
