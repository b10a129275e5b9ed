"""What travels: the records of the four topics.

Every record is immutable, ignores fields it does not know (so that adding one is compatible) and carries
`schema_version`; a reader refuses a version newer than its own. Times inside a record are *minutes since the
window's start*, spans are half-open `[start, end)`: a bout from minute 600 to 630 lasts thirty minutes.
"""

from __future__ import annotations

import base64
import uuid
from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    field_validator,
    model_validator,
)

from schemas.activities import ACTIVITIES, SLEEPS, UNKNOWN
from schemas.annotations import KINDS
from schemas.channels import CHANNELS

SCHEMA_VERSION = 1
MIN_MINUTES, MAX_MINUTES = 30, 1440

#: HMAC-SHA-256, 130 bits of it, base32: a raw account id can never be mistaken for one.
Pseudonym = Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{26}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
Language = Literal["en", "ko"]
Level = Literal["statistical", "structural", "semantic", "summary"]

_NAMESPACE = uuid.UUID("6f2f3a54-6f0c-5b1e-9a53-0d5d3a2f8c11")


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_inf_nan="null")


class Label(Record):
    """What the device or the wearer logged about a span: an activity, or a sleep.

    The span is in minutes since the window's start and may begin before the window (negative) or end after
    it: a sleep across midnight is one label, whole, in both days. `origin` tells a logged label from one that
    a model inferred.
    """

    kind: Literal["activity", "sleep"]
    name: str
    start: int
    end: int
    origin: Literal["logged", "inferred"] = "logged"
    minutes_asleep: int | None = Field(None, ge=0)
    awakenings: int | None = Field(None, ge=0, description="awake episodes inside the sleep, of a minute or more")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.name not in (ACTIVITIES if self.kind == "activity" else SLEEPS):  # else free text, never repeated
            raise ValueError(f"the name is not in the vocabulary of {self.kind} labels (schemas/activities.py)")
        if self.end <= self.start:
            raise ValueError(f"label {self.name} ends at minute {self.end}, not after its start {self.start}")
        return self


class SensorWindow(Record):
    """A stretch of one wearer's minutes, de-identified.

    `start` is local wall-clock time after the wearer's whole-week date shift, without a zone; `utc_offset` is
    the zone's offset in minutes where the source knows it. A window never crosses a change of offset, so
    minute *n* is always `start` + *n* on the wearer's clock.

    `signal` has shape `[channel, minute]`, float32, in the units of the channel registry; NaN = not measured.
    """

    version: ClassVar[int] = SCHEMA_VERSION
    model_config = ConfigDict(arbitrary_types_allowed=True)

    schema_version: int = SCHEMA_VERSION
    study: Slug
    subject: Pseudonym
    source: Slug
    start: datetime
    utc_offset: int | None = Field(None, ge=-14 * 60, le=14 * 60)
    minutes: int = Field(ge=MIN_MINUTES, le=MAX_MINUTES)
    channels: tuple[str, ...] = Field(min_length=1)
    revision: int = Field(0, ge=0)
    labels: tuple[Label, ...] = ()
    signal: np.ndarray = Field(exclude=True, repr=False)

    @field_validator("schema_version")
    @classmethod
    def _known_version(cls, version: int) -> int:
        if version > SCHEMA_VERSION:
            raise ValueError(
                f"schema version {version} is newer than this reader's {SCHEMA_VERSION}: upgrade the workers, "
                "then replay it with `wearscribe rejected replay`"
            )
        return version

    @field_validator("start")
    @classmethod
    def _whole_local_minute(cls, start: datetime) -> datetime:
        if start.tzinfo is not None or start.second or start.microsecond:
            raise ValueError("start must be a whole minute of local time without a zone")
        return start

    @field_validator("channels")
    @classmethod
    def _registered(cls, channels: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := [str(place) for place, name in enumerate(channels) if name not in CHANNELS]:
            raise ValueError(f"unknown channel at position {', '.join(unknown)}; the registry is schemas/channels.py")
        if len(set(channels)) < len(channels):
            raise ValueError("a channel is named twice")
        return channels

    @field_validator("signal", mode="before")
    @classmethod
    def _float32(cls, signal: Any) -> np.ndarray:
        return np.ascontiguousarray(signal, dtype=np.float32)

    @model_validator(mode="after")
    def _signal_fits(self) -> Self:
        if self.signal.shape != (len(self.channels), self.minutes):
            raise ValueError(
                f"signal has shape {self.signal.shape}, not (channels, minutes) = {(len(self.channels), self.minutes)}"
            )
        low = np.array([CHANNELS[name].low for name in self.channels], dtype=np.float32)[:, None]
        high = np.array([CHANNELS[name].high for name in self.channels], dtype=np.float32)[:, None]
        bad = (self.signal < low) | (self.signal > high)  # NaN compares false: not measured is not wrong
        if bad.any():
            row = int(bad.any(axis=1).argmax())
            channel = CHANNELS[self.channels[row]]
            raise ValueError(
                f"{channel.name} has values outside {channel.low:g} to {channel.high:g} {channel.unit} "
                f"in {int(bad[row].sum())} minutes"
            )
        if np.isnan(self.signal).all():
            raise ValueError("no minute of any channel is measured")
        return self

    @property
    def window_id(self) -> uuid.UUID:
        """UUIDv5 of study, subject, source, start and minutes: the same stretch is always the same window."""
        name = "|".join((self.study, self.subject, self.source, self.start.isoformat(), str(self.minutes)))
        return uuid.uuid5(_NAMESPACE, name)

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    @property
    def coverage(self) -> float:
        """Share of minutes in which at least one channel is measured, 0 to 1."""
        return float((~np.isnan(self.signal)).any(axis=0).mean())

    def row(self, channel: str) -> np.ndarray | None:
        """The channel's minutes, shape [minute], or None where the window does not carry it."""
        return self.signal[self.channels.index(channel)] if channel in self.channels else None

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, SensorWindow)
            and self.model_dump() == other.model_dump()
            and np.array_equal(self.signal, other.signal, equal_nan=True)
        )

    __hash__ = None  # type: ignore[assignment]  # holds an array


