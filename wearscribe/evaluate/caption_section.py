"""The captions' numbers as a section of the report."""

from collections.abc import Mapping

from wearscribe.evaluate import captions
from wearscribe.evaluate.held_out import HeldOut
from wearscribe.evaluate.results import Cell, Row, Section

_MODEL = "model, grounded"

ABOUT = """Captions in English and Korean of {days} days of {people} held-out people, heart rate and steps alone, no
label seen. Every sentence is parsed into claims and checked against the signal and the true labels; *verified*: after
sentences that do not hold for the signal and the labels that the model itself inferred were left out. Recall, IoU and
numbers are against what the templates say with the true labels, which is the ceiling. *Retrieved*: the captions of the
training day that the model holds to be most alike; *no sensor*: the decoder with another day's tokens. ROUGE-L measures
wording and is beside the point. Interval: 95 %, bootstrap by person."""


def measure(held_out: HeldOut) -> Section:
    held_out.progress("writing captions")
    most = held_out.sizes.captions
    chosen = held_out.days[:: max(1, len(held_out.days) // most)][:most]
    training = held_out.training_days
    found = captions.measure(
        held_out.model,
        [day.told for day in chosen],
        train=[day.told for day in training[:: max(1, len(training) // most)]],
    )
    own: dict[str, Cell] = {name: cell for name, cell in found.items() if not isinstance(cell, Mapping)}
    writers = ({_MODEL: own} if own else {}) | {n: cell for n, cell in found.items() if isinstance(cell, Mapping)}
    names = dict.fromkeys(name for writer in writers.values() for name in writer)
    rows: list[Row] = [
        {"measure": name, **{writer: cells.get(name) for writer, cells in writers.items()}} for name in names
    ]
    about = ABOUT.format(days=len(chosen), people=len({day.person for day in chosen}))
    return Section("captions", "Captions", about, rows, headline=own)
