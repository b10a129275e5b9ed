"""The composition root of the worker processes: it alone knows which concrete parts make a worker."""

import signal
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import Any, Literal

from services.settings import Settings
from services.stream.kafka_stream import KafkaStream
from services.stream.types import Stream
from wearscribe.embedder import Embedder
from wearscribe.model import embedders
from wearscribe.model.pretrained import WeightsError
from workers import log
from workers.clock import Clock
from workers.edge import Edge
from workers.features import Features
from workers.inference import GPU_PART, PART, Inference
from workers.loop import Exit, Loop
from workers.metrics import Metrics
from workers.publish import Publisher
from workers.sink import Rejections, Sink

Name = Literal["features", "inference", "sink"]


def run(
    name: Name,
    settings: Settings,
    *,
    health_file: Path | None = None,
    stream: Stream | None = None,
    embedder: Callable[[str, str], Embedder] = embedders.load,
) -> Exit:
    """Be that worker until SIGTERM or SIGINT, or until there is no point in going on. Call it on the main thread.

    Any number may run of each: the workers of one name (of `inference`, of one model) share the partitions. The sink
    also writes the table of the rejections, which is a loop of its own.
    """
    stream, metrics, clock = stream or KafkaStream(settings.kafka), Metrics(), Clock()
    edge: Edge[Any]
    if name == "features":
        edge = Features(Publisher(stream), metrics, clock)
    elif name == "inference":
        try:
            part = GPU_PART if settings.device.startswith("cuda") else PART
            edge = Inference(embedder(settings.model, settings.device), Publisher(stream), metrics, clock, part)
        except WeightsError as error:
            log.warning("gave_up", edge=name, error=type(error).__name__, reason=str(error))
            return Exit.CRASHED
    else:
        edge = Sink(settings.database)
    main: Loop[Any] = Loop(edge, stream, clock=clock, metrics=metrics, health_file=health_file)
    beside = Loop(Rejections(settings.database), stream, clock=clock) if name == "sink" else None
    return run_loops(main, beside)


def run_loops(main: Loop[Any], beside: Loop[Any] | None = None) -> Exit:
    """Run `main` on this thread and the other loop on one of its own; when one ends, so does the other."""

    def stop(signum: int, frame: FrameType | None) -> None:
        main.stop()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, stop)
    if beside is None:
        return main.run()

    def run_beside() -> None:
        beside.run()
        main.stop()

    thread = Thread(target=run_beside, name="beside", daemon=True)
    thread.start()
    code = main.run()
    beside.stop()
    thread.join()
    return code or beside.exit or Exit.STOPPED
