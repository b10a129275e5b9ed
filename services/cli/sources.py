"""The options that say where readings come from, and the sample that ships with the repository."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, cast

import typer

from services.replay.open_source import Plan, SourceKind, open_source

SAMPLE = Path(__file__).resolve().parents[2] / "sample" / "fitabase_minutes.csv.gz"
SAMPLE_PEOPLE, SAMPLE_DAYS = 3, 14  # synthetic, with logged activities and sleep


class Kind(StrEnum):
    takeout = "takeout"
    web_api = "web-api"
    fitabase = "fitabase"
    minutes = "minutes"
    synthetic = "synthetic"
    sample = "sample"


Path_ = Annotated[Path | None, typer.Argument(help="File or folder of the source; sample and synthetic need none.")]
Subject = Annotated[
    str | None, typer.Option(help="Whose archive a takeout or web-api one is. Never leaves this machine as it is.")
]
Timezone = Annotated[str | None, typer.Option(help="The wearer's zone, such as Asia/Seoul; takeout counts in UTC.")]
Device = Annotated[
    str, typer.Option(help="What made a `minutes` file, such as empatica-e4: part of a window's identity.")
]
Drop = Annotated[list[str] | None, typer.Option(help="A column of a `minutes` file to leave out; may be repeated.")]


def plans(
    kind: Kind,
    path: Path | None = None,
    subject: str | None = None,
    timezone: str | None = None,
    device: str = "minutes",
    drop: Sequence[str] | None = None,
) -> list[Plan]:
    """What to read, one source after the other. Raises SourceError when something is missing."""
    if kind is Kind.sample:
        return [
            open_source("fitabase", SAMPLE),
            open_source("synthetic", people=SAMPLE_PEOPLE, days=SAMPLE_DAYS),
        ]
    return [
        open_source(
            cast(SourceKind, kind.value), path, subject=subject, timezone=timezone, device=device, drop=drop or ()
        )
    ]
