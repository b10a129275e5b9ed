"""API tokens and their roles: a file that holds hashes, never a token."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


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
    """The token file cannot be read, or the name is taken. Says what to do."""


class Tokens:
    """The tokens of a file, which need not be there. A change of the file counts from the next question on."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __bool__(self) -> bool:
        """Whether there is any."""
        raise NotImplementedError

    def role_of(self, token: str) -> Role | None:
        """The role of the token's holder, None where nobody holds it. Takes as long whatever the token is."""
        raise NotImplementedError

    def all(self) -> list[Token]:
        """All of them, oldest first."""
        raise NotImplementedError

    def add(self, name: str, role: Role) -> str:
        """Make a token; only its hash is kept. Raises TokenError where the name is taken or no slug."""
        raise NotImplementedError

    def revoke(self, name: str) -> bool:
        """Whether there was one of that name; it opens nothing from now on."""
        raise NotImplementedError
