"""What a source yields and what it promises: readings and logged spans of a person, on the clock of its file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np

from services.replay.summary import Summary

FileClock = Literal["utc", "local"]


class SourceError(ValueError):
    """The input as a whole cannot be replayed. Says what is wrong and what to do, and never shows a value of it."""


class Refused(Exception):
    """One file of an archive cannot be read, for the reason given; the others go on."""


class RawId:
    """The id that a person has in the source. Only `deidentify` opens it; printed, it shows nothing."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return "RawId(hidden)"


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """Readings of one channel in the order of the file: `time` datetime64[ms], `value` float64, both shape [reading].

    NaN is a reading that the file calls not a number; a reading that is not there is simply left out.
    """

    channel: str
    time: np.ndarray
    value: np.ndarray


@dataclass(frozen=True, slots=True)
class LoggedSpan:
    """A logged activity or sleep, `start` and `end` datetime64[ms]; `name` is already of the closed vocabulary."""

    kind: Literal["activity", "sleep"]
    name: str
    start: np.datetime64
    end: np.datetime64
    minutes_asleep: int | None = None
    awakenings: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one file gave about one person. All its times are on one clock: UTC, or the wearer's wall clock."""

    clock: FileClock
    readings: tuple[Readings, ...] = ()
    spans: tuple[LoggedSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """`parts` can be walked once."""

    id: RawId
    parts: Iterable[Part] = field(repr=False)


class Source(Protocol):
    slug: str

    def people(self, summary: Summary) -> Iterator[Person]:
        """Each person once. Files read, and files and readings left out, are counted in `summary`.

        Raises SourceError where nothing at all can be read.
        """
