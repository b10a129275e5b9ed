"""What is answered, as JSON. Field names are an interface."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from schemas.records import Annotation, Caption, Inference, Label, Language, Level, Sentence

#: The wearer's wall clock: without a zone, so not OpenAPI's date-time.
LocalTime = Annotated[
    datetime,
    WithJsonSchema(
        {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$", "examples": ["2021-03-01T00:00:00"]}
    ),
]


class Answer(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Hit(Answer):
    """A window that was found."""

    window_id: UUID
    study: str
    subject: str = Field(description="pseudonym of the wearer")
    source: str = Field(description="kind of device or file")
    starts_at: LocalTime = Field(description="first minute, the wearer's local wall clock after the study's date shift")
    score: float = Field(description="higher is better; comparable within one answer only")
    span: str = Field(description="what of it matches best: the whole `window`, or a `bout` in it")
    start_minute: int = Field(description="first minute of what matched, since the start of the window")
    end_minute: int = Field(description="minute after the last of what matched")
    caption: str | None = Field(description="what is said of that span")
    met: Sequence[str] = Field(description="what of it meets parts of the question, with the actual values")
    met_spans: Sequence[tuple[int, int] | None] = Field(
        description="of each of `met` the first minute and the minute after the last, since the start of the window; "
        "null where it is about the window as a whole"
    )


class QueryPart(Answer):
    """A piece of a question, and how it was taken."""

    piece: str
    kind: Literal["condition", "wish", "trait", "rest"] = Field(
        description="a condition must be met; a wish and a trait rank and are shown where met, a trait by how much of "
        "it there is; the rest ranks by meaning"
    )
    means: str | None = Field(description="canonical form, as `asleep < 300 min`")
    condition: str | None = Field(description="SQL over `w`, a row of windows")
    evidence: str | None = Field(description="SQL that gives the actual value in words")
    degree: str | None = Field(None, description="of a trait SQL that gives how much of it there is, from 0 to 1")


class Found(Answer):
    """Windows, best first."""

    hits: Sequence[Hit]
    parts: Sequence[QueryPart] = Field(description="how the question was taken")
    embedded: Literal["exact", "static"] | None = Field(
        description="how the text became a vector: by the transformer, by the database's static vectors, or not at all"
    )
    model: str | None = Field(description="version of the model whose vectors were compared, null where none were")
    notes: Sequence[str] = Field(description="what there is to say about the answer, as that nothing matches")
    sql: str = Field(description="the same question, for psql")
    next: str | None = Field(None, description="`cursor` of the page that follows; null where there is none")


class Parsed(Answer):
    parts: Sequence[QueryPart]


class Likelihood(Answer):
    """How well a label tells a window."""

    label: str = Field(description="one of those that were asked about, or unknown: none of them")
    score: float = Field(description="mean cosine similarity with the window as a whole and with its nearest span")
    probability: float = Field(description="among the labels that were asked about and unknown")


class Classified(Answer):
    labels: Sequence[Likelihood] = Field(description="likeliest first")


class Evidence(Answer):
    """Something in a window that answers a question."""

    kind: Literal["condition", "wish", "trait", "span", "caption"]
    start_minute: int | None = Field(description="null where it is about the window as a whole")
    end_minute: int | None
    said: str | None
    score: float | None
    met: bool | None = Field(description="of a condition, a trait or a wish")


class Explained(Answer):
    evidence: Sequence[Evidence]


class ListedWindow(Answer):
    """A window without its signal."""

    window_id: UUID
    study: str
    subject: str
    source: str
    starts_at: LocalTime
    ends_at: LocalTime = Field(description="minute after the last")
    coverage: float = Field(description="share of minutes with any channel measured, 0 to 1")
    channels: Sequence[str]
    labels: Sequence[str] = Field(description="names of the logged activities and sleeps")
    summary: str | None
    searchable: bool = Field(description="has a vector of the active model")


class WindowList(Answer):
    """Newest day first."""

    windows: Sequence[ListedWindow]
    next: str | None = Field(None, description="`cursor` of the page that follows; null where there is none")


class Channel(Answer):
    name: str
    unit: str


class SaidCaption(Answer):
    """What is said about a window at one level, in one language, by one author."""

    level: Level
    language: Language
    author: str = Field(description="`template`, or the version of the model that wrote it")
    verified: bool = Field(description="every sentence was recomputed from the signal and holds")
    text: str
    sentences: Sequence[Sentence] = Field(description="with the numbers of the annotations they were written from")

    @classmethod
    def of(cls, caption: Caption) -> "SaidCaption":
        return cls.model_validate(caption)


class Captions(Answer):
    captions: Sequence[SaidCaption]


class Annotations(Answer):
    annotations: Sequence[Annotation] = Field(description="claims that can be recomputed from the signal")


class Window(Answer):
    """A window with its signal and all that is known of it."""

    window_id: UUID
    study: str
    subject: str
    source: str
    starts_at: LocalTime
    ends_at: LocalTime
    utc_offset: int | None = Field(description="minutes east of UTC, null where the source does not know it")
    minutes: int
    revision: int
    coverage: float
    channels: Sequence[Channel]
    signal: dict[str, Sequence[float | None]] = Field(description="a value a minute by channel; null = not measured")
    labels: Sequence[Label] = Field(description="logged activities and sleeps; minutes since the window's start")
    annotations: Sequence[Annotation]
    captions: Sequence[SaidCaption]
    inferences: Sequence[Inference] = Field(
        description="what the model takes minutes for that nobody logged, each with its calibrated confidence"
    )
    model_version: str | None = Field(description="the active model, if it has embedded the window")


class Model(Answer):
    version: str
    dimension: int
    active: bool = Field(description="its vectors are the ones that are searched")
    registered_at: datetime


class Models(Answer):
    models: Sequence[Model]


class Classifier(Answer):
    """Learnt by `wearscribe adapt`; `predict_label` applies it in SQL."""

    name: str
    model_version: str
    span: Literal["window", "bout"]
    examples: int
    accuracy: float | None = Field(description="share of the examples it gets right, each left out in turn")
    trained_at: datetime
    labels: Sequence[str]


class Classifiers(Answer):
    classifiers: Sequence[Classifier]


class Stage(Answer):
    """One worker's edge."""

    name: str
    topic: str
    group: str
    lag: int | None = Field(description="messages not yet handled, null where Kafka is away")
    rate: float | None = Field(description="messages handled a second, over the last minute")


