"""De-identification, by allow-list: the one module that opens an identity.

Behind it there is a pseudonym in place of a person, dates moved by a constant number of whole weeks (weekday and
season of the week stay, the calendar does not), registered channels, and labels of the closed vocabulary.
"""

import base64
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from schemas.activities import ACTIVITIES, SLEEPS
from schemas.channels import CHANNELS
from services.replay.readings import RawId
from services.replay.wall_clock import DAY, MINUTE, Stretch

WEEK = 7 * DAY
MIN_WEEKS, MAX_WEEKS = 52, 520
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Span:
    """A logged span in instants; `name` is in the closed vocabulary once it has passed."""

    kind: str
    name: str
    start: int
    end: int
    minutes_asleep: int | None
    awakenings: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """A person's readings on the instant axis: `readings[channel]` = instants int64 and values float32, [reading]."""

    readings: dict[str, tuple[np.ndarray, np.ndarray]]
    spans: tuple[Span, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A person as the rest of the program knows them. `shift`: milliseconds that their dates are moved back."""

    pseudonym: str
    shift: int


class Deidentifier:
    """Equal ids of one study under one key get equal pseudonyms and shifts; without the key neither can be undone."""

    def __init__(self, key: bytes, study: str) -> None:
        self._key, self._study = key, study

    def subject(self, person: RawId) -> Subject:
        digest = self._digest("subject", person)
        pseudonym = base64.b32encode(digest).decode().lower()[:26]
        weeks = MIN_WEEKS + int.from_bytes(self._digest("shift", person)[:8]) % (MAX_WEEKS - MIN_WEEKS + 1)
        return Subject(pseudonym, weeks * WEEK)

    def _digest(self, purpose: str, person: RawId) -> bytes:
        message = "|".join((purpose, self._study, person.reveal()))
        return hmac.new(self._key, message.encode(errors="surrogateescape"), hashlib.sha256).digest()


def deidentify(timeline: Timeline, subject: Subject) -> Timeline:
    """Every time moved by the subject's shift; what is not on the allow-list does not pass."""
    by = subject.shift
    return Timeline(
        readings={
            channel: (instant - by, value)
            for channel, (instant, value) in timeline.readings.items()
            if channel in CHANNELS
        },
        spans=tuple(_pass(span, by) for span in timeline.spans),
        stretches=tuple(replace(part, start=part.start - by, end=part.end - by) for part in timeline.stretches),
    )


def _pass(span: Span, by: int) -> Span:
    if span.kind == "sleep":
        kind, name = "sleep", span.name if span.name in SLEEPS else "sleep"
    else:
        kind, name = "activity", span.name if span.name in ACTIVITIES else "other"
    start, end = span.start // MINUTE * MINUTE - by, span.end // MINUTE * MINUTE - by
    return Span(kind, name, start, max(end, start + MINUTE), span.minutes_asleep, span.awakenings)


class KeyFileError(Exception):
    """There is no usable study key, or there is one already. Says what to do."""


def make_key(path: Path) -> None:
    """Write a new study key: 32 random bytes, hex, mode 0600, which alone tie a pseudonym to a person.

    Raises KeyFileError when the file exists: its pseudonyms would be lost.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyFileError(
            f"{path} exists: a new key would give everybody a new pseudonym. Move it away to start a new study."
        ) from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")


def load_key(path: Path) -> bytes:
    """The key. Raises KeyFileError when the file is absent or holds something else."""
    try:
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        raise KeyFileError(f"no study key at {path}: make one with `wearscribe keygen`") from None
    except (OSError, UnicodeDecodeError):
        raise KeyFileError(f"{path} cannot be read as a study key") from None
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyFileError(f"{path} is not a study key (64 hexadecimal digits): restore it from your copy")
    return key
