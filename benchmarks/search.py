"""How fast the search functions are and how much of the truth they find, at thousands to a hundred thousand windows.

    python -m benchmarks.search [--windows 1000 10000 100000] [--days 400] [--repeats 3] [--json]
                                [--write docs/search_speed.md]

An embedded Postgres in a temporary folder, as `wearscribe up` starts it. The first days are the sample's and simulated
ones, embedded by the released model and landed as the sink lands them; the others are drawn around them, since so many
days are lacking: a vector of the whole, two of bouts, some claims and the summaries of the day they were drawn around,
no signal. Every question is asked `--repeats` times and counts by the median; the table gives the percentiles over
questions. The texts are every third of the test sets of queries and of questions. Recall@10 is against an exact scan
under the same filters, whose time is the baseline beside it. Then batches of 64 land alone, and while another process
searches without pause. Last, without a database: how many of the ten nearest are among the hundred nearest by prefixes,
of vectors drawn in this and in harder ways.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import psutil
from pgvector import HalfVector
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import Connection, Engine, text

from benchmarks.pipeline import Lander, chunks
from benchmarks.search_ingest import ingest
from benchmarks.search_kinds import Kind, exact, judged, kinds, texts
from benchmarks.search_prefixes import prefix_recall
from benchmarks.search_store import add_drawn, real_vectors
from benchmarks.search_table import MARK, in_words
from benchmarks.search_vectors import days, draw
from services.stack.postgres_server import PostgresServer
from services.stack.signals import as_interrupt
from services.store import registry, text_tower
from services.store.engine import connect
from services.store.migrate import migrate
from services.store.text_cache import remember_text
from wearscribe.model.embedders import RELEASED, WEIGHTS, load
from wearscribe.static_tower import FILE, StaticTower

SIZES = (1_000, 10_000, 100_000)
_VERSIONS = text("""
    SELECT current_setting('server_version'), current_setting('shared_buffers'), extversion
    FROM pg_extension WHERE extname = 'vector'
""")


class Row(NamedTuple):
    """Milliseconds, over questions; `recall` and the exact scan's None where that cannot find the same."""

    windows: int
    kind: str
    recall: float | None
    p50: float
    p95: float
    exact_p50: float | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--windows", type=int, nargs="+", default=SIZES, help="how many, least first")
    parser.add_argument("--days", type=int, default=400, help="how many of them are no drawn ones")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", type=Path, help="put the tables into this file, below its mark")
    arguments = parser.parse_args()
    with (
        as_interrupt(),  # so that the server is stopped when we are terminated
        tempfile.TemporaryDirectory(prefix="wearscribe-benchmark-", ignore_cleanup_errors=True) as folder,
        Progress(console=Console(stderr=True), transient=True) as progress,
    ):
        server = PostgresServer(Path(folder), port=0)
        try:
            server.start()
            server.wait()
            results = measure(server.url, sorted(arguments.windows), arguments.days, arguments.repeats, progress)
        finally:
            server.daemon.stop()
    if arguments.write:
        kept = arguments.write.read_text("utf-8").split(MARK)[0]
        arguments.write.write_text(f"{kept}{MARK}\n\n{in_words(results)}\n", "utf-8")
    print(json.dumps(results) if arguments.json else in_words(results))


