"""`wearscribe adapt LABELS.csv`"""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.table import Table

from services.cli.labels import Labelled, LabelsError, read_labels
from services.cli.output import AsJson, Exit, err, fail, out, print_json
from services.settings import Settings
from services.store import classifiers, registry
from services.store.classifiers import Place, Saved
from services.store.engine import connect
from wearscribe.model.few_shot import fit

_LEAST_SHARED = 0.3  # intersection over union from which a vector stands for a labelled span


def adapt(
    labels: Annotated[
        Path | None, typer.Argument(help="CSV: window_id,label or window_id,start,end,label (minutes of the window).")
    ] = None,
    name: Annotated[str | None, typer.Option(help="What to call the classifier; by default as the file.")] = None,
    show: Annotated[bool, typer.Option("--list", help="List the classifiers.")] = False,
    remove: Annotated[str | None, typer.Option(help="Remove this classifier.")] = None,
    as_json: AsJson = False,
) -> None:
    """Learn labels of your own from a handful of windows, on the vectors of the model that is searched.

    The classifier labels every window, those to come too: `SELECT * FROM v_predictions` or `predict_label('name')`.

    Example: wearscribe adapt labels.csv --name commute
    """
    if [labels is not None, show, remove is not None].count(True) != 1:
        fail("say one thing", "a file of labels, --list or --remove NAME", Exit.BAD_INPUT)
    database = Settings().database
    if labels is not None:
        _learn(database, read_labels(labels), name or labels.stem.lower(), as_json)
    elif remove is not None:
        classifiers.remove(connect(database), remove)
        out.print(f"{remove} is gone.") if not as_json else print_json({"removed": remove})
    else:
        _list(classifiers.saved(connect(database)), as_json)


def _learn(database: str, labelled: Sequence[Labelled], name: str, as_json: bool) -> None:
    engine = connect(database)
    model = registry.active(engine)
    if model is None:
        fail("no vector has landed yet", "`wearscribe replay` sends windows, the workers embed them")
    span: classifiers.Span = "window" if labelled[0].span is None else "bout"
    known = classifiers.vectors(engine, [each.window_id for each in labelled], model, span)
    examples = [(vector, each.label) for each in labelled if (vector := _vector(each, known)) is not None]
    if unmatched := len(labelled) - len(examples):
        err.print(f"{unmatched} labels are about no window or no stretch that {model} has embedded: left out.")
    if not examples:
        raise LabelsError("no label is about a window that has landed: ids are as `wearscribe search` prints them")
    try:
        learnt = fit(np.stack([vector for vector, _ in examples]), [label for _, label in examples])
    except ValueError as error:
        raise LabelsError(str(error)) from None
    rows = list(zip(learnt.labels, learnt.weights, learnt.biases.tolist(), strict=True))
    classifiers.save(engine, name, model, span, len(examples), learnt.accuracy, rows)
    _list([each for each in classifiers.saved(engine) if each.name == name], as_json)


def _vector(labelled: Labelled, known: dict[Place, np.ndarray]) -> np.ndarray | None:
    """That of the window, or of the stretch that shares most with the labelled one."""
    shared = {place: _shared(place, labelled.span) for place in known if place.window_id == labelled.window_id}
    best = max(shared, key=lambda place: shared[place], default=None)
    return None if best is None or shared[best] < _LEAST_SHARED else known[best]


def _shared(place: Place, span: tuple[int, int] | None) -> float:
    """Intersection over union; 1 for a whole window."""
    if span is None:
        return 1.0
    both = min(place.end, span[1]) - max(place.start, span[0])
    return both / (max(place.end, span[1]) - min(place.start, span[0]))


def _list(saved: Sequence[Saved], as_json: bool) -> None:
    if as_json:
        print_json([asdict(each) for each in saved])
        return
    table = Table("name", "labels", "of a", "examples", "right when left out", "model")
    for each in saved:
        accuracy = "" if each.accuracy is None else f"{each.accuracy:.0%}"
        table.add_row(each.name, ", ".join(each.labels), each.span, str(each.examples), accuracy, each.model_version)
    out.print(table if saved else "There is no classifier yet.")
