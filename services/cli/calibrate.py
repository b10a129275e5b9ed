"""`wearscribe calibrate FOLDER`"""

from pathlib import Path
from typing import Annotated

import typer

from services.cli.output import AsJson, out, print_json


def calibrate(
    folder: Annotated[Path, typer.Argument(help="A trained model: RUN/model, or a folder of weights/.")],
    people: Annotated[int, typer.Option(min=4, help="Validation people: half to fit on, half to judge by.")] = 60,
    as_json: AsJson = False,
) -> None:
    """Fit how sure a trained model may be of an activity, and from when on it says so; kept in its config.json.

    Example: wearscribe calibrate run/model --people 60
    """
    from wearscribe.training.calibrate import calibrate as run  # torch takes seconds

    done = run(folder, people)
    if as_json:
        print_json(done._asdict() | {"calibration": done.calibration._asdict()})
        return
    temperature, background, threshold = done.calibration
    out.print(f"temperature {temperature:.4f}, nothing-of-these at {background:.3f}, threshold {threshold:.2f}")
    out.print(f"calibration error {done.ece_before:.3f} before, {done.ece:.3f} after, of {done.stretches} stretches")
    out.print(f"labels inferred against those logged, IoU .5: F1 {done.f1:.3f}")
