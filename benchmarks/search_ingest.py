"""How fast windows land while others search, and how long a search takes while windows land."""

import statistics
import time
from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe

import numpy as np
from sqlalchemy import Engine, text

from benchmarks.pipeline import Lander
from benchmarks.search_store import Real
from benchmarks.search_vectors import draw
from schemas.records import CaptionedWindow, SensorWindow
from services.store.engine import connect

_BATCH, _BATCHES = 64, 5
_SEARCH = text("SELECT window_id FROM search_windows(CAST(:query AS halfvec))")
_weeks = count(10)


def ingest(
    engine: Engine,
    lander: Lander,
    records: Sequence[CaptionedWindow],
    real: Real,
    queries: Sequence[str],
    random: np.random.Generator,
) -> dict[str, float]:
    """Windows a second by the median of batches (real records with all their claims, captions and bouts, their vectors
    drawn anew), and milliseconds a search."""
    results = {"alone": _landed_a_second(lander, records, real, random)}
    ours, theirs = get_context("spawn").Pipe()
    searcher = get_context("spawn").Process(
        target=_search, args=(engine.url.render_as_string(hide_password=False), [*queries], theirs)
    )
    searcher.start()
    ours.recv()  # it has connected
    ours.send("begin")
    time.sleep(3)
    ours.send("tell")
    results |= {f"{name}_alone": value for name, value in zip(("p50", "p95"), ours.recv(), strict=True)}
    results["searched"] = _landed_a_second(lander, records, real, random)
    ours.send("end")
    results |= {f"{name}_landing": value for name, value in zip(("p50", "p95"), ours.recv(), strict=True)}
    searcher.join()
    return results


def _landed_a_second(
    lander: Lander, records: Sequence[CaptionedWindow], real: Real, random: np.random.Generator
) -> float:
    seconds = []
    for _ in range(_BATCHES):
        batch = _anew([records[i] for i in random.integers(0, len(records), _BATCH)], real, random)
        began = time.perf_counter()
        lander.land(batch)
        seconds.append(time.perf_counter() - began)
    return _BATCH / statistics.median(seconds)


def _anew(some: Sequence[CaptionedWindow], real: Real, random: np.random.Generator) -> list[CaptionedWindow]:
    """The same days in another week, and near to where they lay."""
    wholes = iter(draw(real.windows, len(some), random).vectors.astype(np.float32))
    bouts = iter(draw(real.bouts, sum(len(r.embeddings) for r in some), random).vectors.astype(np.float32))
    return [
        record.model_copy(
            update={
                "window": record.window.model_copy(
                    update={"start": record.window.start + timedelta(weeks=next(_weeks))}
                ),
                "embeddings": tuple(
                    each.model_copy(update={"vector": next(wholes if each.span == "window" else bouts)})
                    for each in record.embeddings
                ),
            }
        )
        for record in some
    ]


def _another_week(window: SensorWindow) -> SensorWindow:
    return window.model_copy(update={"start": window.start + timedelta(weeks=next(_weeks))})


def _search(url: str, queries: Sequence[str], pipe: Pipe) -> None:
    """Without pause, from "begin" to "end", one after another; what comes between asks for p50 and p95 so far."""
    with connect(url).connect() as connection:
        connection.execute(_SEARCH, {"query": queries[0]}).all()
        pipe.send("ready")
        pipe.recv()
        milliseconds: list[float] = []
        for number in count():
            began = time.perf_counter()
            connection.execute(_SEARCH, {"query": queries[number % len(queries)]}).all()
            milliseconds.append(1000 * (time.perf_counter() - began))
            if pipe.poll():
                asked = pipe.recv()
                pipe.send([float(each) for each in np.percentile(milliseconds, [50, 95])])
                milliseconds = []
                if asked == "end":
                    return
