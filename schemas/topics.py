"""The topic registry. A name ends in the version of its record; a breaking change is a new topic."""

from dataclasses import dataclass

from schemas.records import AnnotatedWindow, CaptionedWindow, SensorWindow

_DAY = 24 * 3600 * 1000
DEFAULT_PARTITIONS = 6


@dataclass(frozen=True, slots=True)
class Topic:
    """`record` is None where messages are carried as they came (the rejected)."""

    name: str
    record: type[SensorWindow] | type[AnnotatedWindow] | type[CaptionedWindow] | None
    partitions: int = DEFAULT_PARTITIONS
    retention_ms: int = 7 * _DAY


WINDOWS = Topic("wearscribe.windows.v1", SensorWindow)
ANNOTATED = Topic("wearscribe.annotated.v1", AnnotatedWindow)
CAPTIONED = Topic("wearscribe.captioned.v1", CaptionedWindow)
REJECTED = Topic("wearscribe.rejected.v1", None, partitions=1, retention_ms=30 * _DAY)

TOPICS: dict[str, Topic] = {topic.name: topic for topic in (WINDOWS, ANNOTATED, CAPTIONED, REJECTED)}
