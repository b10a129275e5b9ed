"""Days for the search benchmark: real and simulated ones, and vectors in any number drawn around theirs."""

import json
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.pipeline import chunks, features, finish, windows
from schemas.records import CaptionedWindow
from wearscribe.embedder import Embedder

_DATA = Path(__file__).parents[1] / "tests" / "data"
_ASKED = (("queries.jsonl", "text"), ("questions.jsonl", "query"))
_NEIGHBOURS = 16
#: With 0.2 a drawn day has its neighbours about as far away as a real one has its own: among 1,300 days the median
#: cosine distance of the nearest is 0.07 (real 0.06), of the tenth 0.17 (real 0.14). 0.4 would double that.
_SPREAD = 0.2


class Drawn(NamedTuple):
    """`vectors` is float16 [number, dimension], L2-normalised; `like` [number] says around which real one each lies."""

    vectors: np.ndarray
    like: np.ndarray


def days(embedder: Embedder, count: int, advance: Callable[[int], None]) -> list[CaptionedWindow]:
    """Finished records of the sample's days, then of simulated people's; `advance` is told how many more are ready."""
    finished = []
    for batch in chunks([*islice(windows(), count)], 16):
        finished += finish(embedder, [features(window) for window in batch])
        advance(len(batch))
    return finished


def questions() -> list[str]:
    """Hand-written, English and Korean, each once: a third of the test sets of queries (what is meant) and of questions
    (what is asked exactly)."""
    asked = [json.loads(line)[key] for file, key in _ASKED for line in (_DATA / file).read_text("utf-8").splitlines()]
    return [*dict.fromkeys(asked[::3])]


def draw(real: np.ndarray, count: int, random: np.random.Generator) -> Drawn:
    """Around each real vector, float32 [number, dimension], in the directions of its nearest ones: what is drawn stays
    in the space that real ones fill, and lies the denser the more of it there is, as more days would."""
    alike = real @ real.T
    np.fill_diagonal(alike, -np.inf)
    near = np.argpartition(-alike, _NEIGHBOURS, axis=1)[:, :_NEIGHBOURS]
    like = random.integers(0, len(real), count)
    vectors = np.empty((count, real.shape[1]), dtype=np.float16)
    for start in range(0, count, 4096):
        chosen = like[start : start + 4096]
        centre = real[chosen]
        towards = real[near[chosen]] - centre[:, None]
        weights = random.normal(scale=_SPREAD, size=(len(chosen), 1, _NEIGHBOURS)).astype(np.float32)
        drawn = centre + (weights @ towards)[:, 0]
        vectors[start : start + 4096] = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return Drawn(vectors, like)
