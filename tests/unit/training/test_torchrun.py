"""`wearscribe train` on two processes, started as its help says."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from wearscribe.training.build import build

#: Two steps of as little as there can be; the model is as large as the released one.
SMALL = ("word_steps=1", "day_batch=2", "crop_batch=2", "pool=2", "captions=1", "queries=1", "workers=0")


def embed(masked: Sequence[str]) -> np.ndarray:
    return np.array([np.random.default_rng(list(text.encode())).normal(size=512) for text in masked])


def test_torchrun_trains_one_model_of_two_processes(tmp_path: Path) -> None:
    corpus, run = tmp_path / "corpus", tmp_path / "run"
    for seed, part in enumerate(("train", "validation"), 1):
        build(corpus / part, 1, 1, seed=seed, embed=embed)
    command = [
        *(sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "--no-python"),
        *(sys.executable, "-c", "from services.cli.main import main; main()", "train"),
        *("--corpus", str(corpus), "--out", str(run), "--steps", "2", "--threads", "1", "--json"),
        *(part for pair in SMALL for part in ("--set", pair)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"model": str(run / "model"), "plot": str(run / "training.png")}  # said once
    (line,) = (run / "log.jsonl").read_text().splitlines()
    assert json.loads(line)["step"] == 2
    assert (run / "model" / "model.safetensors").is_file()
    assert (run / "training.png").is_file()
