"""The report: one Markdown file to read, one JSON file to compute with, a PNG for every chart."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from wearscribe.evaluate.bootstrap import Measured
from wearscribe.evaluate.charts import draw
from wearscribe.evaluate.results import Cell, Row, Section
from wearscribe.evaluate.summary import summary

NAME = "report"


def write(folder: Path, sections: Sequence[Section], about: Mapping[str, Cell]) -> Path:
    """`about`: model, data, machine. Returns the Markdown file; an earlier run's is overwritten."""
    folder.mkdir(parents=True, exist_ok=True)
    for section in sections:
        for chart in section.charts:
            draw(chart, folder / f"{chart.name}.png")
    text = json.dumps(as_json(sections, about), indent=1, ensure_ascii=False, allow_nan=False)
    (folder / f"{NAME}.json").write_text(text + "\n", encoding="utf-8")
    file = folder / f"{NAME}.md"
    file.write_text(markdown(sections, about), encoding="utf-8")
    return file


def as_json(sections: Sequence[Section], about: Mapping[str, Cell]) -> dict[str, Any]:
    """Everything measured, in plain values; what is not a number is null."""
    return {
        "about": {name: _plain(cell) for name, cell in about.items()},
        "summary": [_plain_row(row) for row in summary(sections)],
        "sections": {
            section.name: {
                "title": section.title,
                "about": " ".join(section.about.split()),
                "rows": [_plain_row(row) for row in section.rows],
                "headline": _plain_row(section.headline),
            }
            for section in sections
        },
    }


def markdown(sections: Sequence[Section], about: Mapping[str, Cell]) -> str:
    parts = ["# Evaluation", "\n".join(f"- {name}: {_text(cell)}" for name, cell in about.items())]
    if judged := summary(sections):
        parts += [
            "## What it must show",
            "Value and 95 % interval; shares, not percent. The floor is what training on a CPU must reach.",
            *_tables(judged),
            "Seeds, sizes of the model by amounts of data, CLIP and Cap need other trainings: shorter ones, "
            "in `docs/studies.md`.",
        ]
    for section in sections:
        parts += [f"## {section.title}", section.about, *_tables(section.rows)]
        parts += [f"![{chart.title}]({chart.name}.png)" for chart in section.charts]
    return "\n\n".join(parts) + "\n"


def _tables(rows: Sequence[Row]) -> list[str]:
    """A table for every run of rows that have the same columns."""
    tables: list[str] = []
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or rows[end].keys() != rows[start].keys():
            names = list(rows[start])
            lines = [names, ["---"] * len(names), *([_text(row[name]) for name in names] for row in rows[start:end])]
            tables.append("\n".join("| " + " | ".join(line) + " |" for line in lines))
            start = end
    return tables


def _text(cell: Cell) -> str:
    if cell is None or (isinstance(cell, float) and cell != cell):
        return "–"
    if isinstance(cell, float):
        return f"{cell:.3f}" if abs(cell) < 10 else f"{cell:,.1f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell).replace("|", "\\|")


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Measured):
        return {name: _plain(value) for name, value in asdict(cell).items()}
    return None if isinstance(cell, float) and cell != cell else cell


def _plain_row(row: Row) -> dict[str, Any]:
    return {name: _plain(cell) for name, cell in row.items()}
