"""`wearscribe evaluate`: every number that the model is judged by, in one report."""

from __future__ import annotations

import platform
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.output import AsJson, Exit, err, fail, out, print_json
from services.cli.sources import Kind, plans
from services.replay.replay import Options, cut_source
from services.replay.summary import Summary

if TYPE_CHECKING:
    from schemas.records import SensorWindow
    from wearscribe.evaluate.held_out import HeldOut
    from wearscribe.evaluate.model import Model
    from wearscribe.evaluate.results import Cell
    from wearscribe.evaluate.run import Given

_QUERIES = Path("tests/data/queries.jsonl")


def evaluate(
    model: Annotated[Path | None, typer.Option(help="A model's folder; by default the released one.")] = None,
    to: Annotated[Path, typer.Option("--out", help="Where the report goes.")] = Path("evaluation"),
    quick: Annotated[
        bool, typer.Option(help="A tenth of the days, in about a minute: for a look, not to report.")
    ] = False,
    only: Annotated[
        str | None, typer.Option(help="Measures, separated by commas, such as retrieval,zero-shot.")
    ] = None,
    queries: Annotated[Path, typer.Option(help="Hand-written questions with their rules.")] = _QUERIES,
    real: Annotated[Path | None, typer.Option(help="Fitabase minutes, a file or a folder: real days too.")] = None,
    plain: Annotated[Path | None, typer.Option(help="A model trained without Matryoshka weights, to compare.")] = None,
    device: Annotated[str, typer.Option(help="cpu, cuda or cuda:1, say.")] = "cpu",
    processes: Annotated[int, typer.Option(min=1, help="Processes that simulate and annotate.")] = 2,
    as_json: AsJson = False,
) -> None:
    """Judge a model on people it has never met: a Markdown report, the same as JSON, and plots.

    Example: wearscribe evaluate --quick --only retrieval,zero-shot
    """
    try:
        from wearscribe.evaluate import report, run
        from wearscribe.model.pretrained import WeightsError
    except ModuleNotFoundError as missing:
        fail(f"the package {missing.name} is not installed", "pip install 'wearscribe[model,training]'")
    began = time.monotonic()

    def tell(what: str) -> None:
        err.print(f"[dim]{time.monotonic() - began:6.0f} s[/]  {what}")

    try:
        held_out, given = _given(model, plain, queries, real, quick, device, processes)
        held_out.progress = tell
        sections = run.run(held_out, given, [name.strip() for name in only.split(",")] if only else ())
    except WeightsError as error:
        fail(str(error), code=Exit.BAD_INPUT)
    except ValueError as error:
        fail(str(error), code=Exit.BAD_INPUT)
    about = _about(held_out, quick, time.monotonic() - began)
    file = report.write(to, sections, about)
    if as_json:
        print_json(report.as_json(sections, about))
    else:
        out.print(f"report: {file}")


def _given(
    model: Path | None, plain: Path | None, queries: Path, real: Path | None, quick: bool, device: str, processes: int
) -> tuple[HeldOut, Given]:
    from wearscribe.evaluate.baseline import Described
    from wearscribe.evaluate.held_out import FULL, QUICK, HeldOut
    from wearscribe.evaluate.run import Given
    from wearscribe.model import embedders, release
    from wearscribe.model.trained import TrainedModel
    from wearscribe.model.untrained import untrained
    from wearscribe.model.zero_shot import Calibration
    from wearscribe.static_tower import FILE, StaticTower

    folder = model or embedders.WEIGHTS / embedders.RELEASED
    trained = TrainedModel.load(folder, device)
    controls: dict[str, Model] = {
        "untrained": untrained(folder, device=device),
        embedders.BASELINE: Described(embedders.load(embedders.BASELINE)),
    }
    held_out = HeldOut(trained, QUICK if quick else FULL, controls, processes)
    return held_out, Given(
        queries=queries if queries.is_file() else None,
        real=_real_windows(real) if real else [],
        plain=TrainedModel.load(plain, device) if plain else None,
        calibration=Calibration(**release.load(folder).meta.get("calibration", {})),
        tower=StaticTower.load(folder / FILE) if (folder / FILE).is_file() else None,
    )


def _real_windows(place: Path) -> list[SensorWindow]:
    """The real days of a file or a folder, under dates that a key moves which is the same every time, so that the
    report is."""
    files = [place] if place.is_file() else sorted(place.glob("*.csv.gz"))
    if not files:
        fail(f"there are no Fitabase minutes in {place}", "give the csv.gz or its folder", Exit.BAD_INPUT)
    return [
        window
        for file in files
        for plan in plans(Kind.fitabase, file)
        for _, window in cut_source(plan, bytes(32), "evaluation", Options(), Summary())
    ]


def _about(held_out: HeldOut, quick: bool, seconds: float) -> dict[str, Cell]:
    sizes = held_out.sizes
    return {
        "model": held_out.model.model_version,
        "data": f"synthetic people of seed 3 (test split); {sizes.people} people of {sizes.days} days in the pools, "
        f"{sizes.kept} of them ({sizes.kept * sizes.days} days) in everything else",
        "condition": "heart rate and steps alone, no labels, unless a row says more",
        "quick": "yes: too small to report" if quick else "no",
        "machine": f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
        "took": f"{seconds / 60:.1f} min",
    }
