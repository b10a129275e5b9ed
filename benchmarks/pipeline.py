"""How many windows a second the whole line takes, which stage is the slowest, and how long a window needs from
produced to searchable.

Real Kafka and Postgres (the embedded ones, in a temporary folder), one worker of each kind, the windows of the sample
and of synthetic people. Three measurements in one run:

1. each stage alone, in this process: windows/s by the median of its batches;
2. the whole line, all windows at once: windows/s from the first sent to the last searchable;
3. the whole line at a steady rate well below that: seconds from produced to searchable, p50 and p95.

The baseline is what a user would write without the line: the same functions in one loop, one process, one window at
a time, landed one by one.

    .venv/bin/python -m benchmarks.pipeline [--windows 300] [--rate 3] [--json]
"""

import argparse
import json
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import Engine, text

from schemas.codec import decode, encode, headers
from schemas.records import AnnotatedWindow, CaptionedWindow, SensorWindow
from schemas.topics import WINDOWS, Topic
from services.cli.sources import SAMPLE
from services.replay.open_source import open_source
from services.replay.replay import Options, cut_source
from services.replay.summary import Summary
from services.stack.crew import Crew
from services.stack.stack import running
from services.store.engine import connect, transaction
from services.store.landed import landed
from services.store.landing import land
from services.store.migrate import migrate
from services.store.offsets import Fence
from services.stream.kafka_stream import KafkaStream
from services.stream.topics import ensure_topics
from services.stream.types import Partition, Producer
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from wearscribe.embedder import Embedder
from wearscribe.model.embedders import RELEASED, load
from wearscribe.verify import verify

STUDY = "benchmark"
SCRATCH = Topic("benchmark.produced", CaptionedWindow)  # no worker reads it
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--windows", type=int, default=300)
    parser.add_argument("--rate", type=float, default=3.0, help="windows/s of the third measurement")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wearscribe-benchmark-", ignore_cleanup_errors=True) as folder:
        results = measure(Path(folder), arguments.windows, arguments.rate)
    print(json.dumps(results) if arguments.json else in_words(results))


def measure(state: Path, count: int, rate: float) -> dict[str, Any]:
    everything = list(islice(windows(), count + int(30 * rate)))
    first, later = everything[:count], everything[count:]
    with running(state) as addresses:
        migrate(addresses.database)
        engine = connect(addresses.database)
        results: dict[str, Any] = {"windows": len(first)}
        results["stages"], finished = stages(first, addresses.kafka)
        lander = Lander(engine)
        results["stages"]["land"] = rate_of(lander.land, chunks(finished, 64))
        with transaction(engine) as connection:
            connection.execute(text("TRUNCATE windows CASCADE"))
        results["one by one, one process"] = one_by_one(first[:50], lambda record: lander.land([record]))
        with transaction(engine) as connection:
            connection.execute(text("TRUNCATE windows CASCADE"))
        environment = {"WEARSCRIBE_KAFKA": addresses.kafka, "WEARSCRIBE_DATABASE": addresses.database}
        producer = KafkaStream(addresses.kafka).producer()
        with Crew(environment, state / "logs") as crew:
            warm, *rest = first
            send(producer, [warm])
            wait(engine, 1, crew)  # all workers are up and have loaded what they need
            began = time.monotonic()
            send(producer, rest)
            wait(engine, len(first), crew)
            results["line"] = len(rest) / (time.monotonic() - began)
            results["latency"] = latency(producer, engine, later, rate, crew, len(first))
        producer.close()
        engine.dispose()
    return results


