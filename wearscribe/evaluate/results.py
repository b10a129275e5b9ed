"""What a measure hands to the report: tables, charts, and what a reader must know to judge them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wearscribe.evaluate.bootstrap import Measured

Cell = str | int | float | Measured | None
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over `x`, one a name, NaN where there is none; `marks` names what `x` counts."""

    name: str
    title: str
    x_label: str
    y_label: str
    x: Sequence[float]
    lines: Mapping[str, Sequence[float]]
    log_x: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """`about` says data, people, pool, chance and what the rows are. `headline` are the numbers of the issue's table,
    by the names of `summary.py`."""

    name: str
    title: str
    about: str
    rows: Sequence[Row]
    charts: Sequence[Chart] = ()
    headline: Mapping[str, Cell] = field(default_factory=dict)
