"""`python -m tests.support.mortal_worker NAME [--dies before|after --at N]`: a worker of the pipeline, with the hash
embedder, that may be killed (SIGKILL, by itself) just before or just after its Nth effect, where it hurts most."""

import argparse
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import workers.main
from services.settings import Settings
from services.stream.kafka_stream import KafkaStream
from services.stream.types import Partition
from tests.support.hash_embedder import HashEmbedder
from workers.__main__ import log_to_stderr
from workers.features import Features
from workers.forward import Forward
from workers.inference import Inference
from workers.sink import Sink

MAX_POLL_INTERVAL = 6.0  # seconds: the group misses the dead as soon
EDGES: dict[str, Any] = {"features": Features, "inference": Inference, "sink": Sink}


def mortal(edge: Any, dies: str, at: int) -> None:
    """Make all edges of the class mortal."""
    effect, count = edge.effect, 0

    def last(self: Forward | Sink, results: Sequence[Any], positions: Mapping[Partition, int]) -> None:
        nonlocal count
        count += 1
        if count == at and dies == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        effect(self, results, positions)
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)

    edge.effect = last


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=get_args(workers.main.Name))
    parser.add_argument("--dies", choices=("before", "after"))
    parser.add_argument("--at", type=int)
    parser.add_argument("--health-file", type=Path)
    arguments = parser.parse_args()
    log_to_stderr()
    if arguments.dies:
        mortal(EDGES[arguments.name], arguments.dies, arguments.at)
    settings = Settings()
    return workers.main.run(
        arguments.name,
        settings,
        health_file=arguments.health_file,
        stream=KafkaStream(settings.kafka, max_poll_interval=MAX_POLL_INTERVAL),
        embedder=lambda model, device: HashEmbedder(),
    )


if __name__ == "__main__":
    sys.exit(main())
