"""`wearscribe replay`"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from services.cli.output import AsJson, out, print_json, progress
from services.cli.sources import Device, Drop, Kind, Path_, Subject, Timezone, plans
from services.replay.deidentify import load_key
from services.replay.ledger import Ledger
from services.replay.open_source import Plan
from services.replay.replay import Options, Progress
from services.replay.replay import replay as replay_source
from services.replay.send import SystemClock
from services.replay.summary import Summary
from services.settings import Settings
from services.stream.kafka_stream import KafkaStream
from services.stream.memory import MemoryStream


def replay(
    source: Annotated[Kind, typer.Argument(help="What the input is; `sample` is the data of this repository.")],
    path: Path_ = None,
    subject: Subject = None,
    timezone: Timezone = None,
    device: Device = "minutes",
    drop: Drop = None,
    window_minutes: Annotated[int, typer.Option(help="Length of a window, 30 to 1440, counted from midnight.")] = 1440,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day, as in the input.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day not to send.")] = None,
    speed: Annotated[
        float | None, typer.Option(help="Times real time: 1440 sends a day a minute. Left out: as fast as possible.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read, cut and count; send nothing.")] = False,
    resume_file: Annotated[
        Path | None,
        typer.Option(help="What was delivered, so that a second run goes on. [default: in the state folder]"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Send a wearable export into the pipeline, de-identified and cut into windows.

    What was delivered before is skipped, what has changed since goes as a revision; a run that was killed goes on
    where it stopped.

    Examples:

      wearscribe replay sample

      wearscribe replay takeout ~/Takeout.zip --subject me --timezone Europe/Berlin

      wearscribe replay minutes readings.parquet --device empatica-e4 --dry-run
    """
    options = Options(
        window_minutes=window_minutes,
        since=since.date() if since else None,
        until=until.date() if until else None,
        speed=speed,
        dry_run=dry_run,
    )
    chosen = plans(source, path, subject, timezone, device, drop)
    summaries = run(chosen, Settings(), options, resume_file)
    if as_json:
        print_json([summary.as_dict() for summary in summaries])
    else:
        for summary in summaries:
            out.print(describe(summary, dry_run), markup=False)


def run(chosen: Sequence[Plan], settings: Settings, options: Options, resume_file: Path | None = None) -> list[Summary]:
    """Replay each source with a progress bar, under the study's key."""
    key = load_key(settings.key_file)
    path = resume_file or settings.state / f"replay-{settings.study}.jsonl"
    producer = (MemoryStream() if options.dry_run else KafkaStream(settings.kafka)).producer()
    try:
        with Ledger(path) as ledger, progress() as bars:
            summaries = []
            for plan in chosen:
                bar = bars.add_task(f"{plan.source.slug} windows", total=None)

                def advance(at: Progress, bar: int = bar) -> None:
                    bars.update(bar, completed=at.done, total=at.total)  # type: ignore[arg-type]  # rich's TaskID

                summaries.append(
                    replay_source(plan, key, settings.study, producer, ledger, options, SystemClock(), advance)
                )
            return summaries
    finally:
        producer.close()


def describe(summary: Summary, dry_run: bool = False) -> str:
    """The summary in words, one fact a line."""
    lines = [
        f"{_count(summary.people, 'person', 'people')}, {_count(summary.windows, 'window', 'windows')}, "
        f"{_count(summary.minutes_measured, 'measured minute', 'measured minutes')}: "
        + ("nothing was sent (dry run)" if dry_run else f"{summary.sent:,} sent, {summary.unchanged:,} unchanged")
        + (f", {summary.revised:,} revised" if summary.revised else "")
    ]
    dropped = (("readings", summary.readings_dropped), ("minutes", summary.minutes_dropped))
    for what, reasons in (*dropped, ("labels", summary.labels_dropped)):
        lines += [f"  {count:,} {what} dropped: {reason}" for reason, count in reasons.most_common()]
    if summary.empty_windows:
        lines.append(f"  {summary.empty_windows:,} windows had no measured minute")
    lines += [f"  skipped {file}: {reason}" for file, reason in summary.files_skipped]
    return "\n".join(lines)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
