"""The stream at work: how far each stage is behind, what has landed, what was turned away and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Engine

Reached = Literal["ok", "unreachable"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One worker's edge. `lag`: messages of `topic` that its group has not handled; None where Kafka (or, of the sink,
    Postgres) is away. `rate`: messages handled a second over the last minute, None before a minute is known."""

    name: str
    topic: str
    group: str
    lag: int | None
    rate: float | None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A window that has landed lately, and when."""

    window_id: UUID
    study: str
    subject: str
    source: str
    starts_at: datetime
    minutes: int
    landed_at: datetime
    searchable: bool


@dataclass(frozen=True, slots=True)
class Rejections:
    """Messages turned away by one stage for one reason."""

    stage: str
    topic: str
    reason: str
    messages: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class StreamStatus:
    """The whole line at one moment. What a part that is unreachable would have told is None or empty.

    `rate`: windows landed a second over the last minute. `searchable`: windows with a vector of the active model.
    """

    at: datetime
    kafka: Reached
    database: Reached
    model: str | None
    windows: int | None
    searchable: int | None
    rate: float | None
    stages: Sequence[Stage]
    newest: Sequence[Arrived]
    rejected: int | None
    rejections: Sequence[Rejections]


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many messages went back to their topics, and how many were too large to be kept."""

    sent: int
    too_large: int


class Live:
    """Asks Kafka and Postgres, at most once a second however many ask. Thread-safe; every method may block."""

    def __init__(self, engine: Engine, kafka: str) -> None:
        self._engine = engine
        self._kafka = kafka

    def status(self) -> StreamStatus:
        """Never raises; takes a few seconds at most."""
        raise NotImplementedError

    def replay_rejected(self, stage: str | None = None, reason: str | None = None, id: str | None = None) -> Replayed:
        """Send the rejected messages that match all that is given back to where they came from: twice is harmless.

        `reason` is a part of the reason, `id` is topic:partition:offset. Raises StreamError.
        """
        raise NotImplementedError
