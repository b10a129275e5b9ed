"""`wearscribe synthesize`"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import numpy as np
import pyarrow as pa
import typer
from pyarrow import csv, parquet

from schemas.records import SensorWindow
from services.cli.output import AsJson, Exit, fail, out, print_json, progress
from wearscribe.synthesize import people as simulate


def synthesize(
    folder: Annotated[Path, typer.Option("--out", help="Folder to write into; made where it is not there.")],
    people: Annotated[int, typer.Option(min=1, help="How many people.")] = 10,
    days: Annotated[int, typer.Option(min=1, help="Days of each, from midnight to midnight.")] = 7,
    seed: Annotated[int, typer.Option(min=0, help="Equal seeds make equal people.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Simulate people with Fitbit-like devices and write their minutes and what they logged.

    One Parquet file a person, in the layout that `wearscribe replay minutes` reads, and labels.csv with every
    activity and sleep. No measurement: docs/synthetic.md tells how far these days are from real ones.

    Examples:

      wearscribe synthesize --people 10 --days 7 --seed 1 --out simulated

      wearscribe replay minutes simulated/person-00000.parquet --device simulated --dry-run
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"the folder cannot be made: {error.strerror}", "name another with --out", Exit.BAD_INPUT)
    labels: dict[tuple[str, datetime, str], dict[str, object]] = {}
    with progress() as bars:
        bar = bars.add_task("people", total=people)
        for number, person in enumerate(simulate(seed, people)):
            windows = person.windows(days)
            parquet.write_table(_minutes(windows), folder / f"person-{number:05d}.parquet")
            for row in (row for window in windows for row in _labels(window)):
                labels[row["subject"], row["start"], row["name"]] = row  # type: ignore[index]  # once, if over midnight
            bars.update(bar, advance=1)
    rows = list(labels.values())
    csv.write_csv(pa.Table.from_pylist(rows, _LABELS), folder / "labels.csv")
    report = {"folder": str(folder), "people": people, "days": people * days, "labels": len(rows)}
    if as_json:
        print_json(report)
    else:
        out.print(f"{people:,} people, {people * days:,} days, {len(rows):,} labels in {folder}", markup=False)


_LABELS = pa.schema(
    {
        "subject": pa.string(),
        "kind": pa.string(),
        "name": pa.string(),
        "start": pa.timestamp("s"),
        "end": pa.timestamp("s"),
        "minutes_asleep": pa.int64(),
        "awakenings": pa.int64(),
    }
)


def _minutes(windows: list[SensorWindow]) -> pa.Table:
    """The person's minutes in the layout of the `minutes` source: subject, time, and a column a channel."""
    first = windows[0]
    time = np.concatenate([np.datetime64(day.start, "m") + np.arange(day.minutes) for day in windows])
    signal = np.concatenate([day.signal for day in windows], axis=1)
    columns = {
        name: pa.array(row, pa.float32(), from_pandas=True)
        for name, row in zip(first.channels, signal, strict=True)
    }  # fmt: skip
    subject = pa.array([first.subject] * len(time), pa.string())
    return pa.table({"subject": subject, "time": time.astype("datetime64[ms]"), **columns})


def _labels(window: SensorWindow) -> list[dict[str, object]]:
    return [
        {
            "subject": window.subject,
            "kind": label.kind,
            "name": label.name,
            "start": window.start + timedelta(minutes=label.start),
            "end": window.start + timedelta(minutes=label.end),
            "minutes_asleep": label.minutes_asleep,
            "awakenings": label.awakenings,
        }
        for label in window.labels
    ]
