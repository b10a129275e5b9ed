"""When a worker stops for having rejected too much: a bad deploy must not drain a topic into the rejected one."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class LimitPolicy:
    """Fewer than `in_a_row` rejections one after the other, and at most the share `ratio` of the last `of_last`."""

    in_a_row: int = 100
    ratio: float = 0.5
    of_last: int = 1000


class TooManyRejections(Exception):
    """So much is rejected that the fault is likelier in this worker than in the messages. Nothing of the last batch
    was committed: mend the worker, or look at `wearscribe rejected list`, and start it again."""


class RejectionLimit:
    """Remembers how the last messages fared: True for a rejected one, in order."""

    def __init__(self, policy: LimitPolicy) -> None:
        self._policy = policy
        self._last: deque[bool] = deque(maxlen=max(policy.of_last, policy.in_a_row))

    def check(self, batch: Sequence[bool]) -> None:
        """Raises TooManyRejections when the batch, after all that was recorded, is beyond the limit."""
        history = [*self._last, *batch]
        in_a_row = max((len(list(run)) for rejected, run in groupby(history) if rejected), default=0)
        if in_a_row >= self._policy.in_a_row:
            raise TooManyRejections(f"{in_a_row} messages in a row were rejected")
        recent = history[-self._policy.of_last :]
        if len(recent) == self._policy.of_last and sum(recent) > self._policy.ratio * len(recent):
            raise TooManyRejections(f"{sum(recent)} of the last {len(recent)} messages were rejected")

    def record(self, batch: Sequence[bool]) -> None:
        self._last.extend(batch)
