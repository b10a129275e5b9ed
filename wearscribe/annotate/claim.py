"""A claim before it has an id: what the annotators return."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pydantic import TypeAdapter

from schemas.annotations import KINDS
from schemas.records import Annotation

_LEVELS = ("statistical", "structural", "semantic")
_LEVEL = {kind.name: _LEVELS.index(kind.level) for kind in KINDS.values()}


_ANNOTATIONS = TypeAdapter(tuple[Annotation, ...])


class Claim(NamedTuple):
    """One claim; `about` are the claims that a relation ties together (they become `refs`)."""

    kind: str
    channel: str | None
    start: int
    end: int
    values: Mapping[str, float] = MappingProxyType({})
    strength: float | None = None
    name: str | None = None
    about: tuple[Claim, ...] = ()


def number(claims: Iterable[Claim]) -> tuple[Annotation, ...]:
    """The claims as annotations in reading order, `id` = position.

    By level, then channel (none first), then start; logged activities alone go longest first. Validated all at once:
    that takes a third of the time of pydantic's `model_construct`.
    """
    ordered = sorted(claims, key=_reading_order)
    ids = {id(claim): position for position, claim in enumerate(ordered)}
    return _ANNOTATIONS.validate_python(
        [
            {
                "id": position,
                "kind": claim.kind,
                "channel": claim.channel,
                "start": claim.start,
                "end": claim.end,
                "values": dict(claim.values),
                "strength": claim.strength,
                "name": claim.name,
                "refs": tuple([ids[id(other)] for other in claim.about]),
            }
            for position, claim in enumerate(ordered)
        ]
    )


def _reading_order(claim: Claim) -> tuple[int, str, int, int, str, int]:
    length = claim.end - claim.start
    longest_first = -length if claim.kind == "activity" else 0
    return _LEVEL[claim.kind], claim.channel or "", longest_first, claim.start, claim.kind, -length
