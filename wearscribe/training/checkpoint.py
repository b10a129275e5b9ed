"""A training run on disk, to be taken up exactly where it stopped."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch

NAME = "checkpoint.pt"


class CheckpointError(Exception):
    """The checkpoint cannot be taken up; the message says what to do."""


@dataclass(slots=True)
class Progress:
    """Where a run is: `taken` counts the batches of each kind, which is the place in the data; `seconds` its own time
    over all its sessions."""

    step: int = 0
    seconds: float = 0.0
    taken: dict[str, int] = field(default_factory=lambda: {"day": 0, "crop": 0})


def save(folder: Path, states: dict[str, Any], progress: Progress, config: dict[str, Any]) -> None:
    """Replace the folder's checkpoint; a run killed meanwhile keeps the old one."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{NAME}.part"
    torch.save({"states": states, "progress": asdict(progress), "config": config, "random": _random()}, part)
    part.replace(folder / NAME)


def load(folder: Path, config: dict[str, Any]) -> tuple[dict[str, Any], Progress]:
    """The states and the place; sets the random generators.

    Raises CheckpointError where there is none, or it is of another configuration.
    """
    file = folder / NAME
    if not file.is_file():
        raise CheckpointError(f"{file} does not exist. Start without --resume.")
    saved = torch.load(file, map_location="cpu", weights_only=False)  # our own file
    if different := sorted(name for name in config if saved["config"].get(name, config[name]) != config[name]):
        raise CheckpointError(
            f"{file} was trained with another {', '.join(different)}. Resume with the same, or give another --out."
        )
    torch.set_rng_state(saved["random"]["torch"])
    if saved["random"]["cuda"] is not None and torch.cuda.is_available():
        torch.cuda.set_rng_state(saved["random"]["cuda"])
    return saved["states"], Progress(**saved["progress"])


def _random() -> dict[str, Any]:
    return {
        "torch": torch.get_rng_state(),
        "cuda": torch.cuda.get_rng_state() if torch.cuda.is_available() else None,
    }
