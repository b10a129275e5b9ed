"""What is asked, as it stands in the address: whoever has the link asks the same."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self, TypeVar
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from services.search.finding import By
from services.store.search import Filters

PAGE = 10
MOST = 100

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """A text, a window to be like, or both ("like this, but …"); and which windows may be found.

    `to` is the last day that may be found. `language` "ko" shows Korean captions where the text tells none.
    """

    text: str = ""
    like: UUID | None = None
    k: int = PAGE
    by: By = By.meaning
    subject: str | None = None
    source: str | None = None
    since: date | None = None
    to: date | None = None
    time_from: time | None = None
    time_to: time | None = None
    weekday: tuple[int, ...] = ()
    label: str | None = None
    min_coverage: float | None = None
    language: str | None = None

    @classmethod
    def read(cls, query: str) -> Self:
        """Of the query string of an address. What cannot be understood counts as not given."""
        pairs = parse_qsl(query)
        one = {name: value.strip() for name, value in reversed(pairs) if value.strip()}
        days = tuple(sorted({int(value) for name, value in pairs if name == "weekday" and value in tuple("1234567")}))
        return cls(
            text=one.get("q", ""),
            like=_read(UUID, one.get("like")),
            k=min(max(_read(int, one.get("k")) or PAGE, 1), MOST),
            by=_read(By, one.get("by")) or By.meaning,
            subject=one.get("subject"),
            source=one.get("source"),
            since=_read(date.fromisoformat, one.get("since")),
            to=_read(date.fromisoformat, one.get("to")),
            time_from=_read(time.fromisoformat, one.get("time_from")),
            time_to=_read(time.fromisoformat, one.get("time_to")),
            weekday=days,
            label=one.get("label"),
            min_coverage=_share(_read(float, one.get("min_coverage"))),
            language="ko" if one.get("language") == "ko" else None,
        )

    @property
    def is_asked(self) -> bool:
        return bool(self.text or self.like)

    @property
    def shown_in(self) -> str:
        """The language of the captions: that of the text."""
        return self.language or language_of(self.text)

    @property
    def filters(self) -> Filters:
        return Filters(
            subject=self.subject,
            source=self.source,
            since=_midnight(self.since),
            until=_midnight(self.to + timedelta(days=1)) if self.to and self.to < date.max else None,
            weekday=self.weekday or None,
            label=self.label,
            min_coverage=self.min_coverage,
            time_from=self.time_from,
            time_to=self.time_to,
            language=self.shown_in,
        )

    def pairs(self) -> Sequence[tuple[str, str]]:
        """What differs from the question that asks nothing, as parameters of an address."""
        plain: list[tuple[str, object]] = [
            ("q", self.text), ("like", self.like), ("k", self.k if self.k != PAGE else None),
            ("by", self.by if self.by is not By.meaning else None), ("subject", self.subject), ("source", self.source),
            ("since", self.since), ("to", self.to), ("time_from", _clock(self.time_from)),
            ("time_to", _clock(self.time_to)), *(("weekday", day) for day in self.weekday), ("label", self.label),
            ("min_coverage", f"{self.min_coverage:g}" if self.min_coverage is not None else None),
            ("language", self.language),
        ]  # fmt: skip
        return [(name, str(value)) for name, value in plain if value not in (None, "")]

    def address(self, path: str = "/", more: Sequence[tuple[str, str]] = ()) -> str:
        """The permalink, with more parameters."""
        query = urlencode([*self.pairs(), *more])
        return f"{path}?{query}" if query else path


def language_of(text: str) -> str:
    """Korean where it holds Hangul, else English."""
    return "ko" if any("가" <= character <= "힣" for character in text) else "en"


def _read(kind: Callable[[str], T], value: str | None) -> T | None:
    with suppress(ValueError):
        return None if value is None else kind(value)
    return None


def _share(value: float | None) -> float | None:
    return value if value is not None and 0 <= value <= 1 else None


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time()) if day else None


def _clock(value: time | None) -> str | None:
    return value.isoformat("minutes") if value else None
