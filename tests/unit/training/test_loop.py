import json
from dataclasses import replace
from itertools import count
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.unit.training.tiny_runs import TINY, TINY_MODEL, Inventor
from wearscribe.model import config, release
from wearscribe.training import checkpoint, plots, schedule
from wearscribe.training.average import Average
from wearscribe.training.checkpoint import CheckpointError
from wearscribe.training.configs import TrainConfig, changed
from wearscribe.training.feed import AHEAD
from wearscribe.training.gradient_cache import ALONE
from wearscribe.training.loop import Run, Told, Trainer
from wearscribe.training.mined import Mined


@pytest.fixture(autouse=True)
def _tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(config.CONFIGS, "tiny", TINY_MODEL)
    torch.set_num_threads(1)


def run(
    out: Path, *, seed: int = 0, resume: bool = False, steps: int | None = None, made: TrainConfig = TINY
) -> list[Told]:
    """Train, and stop after `steps` if given."""
    told: list[Told] = []
    ticks = count()
    trainer = Trainer(Run(made, out, out, seed), ALONE, torch.device("cpu"), lambda: float(next(ticks)), Inventor)
    if resume:
        trainer.resume()
    asked = count(1)
    trainer.train(lambda: next(asked) == steps, told.append)
    return told


def weights(out: Path) -> dict[str, torch.Tensor]:
    states = torch.load(out / checkpoint.NAME, weights_only=False)["states"]
    return states["model"] | {f"average of {name}": value for name, value in states["average"]["weights"].items()}


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return all(torch.equal(one[name], other[name]) for name in one)


def test_a_run_that_was_stopped_goes_on_exactly(tmp_path: Path) -> None:
    run(tmp_path / "whole")
    run(tmp_path / "parts", steps=3)
    assert torch.load(tmp_path / "parts" / checkpoint.NAME, weights_only=False)["progress"]["step"] == 3
    run(tmp_path / "parts", resume=True)
    assert same(weights(tmp_path / "whole"), weights(tmp_path / "parts"))


def test_the_seed_decides(tmp_path: Path) -> None:
    for name, seed in (("one", 0), ("again", 0), ("other", 1)):
        run(tmp_path / name, seed=seed, made=replace(TINY, steps=2))
    assert same(weights(tmp_path / "one"), weights(tmp_path / "again"))
    assert not same(weights(tmp_path / "one"), weights(tmp_path / "other"))


def test_a_run_leaves_a_model_a_log_and_a_picture(tmp_path: Path) -> None:
    told = run(tmp_path)
    assert [each.at.step for each in told if each.validation][-1] == 6
    assert {"day/mixed R@10", "day/ask R@1", "crop/episode accuracy"} <= told[-1].validation.keys()
    averaged = release.load(tmp_path / "model")
    assert averaged.meta["step"] == 6
    assert averaged.decoder
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [line["step"] for line in plots.read_log(tmp_path)] == [4, 6] == [line["step"] for line in lines]
    assert plots.plot(tmp_path).stat().st_size > 10_000
    assert list(plots.write_tensorboard(tmp_path).glob("events.*"))


def test_training_learns(tmp_path: Path) -> None:
    told = run(tmp_path, made=replace(TINY, steps=120, learning_rate=5e-3, caption_weight=0.0))
    assert told[-1].losses["loss"] < 0.9 * told[0].losses["loss"]


def test_cap_has_no_contrast_and_clip_no_captions(tmp_path: Path) -> None:
    for name, made in (
        ("cap", replace(TINY, steps=1, contrastive_weight=0.0)),
        ("clip", replace(TINY, steps=1, caption_weight=0.0)),
    ):
        losses = run(tmp_path / name, made=made)[-1].losses
        assert losses["loss"] == (pytest.approx(losses["captions"]) if name == "cap" else losses["loss"])
        assert (losses["captions"] == 0) == (name == "clip")


