"""How people refer to the twenty activities, mostly without naming them: slang, gear, moves and places.

Written by authors who had not seen the words that the evaluation keeps back; whatever holds one of those was left out.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from schemas.records import Language
from wearscribe.synthesize.activities import TWENTY

_FILES: dict[Language, Literal["english", "korean"]] = {"en": "english", "ko": "korean"}


@cache
def ways(language: Language) -> dict[str, tuple[str, ...]]:
    """The ways of each of the twenty: the lines below `[activity]`."""
    text = Path(__file__).with_name(f"activity_ways_{_FILES[language]}.txt").read_text(encoding="utf-8").rstrip("\n")
    found: dict[str, tuple[str, ...]] = {}
    for part in f"\n{text}".split("\n[")[1:]:
        name, _, lines = part.partition("]\n")
        found[name] = tuple(lines.split("\n"))
    return {name: found[name] for name in TWENTY}
