import json
from pathlib import Path

import pytest
import torch

from wearscribe.model import release
from wearscribe.model.config import ModelConfig
from wearscribe.model.release import WeightsError
from wearscribe.model.space import Space

_CONFIG = ModelConfig(width=24, depth=1, heads=2, dims=(8, 16))


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, Space]:
    space = Space(_CONFIG)
    release.save(tmp_path, space, torch.nn.Linear(3, 2), _CONFIG, {"name": "tiny", "seed": 7})
    return tmp_path, space


def test_what_is_saved_is_loaded_in_half_precision(saved: tuple[Path, Space]) -> None:
    folder, space = saved
    loaded = release.load(folder)
    assert loaded.config == _CONFIG
    assert loaded.meta == {"name": "tiny", "seed": 7}
    assert loaded.model_version.startswith("tiny-")
    assert not loaded.space.training
    assert set(loaded.decoder) == {"weight", "bias"}
    for name, value in space.state_dict().items():
        found = loaded.space.state_dict()[name]
        assert found.dtype == torch.float32
        torch.testing.assert_close(found, value, atol=1e-3, rtol=1e-3)


def test_other_weights_are_another_version(tmp_path: Path) -> None:
    versions = set()
    for name in ("one", "other"):
        release.save(tmp_path / name, Space(_CONFIG), None, _CONFIG, {"name": "tiny"})
        versions.add(release.load(tmp_path / name).model_version)
    assert len(versions) == 2


def test_a_damaged_file_is_told(saved: tuple[Path, Space]) -> None:
    weights = saved[0] / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    with pytest.raises(WeightsError, match="damaged"):
        release.load(saved[0])


@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
def test_a_missing_file_is_told(saved: tuple[Path, Space], name: str) -> None:
    (saved[0] / name).unlink()
    with pytest.raises(WeightsError, match=f"has no {name}"):
        release.load(saved[0])


@pytest.mark.parametrize(
    ("change", "told"),
    [({"format": 2}, "format 2"), ({"config": None}, "cannot be read"), ({"config": {"dims": [8]}}, "other sizes")],
)
def test_a_model_of_another_program_is_told(saved: tuple[Path, Space], change: dict[str, object], told: str) -> None:
    about = saved[0] / "config.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | change))
    with pytest.raises(WeightsError, match=told):
        release.load(saved[0])
