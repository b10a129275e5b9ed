"""Where a list goes on, as a word that the asker hands back: opaque, and good for the same question alone."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any


class BadCursor(ValueError):
    """It was not given out for this question."""

    def __init__(self) -> None:
        super().__init__("the cursor does not go with this question: ask without one to begin again")


def encode(question: Mapping[str, Any], place: Sequence[Any]) -> str:
    """`place` is what the next page needs to know: strings and numbers."""
    payload = json.dumps([_fingerprint(question), *place], separators=(",", ":"))
    return urlsafe_b64encode(payload.encode()).decode().rstrip("=")


def decode(question: Mapping[str, Any], cursor: str, shape: Sequence[type]) -> list[Any]:
    """The place, whose items are of the types of `shape`. Raises BadCursor."""
    try:
        payload = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        raise BadCursor from None
    if not isinstance(payload, list) or [type(item) for item in payload] != [str, *shape]:
        raise BadCursor
    if payload[0] != _fingerprint(question):
        raise BadCursor
    return payload[1:]


def _fingerprint(question: Mapping[str, Any]) -> str:
    given = {name: value for name, value in question.items() if value is not None}
    return sha256(json.dumps(given, sort_keys=True, default=str).encode()).hexdigest()[:12]
