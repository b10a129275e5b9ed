"""What may be asked: the parameters of a GET, or the same as the JSON of a POST."""

import re
from dataclasses import replace
from datetime import date, datetime, time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from schemas.activities import ACTIVITIES, SLEEPS
from schemas.records import Language, Pseudonym, Slug
from services.search.finding import By
from services.store.search import Filters
from wearscribe.model.read_text import MAX_CHARACTERS


def _day(text: object) -> object:
    """Pydantic takes a number for seconds since 1970, also as text."""
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError("a day is written as 2021-03-01")
    return text


MOST = 100  # windows of a page
LABELS = (*ACTIVITIES, *SLEEPS)
_STRICT = ConfigDict(strict=True)  # in JSON a number is a number; in an address all is text

Text = Annotated[
    str,
    # Some letter or digit of any script.
    StringConstraints(min_length=1, max_length=MAX_CHARACTERS, pattern=r"[\p{L}\p{N}]"),
    Field(
        description="what to look for, in English or Korean: at most 2,000 words",
        examples=["less than five hours of sleep", "새벽에 심박수가 올랐던 날"],
    ),
]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$"), Field(examples=["22:00"])]
Day = Annotated[date, BeforeValidator(_day), Field(strict=False)]
Cursor = Annotated[
    str,
    StringConstraints(max_length=6000, pattern=r"^[A-Za-z0-9_-]+$"),
    Field(description="`next` of the page before, with the same question"),
]


def _known_label(name: str) -> str:
    if name not in LABELS:
        raise ValueError("no such activity: /openapi.json lists them")
    return name


class Which(BaseModel):
    """Filters: which windows may be found."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    subject: Pseudonym | None = Field(None, description="only this wearer")
    study: Slug | None = Field(None, description="only this study")
    source: Slug | None = Field(None, description="only this kind of device or file", examples=["fitbit"])
    since: Day | None = Field(None, description="first day", examples=["2021-03-01"])
    until: Day | None = Field(None, description="first day not to find")
    weekday: Annotated[list[Annotated[int, Field(ge=1, le=7)]], Field(max_length=7)] | None = Field(
        None, description="1 Monday to 7 Sunday", examples=[[6, 7]]
    )
    label: Annotated[str, AfterValidator(_known_label), Field(json_schema_extra={"enum": [*LABELS]})] | None = Field(
        None, description="only windows with this logged activity, sleep or nap"
    )
    min_coverage: Annotated[float, Field(ge=0, le=1)] | None = Field(
        None, description="least share of measured minutes"
    )
    language: Language | None = Field(None, description="of the captions")

    def filters(self) -> Filters:
        """As the store takes them."""
        return Filters(
            subject=self.subject,
            study=self.study,
            source=self.source,
            since=_midnight(self.since),
            until=_midnight(self.until),
            weekday=self.weekday or None,
            label=self.label,
            min_coverage=self.min_coverage,
            language=self.language,
        )


class List(Which):
    limit: int = Field(50, ge=1, le=MOST, description="windows of a page")
    cursor: Cursor | None = None


class Similar(Which):
    time_from: ClockTime | None = Field(None, description="with time_to: what is found lies between the two")
    time_to: ClockTime | None = Field(None, description="past midnight where it is the earlier of the two")
    k: int = Field(10, ge=1, le=MOST, description="windows of a page")
    cursor: Cursor | None = None

    def filters(self) -> Filters:
        return replace(super().filters(), time_from=_clock(self.time_from), time_to=_clock(self.time_to))


class Parse(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: Text


class Composed(Similar):
    text: Text


class Search(Composed):
    by: Annotated[By, Field(strict=False)] = Field(
        By.meaning, description="nearest in `meaning`, holding these `words` in a caption, or `both` fused"
    )
    min_score: Annotated[float, Field(ge=-1, le=1)] | None = Field(
        None,
        description="by meaning, instead of the model's threshold: the least score; -1 finds the nearest in any case",
    )


class ComposedBody(Composed):
    model_config = _STRICT


class SearchBody(Search):
    model_config = _STRICT


class Classify(BaseModel):
    model_config = ConfigDict(extra="forbid")

    labels: Annotated[
        list[Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"[\p{L}\p{N}]")]],
        Field(min_length=1, max_length=20, description="labels in words", examples=[["a run", "a nap"]]),
    ]


class Explain(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: Text


class Replay(BaseModel):
    """Which rejected messages: those that match all that is given, all where nothing is."""

    model_config = ConfigDict(extra="forbid", strict=True)

    stage: Slug | None = Field(None, description="only those of this worker", examples=["features"])
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500)] | None = Field(
        None, description="only those whose reason holds this text"
    )
    id: Annotated[str, StringConstraints(max_length=300, pattern=r"^[^:]+:\d+:\d+$")] | None = Field(
        None, description="only this one: topic:partition:offset"
    )


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time())


def _clock(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)