def measure(url: str, sizes: Sequence[int], real_days: int, repeats: int, progress: Progress) -> dict[str, Any]:
    migrate(url)
    engine, embedder, random = connect(url), load(RELEASED), np.random.default_rng(0)
    bar = progress.add_task("embedding days", total=real_days)
    records = days(embedder, real_days, lambda count: progress.advance(bar, count))
    real = real_vectors(records, random)
    registry.register(engine, embedder.model_version, embedder.dimension)
    text_tower.load(engine, StaticTower.load(WEIGHTS / RELEASED / FILE))
    lander = Lander(engine)
    told = texts(engine)
    as_vectors = [written(vector) for vector in embedder.embed_text(told.all)]
    like_days = [written(vector) for vector in draw(real.windows, len(told.all), random).vectors]
    rows, built, landing = [], [], []
    for size in sizes:
        bar = progress.add_task(f"{size:,} windows: filling", total=None)
        in_session(engine, "TRUNCATE windows CASCADE")
        for batch in chunks(records[:size], 64):
            lander.land(batch)
        in_session(engine, f'DROP INDEX "embeddings_hnsw_bout_{embedder.model_version}"',
                   f'DROP TABLE "prefixes_{embedder.model_version}"')  # fmt: skip
        add_drawn(engine, records, real, max(0, size - len(records)), random)
        progress.update(bar, description=f"{size:,} windows: indexing")
        began = time.monotonic()
        in_session(engine, "SET maintenance_work_mem = '1GB'", f"SELECT index_model('{embedder.model_version}')")
        built.append({"windows": size, "seconds": time.monotonic() - began})
        in_session(engine, "VACUUM ANALYZE", "CHECKPOINT")
        with engine.connect() as connection:
            asking = kinds(connection, told, as_vectors, like_days)
        progress.update(bar, description=f"{size:,} windows: searching", total=len(asking) + 1)
        for kind in asking:
            rows.append(timed(engine, embedder.model_version, size, kind, repeats))
            progress.advance(bar)
        for query, vector in zip(told.all, embedder.embed_text(told.all), strict=True):
            remember_text(engine, embedder.model_version, query, vector)
        rows.append(timed(engine, embedder.model_version, size, judged(told), repeats))
        in_session(engine, "TRUNCATE text_embeddings")
        progress.update(bar, description=f"{size:,} windows: landing", total=None)
        landing.append({"windows": size, **ingest(engine, lander, records, real, like_days, random)})
        progress.remove_task(bar)
    with engine.connect() as connection:
        about = {
            "date": f"{date.today()}",
            "commit": subprocess.check_output(["git", "describe", "--always", "--dirty"], text=True).strip(),
            "machine": machine(connection),
            "model": embedder.model_version,
            "days": real_days,
        }
    engine.dispose()
    shortlists = prefix_recall(real.windows, embedder.embed_text(told.all), max(sizes), random)
    measured = {"search": [row._asdict() for row in rows], "index": built, "landing": landing, "prefixes": shortlists}
    return {**about, **measured}


def timed(engine: Engine, model: str, size: int, kind: Kind, repeats: int) -> Row:
    seconds, exact_seconds, found, wanted = [], [], 0, 0
    with engine.connect() as connection:
        for query in kind.asked:
            ids, took = asked(connection, f"SELECT window_id FROM {kind.search}", {"query": query}, repeats)
            seconds.append(took)
            if kind.condition is not None:
                statement, argument = exact(connection, model, kind, query)
                ids_exact, took = asked(connection, statement, {"query": argument}, repeats)
                if ids_exact:  # none meets it all: then those that meet most are found, which no scan names
                    exact_seconds.append(took)
                    found, wanted = found + len(ids & ids_exact), wanted + len(ids_exact)
    p50, p95 = np.percentile(seconds, [50, 95]) * 1000
    exact_p50 = statistics.median(exact_seconds) * 1000 if exact_seconds else None
    return Row(size, kind.name, found / wanted if wanted else None, float(p50), float(p95), exact_p50)


def asked(connection: Connection, statement: str, arguments: dict[str, str], repeats: int) -> tuple[set[Any], float]:
    """What is found, and the median of the seconds; the first time does not count."""
    seconds = []
    for _ in range(repeats + 1):
        began = time.perf_counter()
        found = set(connection.execute(text(statement), arguments).scalars())
        seconds.append(time.perf_counter() - began)
    return found, statistics.median(seconds[1:])


def written(vector: np.ndarray) -> str:
    return HalfVector(vector).to_text()


def in_session(engine: Engine, *statements: str) -> None:
    """Each in a transaction of its own, all in one session, however long they take."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in ("SET statement_timeout = 0", *statements):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("RESET ALL")


def machine(connection: Connection) -> str:
    """And how busy it is: beside other work all times are longer."""
    postgres, buffers, pgvector = connection.execute(_VERSIONS).one()
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GB, "
        f"load {os.getloadavg()[1]:.1f}; Postgres {postgres}, shared_buffers {buffers}, pgvector {pgvector}"
    )


if __name__ == "__main__":
    main()
