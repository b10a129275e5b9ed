"""A model on disk: a folder with `model.safetensors` (fp16) and `config.json`, checked when it is read."""

from pathlib import Path
from typing import Any, NamedTuple

from torch import nn

from wearscribe.model.config import ModelConfig
from wearscribe.model.space import Space


class WeightsError(Exception):
    """The folder does not hold a model that this program can run; the message says what to do."""


class Release(NamedTuple):
    config: ModelConfig
    model_version: str
    meta: dict[str, Any]  # what `save` was given
    space: Space  # in eval mode
    decoder: dict[str, Any]  # state dict of the decoder, empty where none was saved


def save(folder: Path, space: Space, decoder: nn.Module | None, config: ModelConfig, meta: dict[str, Any]) -> None:
    raise NotImplementedError


def load(folder: Path) -> Release:
    raise NotImplementedError
