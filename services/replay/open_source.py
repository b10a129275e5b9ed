"""Which source a name stands for."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, assert_never, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.replay.readings import Source, SourceError
from services.replay.sources.fitabase import Fitabase
from services.replay.sources.minutes import MinutesFile
from services.replay.sources.synthetic import Synthetic
from services.replay.sources.takeout import Takeout
from services.replay.sources.web_api import WebApi

SourceKind = Literal["takeout", "web-api", "fitabase", "minutes", "synthetic"]
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)


@dataclass(frozen=True, slots=True)
class Plan:
    """A source and the wearers' zone (None: wall clocks without a zone)."""

    source: Source
    zone: ZoneInfo | None


def open_source(
    kind: SourceKind,
    path: Path | None = None,
    *,
    subject: str | None = None,
    timezone: str | None = None,
    device: str = "minutes",
    drop: Collection[str] = (),
    people: int = 3,
    days: int = 7,
    seed: int = 0,
) -> Plan:
    """What `replay` is to read. Opens nothing yet. Raises SourceError when something is missing.

    `subject` is the raw id of the one person of a `takeout` or `web-api` archive; `device` (a slug) and `drop`
    (columns to leave out) are for `minutes`; `people`, `days` and `seed` are for `synthetic`, which needs no path.
    """
    zone = _zone(timezone)
    match kind:
        case "synthetic":
            return Plan(Synthetic(people, days, seed), zone)
        case "fitabase":
            return Plan(Fitabase(_existing(path)), zone)
        case "minutes":
            if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", device):
                raise SourceError("--device must be lower-case letters, digits, dots and dashes, such as empatica-e4")
            return Plan(MinutesFile(_existing(path), device, drop), zone)
        case "web-api":
            return Plan(WebApi(_existing(path), _named(subject)), zone)
        case "takeout":
            source = Takeout(_existing(path), _named(subject))
            if zone is None:
                raise SourceError("a takeout archive counts in UTC: name the wearer's zone, e.g. --timezone Asia/Seoul")
            return Plan(source, zone)
        case _:
            assert_never(kind)


def _existing(path: Path | None) -> Path:
    if path is None or not path.exists():
        raise SourceError("there is no such file or folder: check the path")
    return path


def _named(subject: str | None) -> str:
    if not subject:
        raise SourceError("an account archive does not say whose it is: name the person with --subject")
    return subject


def _zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SourceError("--timezone names no zone of the IANA database, such as Europe/Berlin") from None