class Annotation(Record):
    """A typed claim about a window that anyone can recompute from it. What each kind means and which
    `values` it carries, in which units, is registered in `schemas/annotations.py`.

    `strength` is a p-value, a prominence or an effect size, as the kind says; `refs` are the ids of the
    annotations that a relation ties together; `name` is the label or the relation.
    """

    id: int = Field(ge=0)
    kind: str
    channel: str | None = None
    start: int
    end: int
    values: dict[str, float] = {}
    strength: float | None = None
    name: str | None = None
    refs: tuple[int, ...] = ()

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, kind: str) -> str:
        if kind not in KINDS:
            raise ValueError("unknown kind of annotation; the registry is schemas/annotations.py")
        return kind


class Sentence(Record):
    """One sentence and the ids of the annotations it was written from."""

    text: str
    annotations: tuple[int, ...]


class Caption(Record):
    """What is said about a window at one level, in one language, by one author (`template` or a model version)."""

    level: Level
    language: Language
    author: str = "template"
    sentences: tuple[Sentence, ...]
    verified: bool = Field(description="every sentence was recomputed from the signal and holds")

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)


def _to_float32(value: Any) -> np.ndarray:
    if isinstance(value, str):
        return np.frombuffer(base64.b64decode(value), dtype="<f2").astype(np.float32)
    return np.ascontiguousarray(value, dtype=np.float32)


#: float32 inside the program; float16, base64, in JSON: the precision that the database stores (halfvec).
Vector = Annotated[
    np.ndarray,
    PlainValidator(_to_float32, json_schema_input_type=str),
    PlainSerializer(lambda v: base64.b64encode(np.asarray(v, dtype="<f2").tobytes()).decode(), return_type=str),
]


class Embedding(Record):
    """A point for a span of the window: the whole of it, or a bout in it. `vector` is L2-normalised."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    span: Literal["window", "bout"]
    start: int
    end: int
    vector: Vector = Field(repr=False)


class Inference(Record):
    """What a model takes a stretch for that nobody logged: an activity, a sleep, or "unknown" where it looks like one
    of them and the model is not sure of which.

    `confidence` is the calibrated probability that this is so: of "unknown", that it is one of them at all.
    """

    name: str
    start: int = Field(ge=0)
    end: int
    confidence: float = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.name not in (*ACTIVITIES, *SLEEPS, UNKNOWN):
            raise ValueError("the name is not in the vocabulary of labels (schemas/activities.py)")
        if self.end <= self.start:
            raise ValueError(f"the inference ends at minute {self.end}, not after its start {self.start}")
        return self


class AnnotatedWindow(Record):
    """A window and all that is known of it."""

    schema_version: int = SCHEMA_VERSION
    window: SensorWindow
    annotations: tuple[Annotation, ...]
    captions: tuple[Caption, ...]

    _known_version = field_validator("schema_version")(SensorWindow._known_version.__func__)  # type: ignore[attr-defined]


class CaptionedWindow(AnnotatedWindow):
    """The finished record: what the sink lands."""

    model_version: str
    embeddings: tuple[Embedding, ...]
    inferences: tuple[Inference, ...] = ()
