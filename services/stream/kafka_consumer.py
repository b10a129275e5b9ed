"""A consumer on Kafka: it says itself where it starts to read, and never lets the client skip in silence."""

import logging
import math
import time
from collections.abc import Mapping, Sequence
from typing import Any

import kafka
from kafka import OffsetAndMetadata, TopicPartition
from kafka.coordinator.assignors.cooperative_sticky import CooperativeStickyAssignor
from kafka.errors import (
    CommitFailedError,
    IllegalGenerationError,
    LogTruncationError,
    OffsetOutOfRangeError,
    RebalanceInProgressError,
    UnknownMemberIdError,
)

from services.stream.kafka_errors import explained
from services.stream.kafka_held import Held
from services.stream.kafka_rejoin import carry_over
from services.stream.types import Message, OnAssign, Partition, StreamError

log = logging.getLogger(__name__)

#: Raised by a commit when the group has moved on: what was to be committed belongs to others, or soon will.
_MOVED_ON = (CommitFailedError, IllegalGenerationError, RebalanceInProgressError, UnknownMemberIdError)

#: Without a heartbeat for so long a member counts as dead (a killed process). Heartbeats have their own thread.
SESSION_SECONDS = 10.0
HEARTBEAT_SECONDS = 1.0  # also how soon a member learns that the group is rebalancing
REQUEST_SECONDS = 30.0
CLOSE_SECONDS = 5.0

#: Longest wait inside kafka-python's own poll, so that partitions which arrive during it are placed soon.
_SLICE_SECONDS = 0.1


class KafkaConsumer:
    """See `services.stream.types.Consumer` for what each method promises.

    Partitions are shared by the cooperative sticky assignor: when a member joins or leaves, those that stay where
    they are keep their place and go on being read. Under the classic assignors every member would give up
    everything and read again from its last commit, so that each change of scale repeats the work in flight.
    """

    def __init__(
        self, servers: Sequence[str], topic: str, group: str, on_assign: OnAssign | None, max_poll_interval: float
    ) -> None:
        self._group = group
        self._on_assign = on_assign
        self._paused = False
        with explained(f"be reached at {', '.join(servers)}"):
            self._consumer = kafka.KafkaConsumer(
                bootstrap_servers=servers,
                group_id=group,
                enable_auto_commit=False,
                auto_offset_reset="none",  # `_place` decides where to start
                allow_auto_create_topics=False,
                partition_assignment_strategy=(CooperativeStickyAssignor,),
                max_poll_interval_ms=_ms(max_poll_interval),
                session_timeout_ms=_ms(SESSION_SECONDS),
                heartbeat_interval_ms=_ms(HEARTBEAT_SECONDS),
                request_timeout_ms=_ms(REQUEST_SECONDS),
                bootstrap_timeout_ms=_ms(REQUEST_SECONDS),
            )
            self._held = Held(self._consumer)
            if not self._consumer.partitions_for_topic(topic):
                self._consumer.close()
                raise StreamError(f"Kafka has no topic {topic}: `wearscribe stack start` and `migrate` create them")
            self._consumer.subscribe([topic], listener=self._held)
            self._consumer.topics()  # learn the partitions before joining, or kafka-python joins twice

    def poll(self, timeout: float, limit: int) -> Sequence[Message]:
        """Raises StreamError when a position lies outside of what the broker has."""
        deadline = time.monotonic() + timeout
        while True:
            self._place()  # before, not after: an error here must not lose records that were handed out already
            carry_over(self._consumer)
            left = deadline - time.monotonic()
            with explained("be polled"):
                try:
                    batches = self._consumer.poll(_ms(max(0.0, min(left, _SLICE_SECONDS))), max_records=limit)
                except (OffsetOutOfRangeError, LogTruncationError) as error:
                    raise self._lost_place(str(error)) from error
            if batches or left <= 0:
                return [_message(record) for batch in batches.values() for record in batch]

    def pause(self) -> None:
        self._paused = True
        self._held.for_each(self._consumer.pause)

    def resume(self) -> None:
        self._paused = False
        self._held.for_each(self._consumer.resume)

    def assignment(self) -> frozenset[Partition]:
        return frozenset(Partition(*each) for each in self._held.placed)

    def commit(self, positions: Mapping[Partition, int]) -> None:
        mine = self.assignment()
        offsets = {
            TopicPartition(*each): OffsetAndMetadata(offset, "", -1)
            for each, offset in positions.items()
            if each in mine
        }
        if not offsets:
            return
        with explained("commit"):
            try:
                self._consumer.commit(offsets, timeout_ms=_ms(REQUEST_SECONDS))
            except _MOVED_ON as error:
                log.info("commit skipped while the group rebalances (%s)", type(error).__name__)

    def lag(self) -> Mapping[Partition, int]:
        mine = sorted(self._held.placed)
        with explained("tell where its partitions end"):
            ends = self._consumer.end_offsets(mine) if mine else {}
            return {Partition(*each): end - self._consumer.position(each) for each, end in ends.items()}

    def close(self) -> None:
        with explained("close"):
            self._consumer.close(timeout_ms=_ms(CLOSE_SECONDS))

    def _place(self) -> None:
        """Give each partition that arrived its position and let it be read. Raises StreamError."""
        arrived = sorted(self._held.waiting)
        if not arrived:
            return
        given = self._on_assign([Partition(*each) for each in arrived]) if self._on_assign else {}
        with explained("place its new partitions"):
            first = self._consumer.beginning_offsets(arrived)
            end = self._consumer.end_offsets(arrived)
            for each in arrived:
                position = given.get(Partition(*each))
                if position is None:
                    position = self._committed(each, first[each])
                if not first[each] <= position <= end[each]:
                    raise self._lost_place(f"{_name(each)} at {position}, and it has {first[each]} to {end[each]}")
                self._held.settle(each, position, paused=self._paused)

    def _committed(self, partition: TopicPartition, first: int) -> int:
        """The group's commit; the oldest message where there is none, or where retention has overtaken it."""
        committed = self._consumer.committed(partition, timeout_ms=_ms(REQUEST_SECONDS))
        if committed is not None and committed < first:
            log.warning(
                "%s: messages %d to %d expired before group %s read them", _name(partition), committed, first - 1,
                self._group,
            )  # fmt: skip
        return first if committed is None else max(first, int(committed))

    def _lost_place(self, where: str) -> StreamError:
        return StreamError(
            f"group {self._group} was to read {where}. The topic was made anew, or its messages expired unread. "
            "Reset the position that the group keeps (the sink's is in the table offsets), then start again."
        )


def _message(record: Any) -> Message:
    partition = Partition(record.topic, record.partition)
    value = b"" if record.value is None else record.value
    return Message(partition, record.offset, record.key, value, dict(record.headers), record.timestamp / 1000)


def _name(partition: TopicPartition) -> str:
    return f"{partition.topic}[{partition.partition}]"


def _ms(seconds: float) -> int:
    return math.ceil(seconds * 1000)
