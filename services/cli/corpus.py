"""`wearscribe corpus`: what `wearscribe train` learns from."""

from pathlib import Path
from typing import Annotated

import typer

from services.cli.output import AsJson, Exit, fail, out, print_json, progress

#: People are split by seed: these to train and to validate on, 3 to test on, which no corpus is ever made of.
SEEDS = {"train": 1, "validation": 2}


def corpus(
    to: Annotated[Path, typer.Option("--out", help="A folder; train/ and validation/ are made in it.")],
    people: Annotated[int, typer.Option(min=1, help="People to train on.")] = 2000,
    held_out: Annotated[int, typer.Option(min=1, help="Other people, to validate on.")] = 100,
    days: Annotated[int, typer.Option(min=1, help="Days of each.")] = 4,
    real: Annotated[
        Path | None, typer.Option(help="Fitabase minutes (csv.gz): real days, activities put into them.")
    ] = None,
    processes: Annotated[int, typer.Option(min=1)] = 2,
    as_json: AsJson = False,
) -> None:
    """Simulate people, annotate and describe their days, and store them as a model reads them.

    Goes on where it was interrupted; the same arguments make the same corpus.

    Example: wearscribe corpus --out corpus --real sample/fitabase_minutes.csv.gz
    """
    from wearscribe.training.build import build  # torch takes seconds

    with progress() as bars:
        for part, count in (("train", people), ("validation", held_out)):
            task = bars.add_task(f"{part}: groups of people", total=None)

            def report(done: int, of: int, task: object = task) -> None:
                bars.update(task, completed=done, total=of)  # type: ignore[arg-type]  # a TaskID

            try:
                build(to / part, count, days, SEEDS[part], processes, real, report)
            except (ValueError, FileNotFoundError) as error:
                fail(str(error), "see wearscribe corpus --help", Exit.BAD_INPUT)
    if as_json:
        print_json({part: str(to / part) for part in SEEDS})
    else:
        out.print(f"{to}: next, wearscribe train --corpus {to} --out run")
