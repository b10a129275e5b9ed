"""API tokens and their roles: a file that holds hashes, never a token."""

import json
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import Any

from services.stack import private
from services.stack.lock import locked

_BYTES = 32  # 256 random bits: a plain hash of them cannot be reversed by guessing, as that of a password could
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


class Role(StrEnum):
    """What the holder of a token may do. An operator may all that a reader may, and send rejected messages back."""

    reader = "reader"
    operator = "operator"

    def covers(self, needed: "Role") -> bool:
        """Whether a holder of this role may do what `needed` is asked for."""
        return self is Role.operator or needed is Role.reader


@dataclass(frozen=True, slots=True)
class Token:
    """What is kept of a token: the name it was given, never the token."""

    name: str
    role: Role
    created_at: datetime


class TokenError(Exception):
    """The token file cannot be read or written, or the name is no good. Says what to do."""


class Tokens:
    """The tokens of a file, which need not be there. A change of the file counts from the next question on.

    What cannot be read raises TokenError and opens nothing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, ...] | None = None
        self._held: dict[str, Token] = {}  # by hash

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._current())

    def holder_of(self, token: str) -> Token | None:
        """What is kept of the token, None where nobody holds it. Takes as long whatever the token is."""
        asked, found = _hash(token), None
        for digest, held in self._current().items():
            if compare_digest(digest, asked):
                found = held
        return found

    def role_of(self, token: str) -> Role | None:
        """The role of the token's holder, None where nobody holds it."""
        holder = self.holder_of(token)
        return holder.role if holder else None

    def all(self) -> list[Token]:
        """All of them, oldest first."""
        return sorted(self._current().values(), key=lambda token: token.created_at)

    def add(self, name: str, role: Role) -> str:
        """Make a token and return it: only its hash is kept. Raises TokenError where the name is taken or no slug."""
        if not _NAME.fullmatch(name):
            raise TokenError("a token's name is lower-case letters, digits, dots, dashes: at most 40")
        with locked(self._lock):
            held = dict(self._current())
            if any(each.name == name for each in held.values()):
                raise TokenError(f"there is a token {name} already: `wearscribe token revoke {name}` ends it")
            token = secrets.token_urlsafe(_BYTES)
            held[_hash(token)] = Token(name, role, datetime.now(UTC))
            self._write(held)
        return token

    def revoke(self, name: str) -> bool:
        """Whether there was one of that name; it opens nothing from now on."""
        with locked(self._lock):
            held = self._current()
            left = {digest: each for digest, each in held.items() if each.name != name}
            if len(left) < len(held):
                self._write(left)
        return len(left) < len(held)

    @property
    def _lock(self) -> Path:
        return self._path.with_suffix(".lock")

    def _current(self) -> dict[str, Token]:
        """Read anew where the file is another one than last time: it is only ever replaced as a whole."""
        try:
            found = self._path.stat()
            seen = (found.st_ino, found.st_mtime_ns, found.st_size)
            if seen != self._seen:
                self._held = {each["sha256"]: _token(each) for each in json.loads(self._path.read_text())}
                self._seen = seen
        except FileNotFoundError:
            self._held, self._seen = {}, None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise TokenError(f"the token file {self._path} cannot be read ({type(error).__name__})") from None
        return self._held

    def _write(self, held: dict[str, Token]) -> None:
        rows = [
            {"name": each.name, "role": each.role, "created_at": each.created_at.isoformat(), "sha256": digest}
            for digest, each in held.items()
        ]
        private.write(self._path, json.dumps(rows, indent=1))


def _token(row: dict[str, Any]) -> Token:
    return Token(row["name"], Role(row["role"]), datetime.fromisoformat(row["created_at"]))


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
