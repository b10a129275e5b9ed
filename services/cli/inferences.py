"""What a model infers of a window, as the terminal shows it."""

from collections.abc import Sequence
from datetime import timedelta

from schemas.records import Inference, SensorWindow
from services.cli.output import Language, out
from wearscribe.describe.perhaps import perhaps


def print_inferences(window: SensorWindow, inferences: Sequence[Inference], language: Language) -> None:
    """A line each, with clock times; nothing where there is none."""
    if inferences:
        out.print("[bold]inferred[/] [dim](nobody logged it)[/]")
    for each in inferences:
        first, end = (window.start + timedelta(minutes=minute) for minute in (each.start, each.end))
        out.print(f"{first:%H:%M}–{end:%H:%M} {perhaps(each, language.value)}", markup=False, highlight=False)
