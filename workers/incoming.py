"""From a message to the record in it, or to the reason why there is none."""

from typing import TypeVar

from schemas.codec import CodecError, decode
from schemas.records import AnnotatedWindow, CaptionedWindow, SensorWindow
from services.stream.types import MAX_MESSAGE_BYTES, Message
from workers.edge import Rejected

R = TypeVar("R", SensorWindow, AnnotatedWindow, CaptionedWindow)


def read(message: Message, record: type[R]) -> R:
    """Raises Rejected."""
    if len(message.value) > MAX_MESSAGE_BYTES:
        raise Rejected(f"{len(message.value)} bytes are more than the {MAX_MESSAGE_BYTES} of a message", "TooLarge")
    if message.key is None:
        raise Rejected("the message has no key; it must be the subject's pseudonym, for the order", "Key")
    try:
        found = decode(message.value, record)
    except CodecError as error:
        raise Rejected(str(error), "CodecError") from None
    window = found if isinstance(found, SensorWindow) else found.window
    if message.key != window.subject.encode():
        raise Rejected("the message's key is not the subject of its window", "Key")
    return found


def read_or_reject(message: Message, record: type[R]) -> R | Rejected:
    try:
        return read(message, record)
    except Rejected as rejected:
        return rejected
