"""Every measure by name, in the order of the report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.records import SensorWindow
from wearscribe.evaluate import (
    answering,
    caption_section,
    composed,
    few_shot,
    hard_pool,
    instructions,
    matryoshka,
    real_days,
    retrieval,
    robustness,
    speed,
    static_tower,
    zero_shot,
)
from wearscribe.evaluate.held_out import HeldOut
from wearscribe.evaluate.model import Model
from wearscribe.evaluate.results import Section
from wearscribe.model.zero_shot import Calibration
from wearscribe.static_tower import StaticTower


@dataclass(frozen=True, slots=True)
class Given:
    """What single measures need beside the held-out days. Where `queries`, `real` or `tower` is missing, its measure is
    left out; `plain` is a model trained without Matryoshka weights, `tower` is distilled from the model, `calibration`
    says how sure that may be of what it infers."""

    queries: Path | None = None
    real: Sequence[SensorWindow] = ()
    plain: Model | None = None
    tower: StaticTower | None = None
    calibration: Calibration | None = None


MEASURES: dict[str, Callable[[HeldOut, Given], Section | None]] = {
    "queries": lambda held_out, given: answering.measure(held_out, given.queries) if given.queries else None,
    "retrieval": lambda held_out, _: retrieval.measure(held_out),
    "static-tower": lambda held_out, given: (
        static_tower.measure(held_out, given.tower, given.queries) if given.tower else None
    ),
    "hard-pool": lambda held_out, _: hard_pool.measure(held_out),
    "zero-shot": lambda held_out, given: zero_shot.measure(held_out, given.calibration),
    "few-shot": lambda held_out, _: few_shot.measure(held_out),
    "composed": lambda held_out, _: composed.measure(held_out),
    "instructions": lambda held_out, _: instructions.measure(held_out),
    "matryoshka": lambda held_out, given: matryoshka.measure(held_out, given.plain),
    "captions": lambda held_out, _: caption_section.measure(held_out),
    "robustness": lambda held_out, _: robustness.measure(held_out),
    "real-days": lambda held_out, given: real_days.measure(held_out, given.real) if given.real else None,
    "speed": lambda held_out, _: speed.measure(held_out),
}


def run(held_out: HeldOut, given: Given, only: Sequence[str] = ()) -> list[Section]:
    """The sections asked for, all by default. Raises ValueError for a name that is none of MEASURES."""
    if unknown := sorted(set(only) - set(MEASURES)):
        raise ValueError(f"no measure is called {', '.join(unknown)}; there are {', '.join(MEASURES)}")
    sections = (measure(held_out, given) for name, measure in MEASURES.items() if not only or name in only)
    return [section for section in sections if section is not None]
