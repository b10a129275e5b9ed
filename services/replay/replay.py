"""The composition: source, readings, wall clock, de-identification, minutes, windows, stream."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from schemas.records import MAX_MINUTES, MIN_MINUTES, SensorWindow
from services.replay.deidentify import Deidentifier, deidentify
from services.replay.gather import gather
from services.replay.ledger import Ledger
from services.replay.minutes import to_minutes
from services.replay.open_source import Plan
from services.replay.readings import SourceError
from services.replay.send import Clock, Sender, paced
from services.replay.summary import Summary
from services.replay.windows import cut
from services.stream.types import Producer


@dataclass(frozen=True, slots=True)
class Options:
    """`speed` is times real time, None as fast as possible; `since` and `until` are local days, `until` excluded."""

    window_minutes: int = MAX_MINUTES
    since: date | None = None
    until: date | None = None
    speed: float | None = None
    dry_run: bool = False

    def __post_init__(self) -> None:
        if not MIN_MINUTES <= self.window_minutes <= MAX_MINUTES:
            raise SourceError(f"--window-minutes must be {MIN_MINUTES} to {MAX_MINUTES}")
        if self.speed is not None and not 0 < self.speed < float("inf"):
            raise SourceError("--speed must be above 0")
        if self.since and self.until and self.since >= self.until:
            raise SourceError("--since must be before --until")


class Progress(NamedTuple):
    """`total` grows while the source is being read, unless the replay is paced; `minutes` are measured minutes."""

    done: int
    total: int
    minutes: int


def replay(
    plan: Plan,
    key: bytes,
    study: str,
    producer: Producer,
    ledger: Ledger,
    options: Options,
    clock: Clock,
    progress: Callable[[Progress], None],
) -> Summary:
    """Send every window of the source that is not yet delivered with this content.

    Raises SourceError when the source cannot be read at all and StreamError when the broker fails; what was
    delivered until then is in the ledger, and the same call goes on from there.
    """
    summary = Summary()
    sender = Sender(producer, ledger, clock, summary, dry_run=options.dry_run)
    dated = cut_source(plan, key, study, options, summary)
    windows: Iterator[SensorWindow] = (window for _, window in dated)
    if options.speed is not None and not options.dry_run:
        windows = paced(dated, options.speed, clock, sender)
    for done, window in enumerate(windows, start=1):
        sender.send(window)
        progress(Progress(done, summary.windows, summary.minutes_measured))
    sender.flush()
    return summary


def cut_source(
    plan: Plan, key: bytes, study: str, options: Options, summary: Summary
) -> Iterator[tuple[int, SensorWindow]]:
    """De-identified windows, person by person, each with its true end (milliseconds), which only the pace may use."""
    deidentifier = Deidentifier(key, study)
    for person in plan.source.people(summary):
        subject = deidentifier.subject(person.id)
        identified = gather(person, plan.zone, options.since, options.until, summary)
        timeline = deidentify(identified, subject)
        minutes = {
            channel: to_minutes(channel, instant, value, summary)
            for channel, (instant, value) in timeline.readings.items()
        }
        summary.people += 1
        windows = cut(
            timeline,
            minutes,
            study=study,
            subject=subject.pseudonym,
            source=plan.source.slug,
            window_minutes=options.window_minutes,
            summary=summary,
        )
        for window in windows:
            yield true_end(window, subject.shift), window


def true_end(window: SensorWindow, shift: int) -> int:
    since_epoch = window.end - datetime(1970, 1, 1)
    return since_epoch // timedelta(milliseconds=1) + shift - (window.utc_offset or 0) * 60_000
