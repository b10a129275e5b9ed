"""kafka-python's exceptions, told as ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from kafka.errors import KafkaError

from services.stream.types import StreamError


@contextmanager
def explained(doing: str) -> Iterator[None]:
    """Turn a KafkaError inside into a StreamError that says what was being done."""
    try:
        yield
    except KafkaError as error:
        reason = str(error) or type(error).__name__
        raise StreamError(
            f"Kafka could not {doing}: {reason}. Is it running? `wearscribe doctor` tells more"
        ) from error
