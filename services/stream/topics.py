"""Creates the topics of `schemas/topics.py` on the broker."""

from collections.abc import Collection

import kafka
from kafka.errors import KafkaError, TopicAlreadyExistsError

from schemas.topics import TOPICS, Topic
from services.stream.types import StreamError

_SECONDS = 30.0


def ensure_topics(bootstrap: str, topics: Collection[Topic] = tuple(TOPICS.values())) -> list[str]:
    """Create the topics that are missing and return their names; those that exist are left as they are.

    Raises StreamError when a topic exists with another number of partitions: growing it would send the keys of one
    wearer to two partitions, so that is for a person to decide.
    """
    try:
        with _admin(bootstrap) as admin:
            there = _counts(admin)
            _refuse_other_counts(there, topics)
            return [topic.name for topic in topics if topic.name not in there and _create(admin, topic)]
    except KafkaError as error:
        raise StreamError(f"cannot create topics on {bootstrap}: {error}") from error


def partition_counts(bootstrap: str, timeout: float = _SECONDS) -> dict[str, int]:
    """The number of partitions of every topic on the broker. Raises StreamError when it does not answer in time."""
    try:
        with _admin(bootstrap, timeout) as admin:
            return _counts(admin)
    except KafkaError as error:
        raise StreamError(f"Kafka at {bootstrap} does not answer: {error}. Is it started?") from error


def _admin(bootstrap: str, timeout: float = _SECONDS) -> kafka.KafkaAdminClient:
    milliseconds = int(timeout * 1000)
    return kafka.KafkaAdminClient(
        bootstrap_servers=bootstrap.split(","), bootstrap_timeout_ms=milliseconds, request_timeout_ms=milliseconds
    )


def _counts(admin: kafka.KafkaAdminClient) -> dict[str, int]:
    return {topic["name"]: len(topic["partitions"]) for topic in admin.describe_topics()}


def _refuse_other_counts(there: dict[str, int], topics: Collection[Topic]) -> None:
    for topic in topics:
        if there.get(topic.name, topic.partitions) != topic.partitions:
            raise StreamError(
                f"topic {topic.name} has {there[topic.name]} partitions, not {topic.partitions}. Empty and delete it, "
                "or change schemas/topics.py: partitions are never added to a topic in use, since that moves keys."
            )


def _create(admin: kafka.KafkaAdminClient, topic: Topic) -> bool:
    """False when somebody else created it in this moment."""
    options = {
        "num_partitions": topic.partitions,
        "replication_factor": -1,  # the broker's default
        "configs": {"retention.ms": str(topic.retention_ms)},
    }
    try:
        admin.create_topics({topic.name: options}, wait_for_metadata=True)
    except TopicAlreadyExistsError:
        return False
    return True
