"""The captions' numbers as a section of the report."""

from collections.abc import Mapping
from typing import Any

from wearscribe.evaluate import captions
from wearscribe.evaluate.held_out import HeldOut
from wearscribe.evaluate.results import Cell, Row, Section

_DAYS, _TRAINING = 300, 300

ABOUT = """{days} days of {people} held-out people, heart rate and steps, no label seen. Claims are parsed out of every
sentence and verified against the annotations; precision is shown before and after sentences that do not hold were
dropped."""


def measure(held_out: HeldOut) -> Section:
    held_out.progress("writing captions")
    step = max(1, len(held_out.days) // _DAYS)
    chosen = held_out.days[::step][:_DAYS]
    found = captions.measure(
        held_out.model,
        [day.told for day in chosen],
        train=[day.told for day in held_out.training_days[:: max(1, len(held_out.training_days) // _TRAINING)]],
    )
    rows: list[Row] = [{"measure": name, "value": cell} for name, cell in _flat(found).items()]
    about = ABOUT.format(days=len(chosen), people=len({day.person for day in chosen}))
    return Section("captions", "Captions", about, rows, headline=_flat(found))


def _flat(found: Mapping[str, Any], before: str = "") -> dict[str, Cell]:
    flat: dict[str, Cell] = {}
    for name, value in found.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{before}{name}, ")
        else:
            flat[f"{before}{name}"] = value
    return flat
