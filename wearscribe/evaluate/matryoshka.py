"""How much of the search is kept in the first dimensions, beside PCA and a model not trained for being cut."""

from collections.abc import Callable

import numpy as np

from wearscribe.evaluate.bootstrap import mean_by, measured, weights_by
from wearscribe.evaluate.held_out import HeldOut
from wearscribe.evaluate.model import Model
from wearscribe.evaluate.results import Cell, Chart, Row, Section
from wearscribe.evaluate.retrieval import headline_pool, search
from wearscribe.evaluate.texts import same, text_of

ABOUT = """Mixed English captions, numbers rounded, in one pool of {pool} days of held-out people: R@10 at the first
dimensions, normalised after the cut, and the share kept of the full size. *PCA*: components fitted on windows and
captions of people of the training split. *Plain truncation* is of a model trained without the Matryoshka weights:
{plain}. Interval: 95 %, bootstrap by person."""


def measure(held_out: HeldOut, plain: Model | None = None) -> Section:
    held_out.progress("cutting embeddings")
    order = np.random.default_rng(0).permutation(len(held_out.days))[: headline_pool(held_out)]
    days = [held_out.days[index] for index in order]
    said = [index for index, day in enumerate(days) if text_of(day, "mixed", "en")]
    texts = [text_of(days[index], "mixed", "en") or "" for index in said]
    own, people = np.array(said), held_out.people[order][said]
    groups = np.unique(same(days, "mixed"), return_inverse=True)[1]
    model = held_out.model
    kinds: dict[str, tuple[np.ndarray, np.ndarray, Callable[[np.ndarray, int], np.ndarray]]] = {
        "cut": (model.embed_text(texts), held_out.windows[order], cut),
    }
    kinds["PCA"] = (*kinds["cut"][:2], _pca(held_out))
    if plain is not None:
        kinds["plain truncation"] = (plain.embed_text(texts), plain.embed_windows([day.seen for day in days]), cut)
    rows: list[Row] = []
    curves: dict[str, list[float]] = {}
    for name, (queries, windows, shorten) in kinds.items():
        full: np.ndarray | None = None
        for dim in sorted(model.dims, reverse=True):
            ranks = search(shorten(queries, dim), shorten(windows, dim), groups, own, people).ranks
            found = (ranks <= 10).astype(float)
            full = found if full is None else full
            row: dict[str, Cell] = {"by": name, "dimensions": dim, "R@10": mean_by(people, found)}
            row["share kept"] = _kept(people, found, full)
            rows.append(row)
            curves.setdefault(name, []).insert(0, float(found.mean()))
    chart = Chart("matryoshka", "R@10 by dimensions", "dimensions", "R@10", sorted(model.dims), curves, True)
    about = ABOUT.format(pool=len(days), plain="shown" if plain else "by the short runs of `docs/studies.md`, plain")
    headline = {f"{row['by']} {row['dimensions']} share kept": row["share kept"] for row in rows}
    return Section("matryoshka", "Fewer dimensions", about, rows, [chart], headline)


def cut(vectors: np.ndarray, dim: int) -> np.ndarray:
    """The first `dim` dimensions, L2-normalised again."""
    part = vectors[:, :dim]
    return np.asarray(part / np.maximum(np.linalg.norm(part, axis=1, keepdims=True), 1e-12))


def _kept(people: np.ndarray, found: np.ndarray, full: np.ndarray) -> Cell:
    if not full.any():
        return None
    weights = weights_by(people)
    with np.errstate(invalid="ignore", divide="ignore"):
        resampled = (weights @ found) / (weights @ full)
    return measured(float(found.sum() / full.sum()), resampled, len(np.unique(people)))


def _pca(held_out: HeldOut) -> Callable[[np.ndarray, int], np.ndarray]:
    """Principal components of training people's windows and captions; the full dimension is left as it is."""
    days = held_out.training_days[:: max(1, len(held_out.training_days) // 1000)]
    texts = [text for day in days if (text := text_of(day, "mixed", "en"))]
    known = np.concatenate([held_out.model.embed_windows([day.seen for day in days]), held_out.model.embed_text(texts)])
    mean = known.mean(axis=0)
    axes = np.linalg.svd(known - mean, full_matrices=False)[2]
    dimension = held_out.model.dimension

    def project(vectors: np.ndarray, dim: int) -> np.ndarray:
        return vectors if dim == dimension else cut((vectors - mean) @ axes.T, dim)

    return project
