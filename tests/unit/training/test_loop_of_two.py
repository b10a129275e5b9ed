"""The training run on two processes that share its batches, as torchrun starts them."""

from dataclasses import replace
from itertools import count
from pathlib import Path

import torch
import torch.distributed as dist
from torch import multiprocessing

from tests.unit.training.tiny_runs import TINY, TINY_MODEL, Inventor
from wearscribe.model.config import CONFIGS
from wearscribe.training import mined
from wearscribe.training.gradient_cache import Ranks
from wearscribe.training.loop import Run, Trainer


def _rank(rank: int, folder: str) -> None:
    """One of two processes: trains, mines, and tells what it ended with."""
    torch.set_num_threads(1)
    CONFIGS["tiny"] = TINY_MODEL
    mined.AHEAD = 1
    dist.init_process_group("gloo", init_method=f"file://{folder}/meet", rank=rank, world_size=2)
    out = Path(folder)
    run = Run(replace(TINY, steps=4, word_steps=1, mine_every=2, mine_days=6), out, out, seed=0)
    ticks = count(100 * rank)  # their clocks differ
    trainer = Trainer(run, Ranks(rank, 2), torch.device("cpu"), lambda: float(next(ticks)), Inventor)
    trainer.train(lambda: False, lambda _: None)
    torch.save({"model": trainer._model.state_dict(), "mined": trainer._mined.state()}, f"{folder}/{rank}.pt")
    dist.destroy_process_group()


def test_two_processes_end_with_one_model_and_the_same_hard_negatives(tmp_path: Path) -> None:
    multiprocessing.spawn(_rank, (str(tmp_path),), nprocs=2)
    one, other = (torch.load(tmp_path / f"{rank}.pt", weights_only=False) for rank in range(2))
    for name, value in one["model"].items():
        assert torch.equal(value, other["model"][name]), name
    assert list(one["mined"]) == list(other["mined"]) == [2, 4]
    for step, hard in one["mined"].items():
        assert (hard[:, 0] >= 0).all()
        assert (hard == other["mined"][step]).all()
    assert (tmp_path / "model").is_dir()
    assert len((tmp_path / "log.jsonl").read_text().splitlines()) == 1  # the first alone writes
