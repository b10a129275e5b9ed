"""JSON from a file, with errors that say where and never what."""

import json
from typing import Any

from services.replay.readings import Refused


def load(content: bytes) -> Any:
    """The document. Raises Refused."""
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        raise Refused(f"not JSON from line {error.lineno} on (cut short, or something else)") from None
    except UnicodeDecodeError:
        raise Refused("not UTF-8 text: export it again, or convert its encoding") from None
    except (ValueError, RecursionError):
        raise Refused("not JSON that an export holds (nested too deep, or a number too long)") from None


def entries(document: Any) -> list[dict[str, Any]]:
    """`document` as a list of objects. Raises Refused."""
    if not isinstance(document, list):
        raise Refused("not a list of entries")
    for number, entry in enumerate(document, start=1):
        if not isinstance(entry, dict):
            raise Refused(f"entry {number} is not an object")
    return document


def number(value: Any, where: str) -> float:
    """A JSON number, or one written as text. NaN passes, to be counted later. Raises Refused."""
    try:
        if not isinstance(value, int | float | str) or isinstance(value, bool):
            raise TypeError
        return float(value)
    except (TypeError, ValueError):
        raise Refused(f"{where} is not a number") from None
    except OverflowError:
        return float("inf")


def count(value: Any) -> int | None:
    """A whole number that is not negative, or None."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
