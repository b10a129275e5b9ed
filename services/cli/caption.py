"""`wearscribe caption FILE`"""

import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from schemas.records import AnnotatedWindow, Inference, SensorWindow
from services.cli.inferences import print_inferences
from services.cli.output import AsJson, Exit, Language, fail, out, print_json
from services.cli.sources import Device, Drop, Kind, Subject, Timezone, plans
from services.replay.open_source import Plan
from services.replay.replay import Options, cut_source
from services.replay.summary import Summary
from services.settings import Settings
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from wearscribe.embedder import Observer
from wearscribe.model import embedders
from wearscribe.verify import verify


def caption(
    file: Annotated[Path, typer.Argument(help="A file or folder that `wearscribe replay` can read.")],
    source: Annotated[Kind, typer.Option(help="What the input is.")] = Kind.minutes,
    subject: Subject = "caption",
    timezone: Timezone = None,
    device: Device = "minutes",
    drop: Drop = None,
    language: Annotated[Language, typer.Option(help="en or ko.")] = Language.en,
    window_minutes: Annotated[int, typer.Option(help="Length of a window, 30 to 1440.")] = 1440,
    limit: Annotated[int, typer.Option(min=1, help="At most so many windows.")] = 10,
    infer: Annotated[bool, typer.Option("--infer", help="Ask the model too what probably happened.")] = False,
    as_json: AsJson = False,
) -> None:
    """Annotate and describe a file on this machine alone: no Kafka, no Postgres, no study key.

    Dates are shifted as ever, by a key that is thrown away.

    Example: wearscribe caption day.csv --language ko
    """
    found, observer = False, _observer() if infer else None
    for window in _windows(plans(source, file, subject, timezone, device, drop), window_minutes, limit):
        found = True
        annotations = annotate(window)
        captions = verify(describe(window, annotations, languages=(language.value,)), window)
        known = AnnotatedWindow(window=window, annotations=annotations, captions=captions)
        inferences = observer.see([known])[0].inferences if observer else ()
        if as_json:
            print_json(_as_dict(known, inferences))
        else:
            _print(known, inferences, language)
    if not found:
        fail("nothing is measured in it", "the file needs 30 minutes with values; see its columns", Exit.BAD_INPUT)


def _windows(chosen: Sequence[Plan], window_minutes: int, limit: int) -> Iterator[SensorWindow]:
    options, key = Options(window_minutes=window_minutes), secrets.token_bytes(32)
    for plan in chosen:
        for _, window in cut_source(plan, key, "caption", options, Summary()):
            yield window
            limit -= 1
            if not limit:
                return


def _observer() -> Observer:
    settings = Settings()
    model = embedders.load(settings.model, settings.device)
    if not isinstance(model, Observer):
        fail(f"{settings.model} infers nothing", "set WEARSCRIBE_MODEL to a folder of weights/", Exit.BAD_INPUT)
    return model


def _print(known: AnnotatedWindow, inferences: Sequence[Inference], language: Language) -> None:
    window = known.window
    out.print(f"[bold]{window.start:%A %H:%M}[/], {window.minutes} minutes, {window.coverage:.0%} measured")
    for each in known.captions:
        out.print(f"[bold]{each.level}[/]" + ("" if each.verified else " [red](not verified)[/]"))
        out.print(each.text, markup=False)
    print_inferences(window, inferences, language)
    out.print()


def _as_dict(known: AnnotatedWindow, inferences: Sequence[Inference]) -> dict[str, object]:
    return {
        "window": known.window.model_dump(mode="json"),
        "annotations": [annotation.model_dump(mode="json") for annotation in known.annotations],
        "captions": [each.model_dump(mode="json") | {"text": each.text} for each in known.captions],
        "inferences": [each.model_dump(mode="json") for each in inferences],
    }