def test_another_configuration_is_refused(tmp_path: Path) -> None:
    run(tmp_path, steps=1)
    with pytest.raises(CheckpointError, match="learning_rate"):
        run(tmp_path, resume=True, made=replace(TINY, learning_rate=0.1))
    with pytest.raises(CheckpointError, match="seed"):
        run(tmp_path, resume=True, seed=9)
    run(tmp_path, resume=True, made=replace(TINY, steps=2, pool=6))  # longer is the same run


@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor that is not a leaf:UserWarning")  # of torch.compile
def test_fast_is_nearly_the_same(tmp_path: Path) -> None:
    """In bf16, and through torch.compile."""
    for fast in (False, True):
        run(tmp_path / str(fast), made=replace(TINY, steps=1, word_steps=1, fast=fast))
    exact, fast = (weights(tmp_path / str(fast)) for fast in (False, True))
    assert not same(exact, fast)
    for name, value in exact.items():
        torch.testing.assert_close(fast[name], value, atol=5e-3, rtol=0)


def test_nothing_to_resume_is_told(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="without --resume"):
        run(tmp_path, resume=True)


def test_the_rate_climbs_then_falls_and_crops_come_first() -> None:
    rates = [schedule.learning_rate(TINY, share / 100) for share in range(101)]
    peak = int(np.argmax(rates))
    assert peak == 3
    assert rates[peak] == pytest.approx(TINY.learning_rate)
    assert rates == sorted(rates[:peak]) + sorted(rates[peak:], reverse=True)

    def crops(progress: float) -> float:
        return np.mean([schedule.kind(TINY, step, progress) == "crop" for step in range(100)])

    assert crops(0.1) == 0.75
    assert crops(0.5) == 0.5


def test_the_average_follows_and_forgets_its_start() -> None:
    model = torch.nn.Linear(1, 1)
    average = Average(model)
    with torch.no_grad():
        model.weight.fill_(5.0)
    for _ in range(200):
        average.update(model)
    torch.testing.assert_close(average.weights["weight"], model.weight.data, atol=1e-3, rtol=0)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"depth": "3"}, "no depth"),
        ({"day_batch": "many"}, "invalid literal"),
        ({"fast": "yes"}, "neither true nor false"),
        ({"model": "large"}, "there are small-cpu, small-cpu-plain"),
    ],
)
def test_a_setting_that_is_none_is_told(values: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        changed(TINY, values)
    assert changed(TINY, {"day_batch": "7", "fast": "true"}) == replace(TINY, day_batch=7, fast=True)
    assert changed(TINY, {"homogeneous": "person", "fast": "false"}) == replace(TINY, homogeneous="person")


def test_what_was_mined_is_gathered_however_batches_are_made_and_wherever_the_run_was_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hard negatives are mined before the run is stopped and used after."""
    monkeypatch.setattr("wearscribe.training.mined.AHEAD", 4)
    made = replace(TINY, mine_every=3, mine_days=7, steps=12)
    run(tmp_path / "whole", made=made)
    run(tmp_path / "parts", made=made, steps=5)
    run(tmp_path / "parts", made=replace(made, workers=1), resume=True)
    assert same(weights(tmp_path / "whole"), weights(tmp_path / "parts"))
    run(tmp_path / "without", made=replace(made, mine_every=0))
    assert not same(weights(tmp_path / "whole"), weights(tmp_path / "without"))


def test_what_was_mined_is_used_later_and_until_there_is_newer() -> None:
    mined, tables = Mined(5), {step: np.full((1, 4), step) for step in (5, 10, 50)}
    assert [step for step in range(1, 16) if mined.due(step)] == [5, 10, 15]
    for step, table in tables.items():
        mined.add(step, table)
        resumed = Mined(5)
        resumed.load(mined.state())
        for later in range(step, step + 2 * AHEAD):
            usable = [at for at in tables if at <= step and at + AHEAD <= later]
            assert resumed.at(later) is (tables[usable[-1]] if usable else None)
    assert set(mined.state()) == {10, 50}
