"""A run's log as a picture and for TensorBoard."""

import json
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")  # a file, never a window

from matplotlib import pyplot as plt  # after the choice of backend
from torch.utils.tensorboard import SummaryWriter


def read_log(out: Path) -> list[dict[str, Any]]:
    """The lines of `out/log.jsonl`. A resumed run may have gone back: of a step the last line counts."""
    lines = [json.loads(line) for line in (out / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    by_step = {line["step"]: line for line in lines}
    return [by_step[step] for step in sorted(by_step)]


def plot(out: Path) -> Path:
    """Write `out/training.png`: losses above, validation below."""
    log = read_log(out)
    figure, (above, below) = plt.subplots(2, 1, figsize=(10, 10), sharex=True)
    _lines(above, log, "losses")
    _lines(below, log, "validation")
    above.set(ylabel="loss", yscale="log")
    below.set(xlabel="step", ylabel="recall or accuracy", ylim=(0, 1))
    figure.tight_layout()
    figure.savefig(out / "training.png", dpi=120)
    plt.close(figure)
    return out / "training.png"


def write_tensorboard(out: Path) -> Path:
    """Write `out/tensorboard/`, anew."""
    for old in (out / "tensorboard").glob("events.*"):
        old.unlink()
    with SummaryWriter(str(out / "tensorboard")) as writer:
        for line in read_log(out):
            for part in ("losses", "validation"):
                for name, value in line[part].items():
                    writer.add_scalar(f"{part}/{name}", value, line["step"])
            writer.add_scalar("windows a second", line["windows_a_second"], line["step"])
    return out / "tensorboard"


def _lines(axes: Any, log: list[dict[str, Any]], part: str) -> None:
    for name in sorted({name for line in log for name in line[part]}):
        points = [(line["step"], line[part][name]) for line in log if name in line[part]]
        axes.plot(*zip(*points, strict=True), label=name, linewidth=1)
    if axes.lines:
        axes.legend(fontsize=6, ncols=3)
