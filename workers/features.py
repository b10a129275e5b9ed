"""WINDOWS to ANNOTATED: what can be said of a window, and only what its signal bears out."""

from collections.abc import Sequence

from schemas.records import AnnotatedWindow, Caption, SensorWindow
from schemas.topics import ANNOTATED, WINDOWS
from services.stream import groups
from services.stream.types import Message
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from wearscribe.verify import verify
from workers.clock import Clock
from workers.edge import BatchPolicy, Rejected
from workers.forward import Forward, outgoing
from workers.incoming import read
from workers.metrics import Metrics
from workers.publish import Outgoing, Publisher


class Features(Forward):
    name = "features"
    group = groups.FEATURES
    source = WINDOWS
    policy = BatchPolicy(size=32, seconds=0.2)

    def __init__(self, publisher: Publisher, metrics: Metrics, clock: Clock) -> None:
        super().__init__(publisher)
        self._metrics = metrics
        self._clock = clock

    def handle(self, messages: Sequence[Message]) -> Sequence[Outgoing | Rejected]:
        return [self._handle_one(message) for message in messages]

    def _handle_one(self, message: Message) -> Outgoing | Rejected:
        try:
            window = read(message, SensorWindow)
        except Rejected as rejected:
            return rejected
        return outgoing(ANNOTATED, self._annotated(window), self._clock)

    def _annotated(self, window: SensorWindow) -> AnnotatedWindow:
        annotations = annotate(window)
        captions = describe(window, annotations)
        true = keep_true(captions, window)
        self._metrics.add("sentences_dropped", _sentences(captions) - _sentences(true))
        return AnnotatedWindow(window=window, annotations=annotations, captions=true)


def keep_true(captions: Sequence[Caption], window: SensorWindow) -> tuple[Caption, ...]:
    """The captions, verified, without the sentences that do not hold; without those of which nothing is left."""
    kept = []
    for caption in verify(tuple(captions), window):
        if not caption.verified:
            alone = tuple(caption.model_copy(update={"sentences": (sentence,)}) for sentence in caption.sentences)
            true = tuple(one.sentences[0] for one in verify(alone, window) if one.verified)
            caption = caption.model_copy(update={"sentences": true, "verified": True})
        if caption.sentences:
            kept.append(caption)
    return tuple(kept)


def _sentences(captions: Sequence[Caption]) -> int:
    return sum(len(caption.sentences) for caption in captions)
