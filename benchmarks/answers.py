"""How well questions that people wrote are answered by the whole product, and how much of it is whose.

    python -m benchmarks.answers [--split validation|test] [--people 50] [--days 20] [--json] [--worst N]

An embedded Postgres in a temporary folder; the days of simulated people of the split, with heart rate, steps and what
they logged, landed as the line lands them: annotations, captions, vectors of the released model. Each question carries
a rule on the logged labels and annotations that decides which days answer it; questions that no day answers are left
out. nDCG@10, binary, in one run of

- `search_windows(text)`: what people get. *Cached*: the text's vector is the transformer's, as of the service;
  *static*: the one of bare SQL, from the word vectors;
- `search_hybrid(text)`, the same beside full-text search;
- the two vectors alone, the question unread; full-text search over the captions alone; days in random order.

Intervals: 95 %, bootstrap by question. Development questions (`queries_dev.jsonl`) are for tuning, on validation
people; the test set (`queries.jsonl`) is for test people, and `--worst` is refused there.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import Progress

from benchmarks.answers_store import fill
from benchmarks.answers_ways import WAYS, ask
from services.stack.postgres_server import PostgresServer
from services.stack.signals import as_interrupt
from services.store.engine import connect
from services.store.migrate import migrate
from wearscribe.evaluate.bootstrap import mean_by
from wearscribe.evaluate.data import TEST, VALIDATION
from wearscribe.evaluate.queries import Query, answered, read_queries
from wearscribe.model.embedders import RELEASED, load

_DATA = Path(__file__).parents[1] / "tests" / "data"
#: Of each split the seed of its people and its questions.
SPLITS = {"validation": (VALIDATION, _DATA / "queries_dev.jsonl"), "test": (TEST, _DATA / "queries.jsonl")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=SPLITS, default="validation", help="whose people, and which questions")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--days", type=int, default=20, help="of each")
    parser.add_argument(
        "--worst", type=int, default=0, help="how many of the worst questions to print, with their parse"
    )
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    seed, file = SPLITS[arguments.split]
    if arguments.worst and arguments.split == "test":
        parser.error("--worst: whoever looks at questions of the test set cannot test by them any more")
    with (
        as_interrupt(),  # so that the server is stopped when we are terminated
        tempfile.TemporaryDirectory(prefix="wearscribe-benchmark-", ignore_cleanup_errors=True) as folder,
        Progress(console=Console(stderr=True), transient=True) as progress,
    ):
        server = PostgresServer(Path(folder), port=0)
        try:
            server.start()
            server.wait()
            migrate(server.url)
            engine, model = connect(server.url), load(RELEASED)
            bar = progress.add_task("landing days", total=arguments.people * arguments.days)
            days = fill(engine, model, seed, arguments.people, arguments.days, lambda n: progress.advance(bar, n))
            queries, truth = answerable(read_queries(file), [day.told for day in days])
            asked = [ask(engine, model, query.text, [day.told.window.window_id for day in days]) for query in queries]
            engine.dispose()
        finally:
            server.daemon.stop()
    found = {
        way: np.array([gain(each.found[way], right) for each, right in zip(asked, truth, strict=True)]) for way in WAYS
    }
    about = {"split": arguments.split, "people": arguments.people, "days": len(days), "model": model.model_version}
    rows = table(queries, found)
    if arguments.json:
        print(json.dumps({**about, "rows": rows}))
        return
    print(f"{len(queries)} questions, {len(days)} days of {arguments.people} people ({arguments.split}); nDCG@10")
    print(in_words(rows))
    for index in np.argsort(found["cached"], kind="stable")[: arguments.worst]:
        print(f"{found['cached'][index]:.2f} {found['static'][index]:.2f} {queries[index].text}")
        print(f"          {asked[index].parse}")


def answerable(queries: Sequence[Query], records: Sequence[Any]) -> tuple[list[Query], np.ndarray]:
    """Those that some record answers, and bool [query, record]: which."""
    truth = answered(queries, records)
    some = np.flatnonzero(truth.any(axis=1))
    return [queries[index] for index in some], truth[some]


def gain(found: Sequence[int], right: np.ndarray, k: int = 10) -> float:
    """nDCG@k, binary, of records found, best first, which may be fewer than k; `right` bool [record]."""
    discount = 1 / np.log2(np.arange(k) + 2)
    return float(discount[: len(found)] @ right[list(found[:k])] / discount[: min(k, right.sum())].sum())


def table(queries: Sequence[Query], found: dict[str, np.ndarray]) -> list[dict[str, Any]]:
    """A row a language and way: the mean with its interval, and the difference of the product to it, paired."""
    rows = []
    for language in ("en", "ko", "both"):
        chosen = np.array([language in ("both", query.language) for query in queries])
        ids = np.flatnonzero(chosen)
        for way, each in found.items() if len(ids) else ():
            value, less = mean_by(ids, each[chosen]), mean_by(ids, found["cached"][chosen] - each[chosen])
            rows.append({
                "language": language, "way": way, "questions": len(ids),
                "ndcg": value.value, "low": value.low, "high": value.high,
                "less": less.value, "less_low": less.low, "less_high": less.high,
            })  # fmt: skip
    return rows


def in_words(rows: Sequence[dict[str, Any]]) -> str:
    lines = ["", "| questions | by | nDCG@10 | cached less it |", "|---|---|---|---|"]
    for row in rows:
        lines.append(
            f"| {row['questions']} {row['language']} | {WAYS[row['way']]} | {row['ndcg']:.3f} [{row['low']:.3f}, "
            f"{row['high']:.3f}] | {row['less']:+.3f} [{row['less_low']:+.3f}, {row['less_high']:+.3f}] |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
