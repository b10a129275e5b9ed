"""How often the text baseline finds what was asked for, beside chance and beside the words of the captions.

Data: the sample (7 real people, no labels) and 3 synthetic people of 14 days (labels), 123 windows. A query is written
by hand; a rule on labels and annotations decides which windows answer it. Precision at 5 over the pool of all windows,
averaged over study keys, since a key changes the pseudonyms and so the wording of every caption. Small: a check that
the line finds sensible days, not an evaluation.

    .venv/bin/python -m benchmarks.retrieval [--keys 3] [--json]
"""

import argparse
import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from schemas.records import AnnotatedWindow
from services.cli.sources import Kind, plans
from services.replay.replay import Options, cut_source
from services.replay.summary import Summary
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from wearscribe.model.caption_text import CaptionTextEmbedder

Rule = Callable[[AnnotatedWindow], bool]
K = 5


def ran(record: AnnotatedWindow) -> bool:
    return any(label.name == "run" for label in record.window.labels)


def slept_badly(record: AnnotatedWindow) -> bool:
    return any((label.awakenings or 0) >= 8 for label in record.window.labels if 0 < label.end < 1000)


def rose_at_rest(record: AnnotatedWindow) -> bool:
    return any(a.kind == "relation" and a.name == "without_movement" for a in record.annotations)


def moved_in_the_morning(record: AnnotatedWindow) -> bool:
    return any(a.kind == "bout" and a.end - a.start >= 25 and a.start < 720 for a in record.annotations)


def was_taken_off(record: AnnotatedWindow) -> bool:
    return any(a.kind == "non_wear" and a.end - a.start >= 180 for a in record.annotations)


QUERIES: tuple[tuple[str, Rule], ...] = (
    ("a run in the evening", ran),
    ("went running after work", ran),
    ("저녁 달리기", ran),
    ("a restless night with many awakenings", slept_badly),
    ("slept badly, woke up again and again", slept_badly),
    ("자주 깬 잠을 설친 밤", slept_badly),
    ("the heart rate rose without movement", rose_at_rest),
    ("heart racing while sitting still", rose_at_rest),
    ("움직임 없이 심박수가 올라간 날", rose_at_rest),
    ("a long walk in the morning", moved_in_the_morning),
    ("아침에 오래 걸은 날", moved_in_the_morning),
    ("the device was not worn for hours", was_taken_off),
    ("기기를 오래 착용하지 않은 날", was_taken_off),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    embedder = CaptionTextEmbedder()
    runs = [measure(embedder, bytes([number]) * 32) for number in range(1, arguments.keys + 1)]
    rows = {
        query: {name: float(np.mean([run[query][name] for run in runs])) for name in ("chance", "words", "meaning")}
        for query, _ in QUERIES
    }
    rows["mean"] = {
        name: float(np.mean([row[name] for row in rows.values()])) for name in ("chance", "words", "meaning")
    }
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    print(f"precision at {K}, {arguments.keys} keys\n{'chance':>8}{'words':>8}{'meaning':>8}")
    for query, row in rows.items():
        print(f"{row['chance']:>8.2f}{row['words']:>8.2f}{row['meaning']:>8.2f}  {query}")


def measure(embedder: CaptionTextEmbedder, key: bytes) -> dict[str, dict[str, float]]:
    records = [captioned(window) for plan in plans(Kind.sample) for window in windows(plan, key)]
    spans = [(index, span.vector) for index, each in enumerate(embedder.embed(records)) for span in each]
    owner, vectors = np.array([index for index, _ in spans]), np.stack([vector for _, vector in spans])
    results = {}
    for (query, answers), vector in zip(QUERIES, embedder.embed_text([query for query, _ in QUERIES]), strict=True):
        right = np.array([answers(record) for record in records])
        best = np.full(len(records), -np.inf)
        np.maximum.at(best, owner, vectors @ vector)
        results[query] = {
            "chance": float(right.mean()),
            "words": precision(right, np.array([shared_words(query, record) for record in records])),
            "meaning": precision(right, best),
        }
    return results


def captioned(window: Any) -> AnnotatedWindow:
    annotations = annotate(window)
    return AnnotatedWindow(window=window, annotations=annotations, captions=describe(window, annotations))


def windows(plan: Any, key: bytes) -> Sequence[Any]:
    return [window for _, window in cut_source(plan, key, "benchmark", Options(), Summary())]


def shared_words(query: str, record: AnnotatedWindow) -> float:
    """The baseline: how many of the query's words stand in the captions."""
    text = " ".join(caption.text for caption in record.captions).casefold()
    return sum(word in text for word in query.casefold().split())


def precision(right: np.ndarray, score: np.ndarray) -> float:
    return float(right[np.argsort(-score, kind="stable")[:K]].mean())


if __name__ == "__main__":
    main()
