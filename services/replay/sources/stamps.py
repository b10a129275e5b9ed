"""Time stamps as Fitbit writes them, as text: `12/31/17 16:42:00`, `2019-11-05 21:11:40`, `2019-11-05T23:21:00.000`."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from services.replay.readings import Refused

_AMERICAN = re.compile(r"(\d\d)/(\d\d)/(\d\d) (\d\d:\d\d:\d\d)")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)Z?")


def stamps(texts: Sequence[Any], what: str = "dateTime") -> np.ndarray:
    """datetime64[ms], shape [text]. Raises Refused, naming the first entry that holds no time."""
    iso = []
    for number, text in enumerate(texts, start=1):
        written = _iso(text)
        if written is None:
            raise Refused(f"entry {number} has no readable {what}")
        iso.append(written)
    try:
        return np.array(iso, dtype="datetime64[ms]")
    except ValueError:
        raise Refused(f"an entry's {what} is no date of the calendar") from None


def _iso(text: Any) -> str | None:
    if not isinstance(text, str):
        return None
    if match := _AMERICAN.fullmatch(text):
        return f"20{match[3]}-{match[1]}-{match[2]}T{match[4]}"
    if match := _ISO.fullmatch(text):
        return f"{match[1]}T{match[2]}"
    return None