class Lander:
    """Lands batches as the sink does, from a partition of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._partition, self._offset = engine, Partition("benchmark", 0), 0
        self._fence = Fence(engine, "benchmark")
        self._fence.take([self._partition])

    def land(self, records: Sequence[CaptionedWindow]) -> None:
        self._offset += len(records)
        land(self._engine, records, self._fence, {self._partition: self._offset})


def windows() -> Iterator[SensorWindow]:
    """Sample people first, then synthetic ones without end."""
    key = secrets.token_bytes(32)
    for plan in (open_source("fitabase", SAMPLE), open_source("synthetic", people=1000, days=14)):
        for _, window in cut_source(plan, key, STUDY, Options(), Summary()):
            yield window


def stages(first: Sequence[SensorWindow], kafka: str) -> tuple[dict[str, float], list[CaptionedWindow]]:
    embedder = load(RELEASED)
    annotated = [features(window) for window in first]
    embedded = [finish(embedder, batch) for batch in chunks(annotated, 16)]
    finished = [record for batch in embedded for record in batch]
    payloads = [encode(record) for record in finished]
    ensure_topics(kafka, [SCRATCH])
    producer = KafkaStream(kafka).producer()
    rates = {
        "annotate": rate_of(lambda batch: [annotate(window) for window in batch], chunks(first, 16)),
        "describe": rate_of(lambda batch: [describe(r.window, r.annotations) for r in batch], chunks(annotated, 16)),
        "verify": rate_of(lambda batch: [verify(r.captions, r.window) for r in batch], chunks(annotated, 16)),
        "embed": rate_of(lambda batch: finish(embedder, batch), chunks(annotated, 16)),
        "encode": rate_of(lambda batch: [encode(record) for record in batch], chunks(finished, 16)),
        "decode": rate_of(lambda batch: [decode(p, CaptionedWindow) for p in batch], chunks(payloads, 16)),
        "produce": rate_of(lambda batch: send(producer, batch, SCRATCH.name), chunks(finished, 64)),
    }
    producer.close()
    return rates, finished


def features(window: SensorWindow) -> AnnotatedWindow:
    annotations = annotate(window)
    return AnnotatedWindow(
        window=window, annotations=annotations, captions=verify(describe(window, annotations), window)
    )


def finish(embedder: Embedder, batch: Sequence[AnnotatedWindow]) -> list[CaptionedWindow]:
    return [
        CaptionedWindow(
            window=record.window,
            annotations=record.annotations,
            captions=record.captions,
            model_version=embedder.model_version,
            embeddings=embeddings,
        )
        for record, embeddings in zip(batch, embedder.embed(batch), strict=True)
    ]


def one_by_one(some: Sequence[SensorWindow], store: Callable[[CaptionedWindow], object]) -> float:
    embedder, began = load(RELEASED), time.monotonic()
    for window in some:
        store(finish(embedder, [features(window)])[0])
    return len(some) / (time.monotonic() - began)


def latency(
    producer: Producer, engine: Engine, some: Sequence[SensorWindow], rate: float, crew: Crew, before: int
) -> Any:
    """Seconds from handing a window to the producer to its rows being visible."""
    sent: dict[str, datetime] = {}
    began = time.monotonic()
    for number, window in enumerate(some):
        time.sleep(max(0.0, began + number / rate - time.monotonic()))
        sent[str(window.window_id)] = datetime.now(UTC)
        send(producer, [window])
    wait(engine, before + len(some), crew)
    with transaction(engine) as connection:
        rows = connection.execute(text("SELECT window_id::text, landed_at FROM windows")).all()
    seconds = [(at - sent[window_id]).total_seconds() for window_id, at in rows if window_id in sent]
    p50, p95 = np.percentile(seconds, [50, 95])
    return {"windows": len(seconds), "rate": rate, "p50": float(p50), "p95": float(p95)}


def send(producer: Producer, some: Sequence[Any], topic: str = WINDOWS.name) -> None:
    for record in some:
        window = record if isinstance(record, SensorWindow) else record.window
        producer.send(topic, window.subject.encode(), encode(record), headers(record, produced_at=datetime.now(UTC)))
    producer.flush(60)


def wait(engine: Engine, count: int, crew: Crew) -> None:
    while landed(engine, STUDY).searchable < count:
        crew.check()
        time.sleep(0.1)


def rate_of(step: Callable[[Sequence[T]], object], batches: Sequence[Sequence[T]]) -> float:
    """Windows a second, by the median over full batches; the first one warms up."""
    seconds = []
    for batch in batches:
        began = time.perf_counter()
        step(batch)
        seconds.append((time.perf_counter() - began) / len(batch))
    return 1 / statistics.median(seconds[1:] or seconds)


def chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def in_words(results: dict[str, Any]) -> str:
    slowest = min(results["stages"], key=results["stages"].get)
    latency = results["latency"]
    return "\n".join(
        [
            f"{results['windows']} windows (sample and synthetic), one worker of each kind",
            *(f"  {name:<10}{rate:>10,.0f} windows/s alone" for name, rate in results["stages"].items()),
            f"the slowest stage is {slowest}",
            f"whole line                {results['line']:>8.1f} windows/s",
            f"one by one, one process   {results['one by one, one process']:>8.1f} windows/s (baseline)",
            f"produced to searchable at {latency['rate']:g} windows/s: p50 {latency['p50']:.2f} s, "
            f"p95 {latency['p95']:.2f} s over {latency['windows']} windows",
        ]
    )


if __name__ == "__main__":
    main()