class Arrived(Answer):
    """A window that has landed lately."""

    window_id: UUID
    study: str
    subject: str
    source: str
    starts_at: LocalTime
    minutes: int
    landed_at: datetime
    searchable: bool


class Rejections(Answer):
    """Messages that one stage turned away for one reason."""

    stage: str
    topic: str
    reason: str
    messages: int
    first_at: datetime
    last_at: datetime
    replayed: int = Field(description="how many of them were sent back")
    replayed_at: datetime | None = Field(description="when one was sent back last")
    replayed_by: Sequence[str] = Field(description="names of the tokens that sent them back, where there were any")


class StreamStatus(Answer):
    """The whole line at one moment; null or empty is what a part that is away would have told."""

    at: datetime
    kafka: Literal["ok", "unreachable"]
    database: Literal["ok", "unreachable"]
    model: str | None = Field(description="the one that is searched")
    windows: int | None
    searchable: int | None = Field(description="windows with a vector of the model")
    rate: float | None = Field(description="windows landed a second, over the last minute")
    stages: Sequence[Stage]
    newest: Sequence[Arrived] = Field(description="newest first")
    rejected: int | None
    rejections: Sequence[Rejections] = Field(description="newest first")


class Replayed(Answer):
    sent: int = Field(description="messages that went back to the topics they came from")
    too_large: int = Field(description="messages whose originals were too large to be kept")


class Ready(Answer):
    ready: Literal[True] = True
    model: str | None = Field(description="the model that is searched, null before the first window has landed")


class Healthy(Answer):
    alive: Literal[True] = True


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str = Field(description="stable name of the kind of problem")
    title: str
    status: int
    detail: str = Field(description="what is wrong with this request, and what to do next")
    errors: Sequence[dict[str, str]] | None = Field(None, description="of an invalid request: `where` and `says`")
