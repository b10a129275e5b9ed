"""`wearscribe show WINDOW_ID`"""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

import numpy as np
import plotext
import typer

from schemas.channels import CHANNELS
from schemas.records import CaptionedWindow, SensorWindow
from services.cli.inferences import print_inferences
from services.cli.output import AsJson, Exit, Language, fail, out, print_json
from services.settings import Settings
from services.store.engine import connect
from services.store.windows import read

_PLOTTED = ("heart_rate", "steps")  # else the first two channels of the window


def show(
    window_id: Annotated[UUID, typer.Argument(help="As `wearscribe search` prints it.")],
    language: Annotated[Language, typer.Option(help="Language of the captions: en or ko.")] = Language.en,
    as_json: AsJson = False,
) -> None:
    """One window: its signal as a plot, its captions, what is known of it.

    Example: wearscribe show 5a51914e-7dc8-562f-8ce1-962a9f2a198a --language ko
    """
    record = read(connect(Settings().database), window_id)
    if record is None:
        fail("there is no such window", "`wearscribe search` prints the ids of those there are", Exit.BAD_INPUT)
    if as_json:
        print_json(_as_dict(record))
        return
    window = record.window
    out.print(
        f"[bold]{window.start:%a %Y-%m-%d %H:%M}[/] to {window.end:%a %H:%M}, {window.source}, "
        f"wearer {window.subject}, {window.coverage:.0%} measured"
    )
    for channel in [name for name in _PLOTTED if name in window.channels] or window.channels[:2]:
        print(_plot(window, channel))
    for caption in record.captions:
        if caption.language == language.value:
            verified = "verified" if caption.verified else "not verified"
            out.print(f"\n[bold]{caption.level}[/] [dim]({caption.author}, {verified})[/]")
            out.print(caption.text, markup=False)
    out.print()
    print_inferences(window, record.inferences, language)


def _plot(window: SensorWindow, channel: str) -> str:
    """The channel over clock time; what was not measured stays empty."""
    signal = window.row(channel)
    assert signal is not None
    (minutes,) = np.nonzero(~np.isnan(signal))
    ticks = list(range(0, window.minutes + 1, max(window.minutes // 8, 1)))
    plotext.clear_figure()
    plotext.plotsize(min(out.width, 120), 12)
    plotext.theme("clear")
    plotext.scatter(minutes.tolist(), signal[minutes].tolist(), marker="braille")
    plotext.xlim(0, window.minutes)
    plotext.xticks(ticks, [f"{window.start + timedelta(minutes=tick):%H:%M}" for tick in ticks])
    plotext.title(f"{channel} ({CHANNELS[channel].unit})")
    return str(plotext.build())


def _as_dict(record: CaptionedWindow) -> dict[str, object]:
    window = record.window
    signal = {
        name: [None if np.isnan(value) else float(value) for value in row]
        for name, row in zip(window.channels, window.signal, strict=True)
    }
    return {
        "window_id": str(window.window_id),
        "window": window.model_dump(mode="json"),
        "signal": signal,
        "annotations": [annotation.model_dump(mode="json") for annotation in record.annotations],
        "captions": [caption.model_dump(mode="json") | {"text": caption.text} for caption in record.captions],
        "inferences": [each.model_dump(mode="json") for each in record.inferences],
        "model_version": record.model_version,
    }
