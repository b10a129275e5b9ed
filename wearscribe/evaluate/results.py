"""What a measure hands to the report: tables, charts, and what a reader must know to judge them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wearscribe.evaluate.bootstrap import Measured

Cell = str | int | float | Measured | None
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over `x`, one a name, NaN where there is none."""

    name: str
    title: str
    x_label: str
    y_label: str
    x: Sequence[float]
    lines: Mapping[str, Sequence[float]]
    log_x: bool = False


@dataclass(frozen=True, slots=True)
class Reliability:
    """A curve a name: of each bin of guesses how sure the model is of them, and which share is right."""

    name: str
    title: str
    curves: Mapping[str, Sequence[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Section:
    """`about` says data, people, pool, chance and what the rows are. `headline` are the numbers of the issue's table,
    by the names of `summary.py`."""

    name: str
    title: str
    about: str
    rows: Sequence[Row]
    charts: Sequence[Chart | Reliability] = ()
    headline: Mapping[str, Cell] = field(default_factory=dict)
