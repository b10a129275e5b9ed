"""`wearscribe train`: from a corpus of synthetic people to the released model."""

from __future__ import annotations

import os
import signal
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from services.cli.output import AsJson, Exit, err, fail, out, print_json

if TYPE_CHECKING:
    from wearscribe.training.loop import Told


class Config(StrEnum):
    small_cpu = "small-cpu"
    small_gpu = "small-gpu"
    base = "base"


class Device(StrEnum):
    cpu = "cpu"
    cuda = "cuda"


def train(
    corpus: Annotated[Path, typer.Option(help="A folder with the corpora train/ and validation/.")],
    to: Annotated[Path, typer.Option("--out", help="Where checkpoints, logs, plots and the model go.")],
    config: Annotated[Config, typer.Option(help="How large, how long.")] = Config.small_cpu,
    minutes: Annotated[float | None, typer.Option(min=0.01, help="Stop after so long; rates follow the time.")] = None,
    steps: Annotated[int | None, typer.Option(min=1, help="Stop after so many steps: deterministic.")] = None,
    resume: Annotated[bool, typer.Option(help="Go on from the checkpoint in --out.")] = False,
    seed: Annotated[int, typer.Option(help="Of weights and batches.")] = 0,
    device: Annotated[Device, typer.Option(help="cpu or cuda.")] = Device.cpu,
    threads: Annotated[int | None, typer.Option(min=1, help="CPU threads of the model.")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", help="NAME=VALUE of the configuration.")] = None,
    as_json: AsJson = False,
) -> None:
    """Train a model. Ctrl-C saves a checkpoint and ends; several GPUs: torchrun --no-python wearscribe train …

    Example: wearscribe train --corpus corpus --out run --minutes 46
    """
    try:
        from wearscribe.training import plots, ranks
        from wearscribe.training.checkpoint import CheckpointError
        from wearscribe.training.configs import CONFIGS, changed
        from wearscribe.training.loop import Run, Trainer
    except ModuleNotFoundError as missing:
        fail(f"the package {missing.name} is not installed", "pip install 'wearscribe[model,training]'")
    if absent := [part for part in ("train", "validation") if not (corpus / part).is_dir()]:
        fail(f"{corpus} has no {' and no '.join(absent)}", f"wearscribe corpus --out {corpus}", Exit.BAD_INPUT)
    try:
        chosen = changed(CONFIGS[config], {**_pairs(set_ or []), **({"steps": str(steps)} if steps else {})})
    except ValueError as error:
        fail(str(error), code=Exit.BAD_INPUT)
    run = Run(chosen, corpus, to, seed, minutes)
    with ranks.joined(os.environ, device, threads) as (among, place):
        trainer = Trainer(run, among, place, time.monotonic)
        try:
            if resume:
                trainer.resume()
        except CheckpointError as error:
            fail(str(error), code=Exit.BAD_INPUT)
        with _Bar(quiet=among.rank > 0) as bar:
            trainer.train(_Stop(), bar)
    if among.rank == 0:
        plots.write_tensorboard(to)
        made = {"model": str(to / "model"), "plot": str(plots.plot(to))}
        if as_json:
            print_json(made)
        else:
            out.print(f"model {made['model']}, plot {made['plot']}")


def _pairs(pairs: list[str]) -> dict[str, str]:
    if wrong := [pair for pair in pairs if "=" not in pair]:
        raise ValueError(f"--set takes NAME=VALUE, not {', '.join(wrong)}")
    return dict(pair.split("=", 1) for pair in pairs)


class _Stop:
    """True once someone has asked to stop: SIGINT or SIGTERM. A second SIGINT ends at once."""

    def __init__(self) -> None:
        self._asked = False
        signal.signal(signal.SIGTERM, self._ask)
        signal.signal(signal.SIGINT, self._ask)

    def _ask(self, *_: Any) -> None:
        self._asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)
        err.print("saving a checkpoint …")

    def __call__(self) -> bool:
        return self._asked


class _Bar:
    """A bar on a terminal; a line for each report elsewhere."""

    def __init__(self, quiet: bool) -> None:
        columns = (TextColumn("step {task.fields[step]}"), BarColumn(), TextColumn("{task.percentage:.1f} %"))
        told = (TimeElapsedColumn(), TextColumn("{task.fields[rate]:.0f} windows/s, loss {task.fields[loss]:.3f}"))
        self._quiet = quiet
        self._bars = Progress(*columns, *told, console=err, disable=quiet or not err.is_terminal)
        self._task = self._bars.add_task("train", total=1.0, step=0, rate=0.0, loss=float("nan"))

    def __enter__(self) -> _Bar:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def __call__(self, told: Told) -> None:
        loss = told.losses.get("loss", float("nan"))
        self._bars.update(self._task, completed=told.progress, step=told.at.step, rate=told.windows, loss=loss)
        if self._quiet:
            return
        if not err.is_terminal:
            parts = " ".join(f"{name} {value:.2f}" for name, value in told.losses.items())
            err.print(
                f"step {told.at.step}, {told.progress:.1%}, {told.windows:.0f} windows/s: {parts}", soft_wrap=True
            )
        if told.validation:
            err.print("  ".join(f"{name} {value:.3f}" for name, value in told.validation.items()), soft_wrap=True)
