"""`wearscribe worker features|inference|sink`"""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Edge(StrEnum):
    features = "features"
    inference = "inference"
    sink = "sink"


def worker(
    edge: Annotated[Edge, typer.Argument(help="Which edge of the pipeline it moves data along.")],
    health_file: Annotated[
        Path | None, typer.Option(help="A JSON file kept fresh by the worker's main thread, for health checks.")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="inference: the model's version, by default that of WEARSCRIBE_MODEL.")
    ] = None,
    device: Annotated[str | None, typer.Option(help="inference: cpu, cuda or cuda:1, say.")] = None,
) -> None:
    """Be one worker until SIGTERM or Ctrl-C. Any number may run of each: they share the partitions; inference workers
    of two models each read everything (docs/upgrade.md).

    Example: wearscribe worker features

    Exit codes: 0 stopped, 1 crashed, 5 too many rejections in a row, 6 stopped with a batch in flight (it comes again
    at the next start).
    """
    # Workers stand above the services, so this process becomes one instead of importing it; signals go to it directly.
    options = {"--health-file": health_file, "--model": model, "--device": device}
    given = [part for name, value in options.items() if value is not None for part in (name, str(value))]
    os.execv(sys.executable, [sys.executable, "-m", "workers", edge, *given])
