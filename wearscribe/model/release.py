"""A model on disk: a folder with `model.safetensors` (fp16) and `config.json`, checked when it is read."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from wearscribe.model.config import ModelConfig
from wearscribe.model.pretrained import WeightsError as WeightsError  # raised here too
from wearscribe.model.space import Space

FORMAT = 1
_OWN = ("format", "model_version", "sha256", "config")
_WEIGHTS, _CONFIG = "model.safetensors", "config.json"
_AGAIN = "Fetch the folder again, or train anew with `wearscribe train`."


class Release(NamedTuple):
    """`decoder` is the state dict of the caption decoder, empty where none was saved; `meta` what `save` was given."""

    config: ModelConfig
    model_version: str
    meta: dict[str, Any]
    space: Space  # float32, in eval mode
    decoder: dict[str, Tensor]


def save(folder: Path, space: Space, decoder: nn.Module | None, config: ModelConfig, meta: dict[str, Any]) -> None:
    """Write the folder. The model's version is `meta["name"]` and the beginning of the weights' sha256: two trainings
    never share one. What else `meta` holds is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = {"space": space.state_dict(), "decoder": decoder.state_dict() if decoder is not None else {}}
    weights = {f"{part}.{name}": _half(value) for part, state in parts.items() for name, value in state.items()}
    save_file(weights, folder / _WEIGHTS)
    sha256 = _sha256(folder / _WEIGHTS)
    about = meta | {"format": FORMAT, "model_version": f"{meta['name']}-{sha256[:8]}", "sha256": sha256}
    about |= {"config": asdict(config)}
    (folder / _CONFIG).write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def load(folder: Path) -> Release:
    """Raises WeightsError, which says what to do, for a file that is missing, damaged, or of another version of the
    program."""
    about = _about(folder)
    weights = _weights(folder / _WEIGHTS, about["sha256"])
    config = ModelConfig(**about["config"] | {"dims": tuple(about["config"]["dims"])})
    space = Space(config)
    try:
        space.load_state_dict(_part(weights, "space"))
    except RuntimeError:
        raise WeightsError(
            f"{folder} holds the weights of a model of other sizes than this program's: they belong to another version "
            "of it. Install the version that trained them, or train anew with `wearscribe train`."
        ) from None
    meta = {name: value for name, value in about.items() if name not in _OWN}
    return Release(config, about["model_version"], meta, space.eval(), _part(weights, "decoder"))


def _about(folder: Path) -> dict[str, Any]:
    if missing := [name for name in (_CONFIG, _WEIGHTS) if not (folder / name).is_file()]:
        raise WeightsError(f"{folder} has no {' and no '.join(missing)}. {_AGAIN}")
    try:
        about: dict[str, Any] = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
        version = about["format"]
        if version == FORMAT:
            _ = about["config"]["dims"], about["sha256"], about["model_version"]
    except (ValueError, KeyError, TypeError):
        raise WeightsError(f"{folder / _CONFIG} cannot be read as the description of a model. {_AGAIN}") from None
    if version != FORMAT:
        raise WeightsError(
            f"{folder} is of format {version}, this program reads format {FORMAT}. "
            "Upgrade it, or load weights of its own version."
        )
    return about


def _weights(file: Path, sha256: str) -> dict[str, Tensor]:
    if _sha256(file) != sha256:
        raise WeightsError(f"{file} is damaged: its sha256 is not the one in {_CONFIG}. {_AGAIN}")
    try:
        return load_file(file)
    except SafetensorError:
        raise WeightsError(f"{file} is no safetensors file. {_AGAIN}") from None


def _part(weights: dict[str, Tensor], part: str) -> dict[str, Tensor]:
    return {
        name.removeprefix(f"{part}."): value.float() if value.is_floating_point() else value
        for name, value in weights.items()
        if name.startswith(f"{part}.")
    }


def _half(value: Tensor) -> Tensor:
    return value.detach().cpu().to(torch.float16 if value.is_floating_point() else value.dtype).contiguous()


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
