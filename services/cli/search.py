"""`wearscribe search TEXT`"""

from datetime import datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from services.cli.asking import By, Found, Question, as_dict, ask
from services.cli.output import AsJson, Language, err, out, print_json
from services.settings import Settings
from services.store.search import Filters, Hit

_CLOCK = ["%H:%M"]


def search(
    text: Annotated[str, typer.Argument(help="What to look for, in English or Korean.")],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many windows.")] = 10,
    by: Annotated[
        By, typer.Option(help="Nearest in meaning, holding these words in a caption, or both fused.")
    ] = By.meaning,
    subject: Annotated[str | None, typer.Option(help="Only this wearer (a pseudonym).")] = None,
    study: Annotated[str | None, typer.Option(help="Only this study.")] = None,
    source: Annotated[str | None, typer.Option(help="Only this kind of device or file.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day not to find.")] = None,
    time_from: Annotated[
        datetime | None, typer.Option(formats=_CLOCK, help="What is found lies after this time of day.")
    ] = None,
    time_to: Annotated[
        datetime | None, typer.Option(formats=_CLOCK, help="And before this one; past midnight where it is earlier.")
    ] = None,
    weekday: Annotated[list[int] | None, typer.Option(min=1, max=7, help="1 Monday to 7 Sunday; repeatable.")] = None,
    label: Annotated[str | None, typer.Option(help="Only windows with this logged activity, or sleep, or nap.")] = None,
    min_coverage: Annotated[float | None, typer.Option(min=0, max=1, help="Least share of measured minutes.")] = None,
    language: Annotated[
        Language | None, typer.Option(help="Language of the captions shown: en or ko; by default the question's.")
    ] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Without a service: embed with the model here, which takes seconds.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Find windows with words. Numbers, clock times and weekdays in the question are met, the rest ranks by meaning.

    The service (`wearscribe serve`) is asked if it runs; else the database alone, which needs no model.

    Examples:

      wearscribe search "a restless night with many awakenings" --weekday 6 --weekday 7

      wearscribe search "less than 5 hours of sleep after an evening run" -k 3 --json

      wearscribe search "심박수가 160을 넘은 저녁 달리기" --time-from 17:00 --time-to 22:00
    """
    filters = Filters(
        subject=subject, study=study, source=source, since=since, until=until, weekday=weekday, label=label,
        min_coverage=min_coverage, time_from=time_from.time() if time_from else None,
        time_to=time_to.time() if time_to else None, language=language.value if language else None,
    )  # fmt: skip
    found = ask(Question(text, k, by, filters), Settings(), exact)
    if as_json:
        print_json(as_dict(found, text))
        return
    print_found(found)
    out.print(f"{found.sql};", style="dim", markup=False, soft_wrap=True)


def print_found(found: Found, to: Console = out) -> None:
    """How the question was taken, what there is to say of the answer, and the hits."""
    if taken := [part.means or part.piece for part in found.parts if part.kind == "condition"]:
        err.print(f"asked for: {', '.join(taken)}", style="dim", markup=False)
    for note in found.notes:
        err.print(note, style="yellow", markup=False)
    if found.hits:
        to.print(as_lines(found.hits))
    elif not found.notes:
        to.print("Nothing was found. `wearscribe doctor` tells what there is to find.")


def as_lines(hits: list[Hit]) -> Group:
    """Each hit as a few lines: where it is and how near, what it meets, and what is said of it."""
    lines: list[RenderableType] = []
    for number, hit in enumerate(hits, start=1):
        place = f"{hit.starts_at:%a %Y-%m-%d}, {_span(hit)}"
        lines.append(
            Text.assemble(f"{number}. ", (place, "bold"), f"  score {hit.score:.2f}  {hit.source} {hit.window_id}")
        )
        if hit.met:
            lines.append(Padding(Text(f"✓ {', '.join(_met(hit))}", "green"), (0, 0, 0, 3)))
        lines.append(Padding(Text(hit.caption or ""), (0, 0, 0, 3)))
    return Group(*lines)


def _met(hit: Hit) -> list[str]:
    """What is met, each once, with its minutes."""
    met = dict.fromkeys(zip(hit.met, hit.met_spans, strict=True))
    return [f"{said} ({_clock(hit, *span)})" if span else said for said, span in met]


def _span(hit: Hit) -> str:
    """Which minutes matched."""
    return "whole window" if hit.span == "window" else _clock(hit, hit.start_minute, hit.end_minute)


def _clock(hit: Hit, first: int, end: int) -> str:
    """Minutes on the wearer's clock."""
    start, until = (hit.starts_at + timedelta(minutes=minute) for minute in (first, end))
    return f"{start:%H:%M} to {until:%H:%M}"
