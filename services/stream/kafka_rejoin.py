"""Carries a join of the group over from one poll to the next, which kafka-python 3.0.12 fails to do.

The broker answers a join when every member has joined, and a poll may time out before that. Two things go wrong then
(`kafka/coordinator/base.py`, `join_group_async` and `need_rejoin`):

- An answer that comes between two polls is thrown away, and the next poll joins anew. That sends every member back
  into a rebalance; members that poll seldom keep each other out for long.
- A join that began because the partitions of the topic changed counts as no longer needed once it is answered. No
  poll takes it up: the member sends no heartbeats, is put out of the group, and goes on reading what others were given.
"""

from typing import Any

import kafka


def carry_over(consumer: kafka.KafkaConsumer) -> None:
    """To be called before each poll: the poll takes up the join that an earlier one began, if there is one."""
    coordinator = consumer._coordinator
    if not coordinator.rejoining:
        return
    coordinator.request_rejoin()
    if coordinator._join_task is not None:
        coordinator._join_task = _Uncollected(coordinator._join_task)


class _Uncollected:
    """A join that says it is under way, so that it is awaited; when it is done, its result is there at once."""

    is_done = False

    def __init__(self, join: Any) -> None:
        self.add_callback = join.add_callback
        self.add_errback = join.add_errback
