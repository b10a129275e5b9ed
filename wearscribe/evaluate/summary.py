"""The numbers that the released model is judged by, beside the prototype's, the floor and the goal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from wearscribe.evaluate.bootstrap import Measured
from wearscribe.evaluate.results import Cell, Row, Section

SYNONYMS = "30 minutes, synonyms"


@dataclass(frozen=True, slots=True)
class Line:
    """`section` and `key` name a headline number. `floor` and `goal` are met at or above (`sense` -1: at or below); of
    a line without a floor nothing is judged. `more_than` is the key of a number of the same section to beat;
    `elsewhere` says where a number is measured that needs another training."""

    measure: str
    section: str
    key: str
    prototype: str = "–"
    floor: float | None = None
    goal: float | None = None
    sense: Literal[1, -1] = 1
    more_than: str | None = None
    elsewhere: str | None = None


LINES = (
    Line("mixed captions, pool 1,000, R@1", "retrieval", "mixed en R@1", ".24", 0.40, 0.70),
    Line("mixed captions, pool 1,000, R@10", "retrieval", "mixed en R@10", ".70", 0.85, 0.97),
    Line("mixed captions, Korean, R@1", "retrieval", "mixed ko R@1"),
    Line("mixed captions, Korean, R@10", "retrieval", "mixed ko R@10"),
    Line("semantic (activities and sleep only), R@10", "retrieval", "semantic en R@10", ".28", 0.55, 0.85),
    Line("structural, R@10", "retrieval", "structural en R@10", ".15", 0.35, 0.65),
    Line("in bare SQL: R@10 kept, mixed captions", "static-tower", "mixed captions en kept", "–", None, 0.90),
    Line("the same, Korean", "static-tower", "mixed captions ko kept", "–", None, 0.90),
    Line("in bare SQL: R@10 kept, semantic captions", "static-tower", "semantic captions en kept", "–", None, 0.90),
    Line("the same, Korean", "static-tower", "semantic captions ko kept", "–", None, 0.90),
    Line("in bare SQL: nDCG@10 kept, hand-written questions", "static-tower", "hand-written en kept", "–", None, 0.90),
    Line("the same, Korean", "static-tower", "hand-written ko kept", "–", None, 0.90),
    Line("in bare SQL: nDCG@10 kept, sampled asks", "static-tower", "asks en kept", "–", None, 0.90),
    Line("the same, Korean", "static-tower", "asks ko kept", "–", None, 0.90),
    Line("hand-written questions, nDCG@10, English", "queries", "nDCG@10 en", "–", None, 0.90),
    Line("less the caption-text baseline, English", "queries", "nDCG@10 less baseline en", "–", 0.0),
    Line("the same, interval by person", "queries", "nDCG@10 less baseline en by person", "–", 0.0),
    Line("hand-written questions, nDCG@10, Korean", "queries", "nDCG@10 ko", "–", None, 0.90),
    Line("less the caption-text baseline, Korean", "queries", "nDCG@10 less baseline ko", "–", 0.0),
    Line("the same, interval by person", "queries", "nDCG@10 less baseline ko by person", "–", 0.0),
    Line("20 activities, 30-minute cuts, balanced accuracy", "zero-shot", "30 minutes, names", ".73", 0.85, 0.95),
    Line("the same, whole day, best span", "zero-shot", "day, best span, names", ".59", 0.70, 0.88),
    Line("the same, whole day, one vector", "zero-shot", "day, one vector, names"),
    Line("synonyms, 30-minute cuts", "zero-shot", SYNONYMS, ".76", 0.85, 0.95),
    Line("expected calibration error of what is inferred", "zero-shot", "calibration error, calibrated"),
    Line("the same, before calibration", "zero-shot", "calibration error, temperature 1"),
    Line(
        "classes held out of training, among all twenty", "zero-shot", "", "–", None, 0.60,
        elsewhere="shorter runs: docs/studies.md, held-out",
    ),
    Line("trees on hand features, all labels, same cuts", "few-shot", "hand features, all labels", ".976"),
    Line("few-shot, k = 50", "few-shot", "embeddings, k=50", more_than="hand features, all labels"),
    Line("the same, less those trees", "few-shot", "embeddings, k=50 less hand features, all labels", "–", 0.0),
    Line("the same, less trees of k = 50", "few-shot", "embeddings, k=50 less hand features, k=50", "–", 0.0),
    Line("captions: claim precision before verification", "captions", "claim precision", "–", 0.85, 0.99),
    Line(
        "the same, after verification: what the signal can bear out",
        "captions", "claim precision, verified, of the signal alone", "–", 1.0, 1.0,
    ),
    Line("the same, with what was inferred, and told as inferred", "captions", "claim precision, verified", "–"),
    Line("claims on absent channels", "captions", "claims on absent channels", "–", 0.0, 0.0, -1),
    Line("activity events without labels, F1 at IoU .5", "captions", "activity F1", ".27", 0.60, 0.85),
    Line("composed, R@10, crowded pool of 1,000", "composed", "day and words en crowded R@10", "–", None, 0.80),
    Line("less the words alone", "composed", "day and words en crowded R@10 less words alone", "–", 0.0),
    Line("less the day alone", "composed", "day and words en crowded R@10 less day alone", "–", 0.0),
    Line("R@10 kept at 64 dimensions", "matryoshka", "cut 64 share kept", "–", 0.95, 0.98),
    Line("the same by PCA", "matryoshka", "PCA 64 share kept"),
    Line(
        "the same by plain truncation", "matryoshka", "plain truncation 64 share kept",
        elsewhere="shorter runs: docs/studies.md, plain",
    ),
    Line("real against synthetic days, AUROC", "real-days", "real or synthetic, hand features", ".999", 0.95, 0.80, -1),
    Line("embedding, days/s", "speed", "embedding, days/s", "410", 200, 1000),
    Line("captions written, captions/s", "captions", "captions/s", "–", 50, 200),
)  # fmt: skip


def summary(sections: Sequence[Section]) -> list[Row]:
    """A row for every line whose number was measured, here or, where its section was, elsewhere."""
    headlines = {section.name: section.headline for section in sections}
    rows: list[Row] = []
    for line in LINES:
        headline = headlines.get(line.section, {})
        cell = headline.get(line.key, line.elsewhere if line.section in headlines else None)
        if cell is not None:
            rows.append(
                {
                    "measure": line.measure,
                    "measured": cell,
                    "prototype": line.prototype,
                    "floor": line.floor if line.more_than is None else line.more_than,
                    "goal": line.goal,
                    "verdict": "" if isinstance(cell, str) else _verdict(line, cell, headline),
                }
            )
    return rows


def _verdict(line: Line, cell: Measured | float, headline: Mapping[str, Cell]) -> str:
    """By the value; where nothing but 0 is to be beaten, by the interval."""
    value = _value(cell)
    if line.more_than is not None:
        return _said(value > _value(headline[line.more_than]))
    if line.floor is None:
        return ""
    if line.floor == 0 and line.sense == 1:
        return _said(isinstance(cell, Measured) and cell.low > 0)
    if line.goal is not None and line.sense * value >= line.sense * line.goal:
        return "goal reached"
    return _said(line.sense * value >= line.sense * line.floor)


def _value(cell: Cell) -> float:
    return cell.value if isinstance(cell, Measured) else float(cell or 0)


def _said(met: bool) -> str:
    return "met" if met else "NOT met"
