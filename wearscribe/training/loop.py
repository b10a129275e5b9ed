"""The training run: batches in, steps, validations, checkpoints, until the budget is spent or someone says stop."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
import torch.distributed as dist
from torch import Tensor, nn

from wearscribe.model import release
from wearscribe.model.config import CONFIGS
from wearscribe.training import checkpoint, schedule
from wearscribe.training.average import Average
from wearscribe.training.checkpoint import Progress
from wearscribe.training.configs import TrainConfig
from wearscribe.training.feed import Kind, Kitchen, Opener, Order, Recipe, feed
from wearscribe.training.gradient_cache import Ranks
from wearscribe.training.hard_negatives import together
from wearscribe.training.mined import Mined
from wearscribe.training.prepare import Prepared
from wearscribe.training.step import Trained, gradients
from wearscribe.training.validate import validate
from wearscribe.training.words_first import learn_words

_LOG_EVERY = 20  # steps
_SAVE_EVERY = 300.0  # seconds
_CLIP = 1.0
_POOL_SEED = 0  # the pool is the same whatever the run's seed
_FREE = ("steps", "workers", "evaluate_every", "pool", "fast")
_KINDS: tuple[Kind, Kind] = ("day", "crop")


@dataclass(frozen=True, slots=True)
class Run:
    """`train/` and `validation/` are corpora in `corpus`. Either `steps` (deterministic) or `minutes` is the budget."""

    config: TrainConfig
    corpus: Path
    out: Path
    seed: int
    minutes: float | None = None

    def progress(self, at: Progress) -> float:
        """Share of the budget that is spent, 0 to 1."""
        return at.seconds / (60 * self.minutes) if self.minutes else at.step / self.config.steps


class Told(NamedTuple):
    """What the run reports every few steps: the mean of the losses since, or a validation."""

    at: Progress
    progress: float
    windows: float  # day windows and crops a second
    losses: dict[str, float]
    validation: dict[str, float]


class Trainer:
    """Holds all that changes while training."""

    def __init__(
        self, run: Run, ranks: Ranks, device: torch.device, clock: Callable[[], float], opened: Opener = Kitchen
    ) -> None:
        self._opened = opened
        self._run, self._ranks, self._device, self._clock = run, ranks, device, clock
        torch.manual_seed(run.seed)
        self._model = Trained(CONFIGS[run.config.model]).to(device)
        self._average = Average(self._model)
        self._optimizer = _optimizer(self._model, run.config)
        self._at = Progress()
        self._mined = Mined(run.config.mine_every)

    def resume(self) -> None:
        """Raises CheckpointError."""
        states, self._at = checkpoint.load(self._run.out, self._settings())
        self._model.load_state_dict(states["model"])
        self._optimizer.load_state_dict(states["optimizer"])
        self._average.load(states["average"])
        self._mined.load(states["mined"])

    def train(self, stop: Callable[[], bool], tell: Callable[[Told], None]) -> None:
        """Until the budget is spent or `stop()`, a step at least; leaves a checkpoint and a release either way."""
        run, config = self._run, self._run.config
        pool = self._pool()
        if self._at.step == 0:
            self._standardise()
            learn_words(self._model, self._opened(self._recipe("train")).words, config, self._ranks)
            self._average = Average(self._model)
        if config.fast:
            # C++ for a CPU takes minutes to compile: there the graphs are only captured, as a rehearsal.
            backend = "inductor" if self._device.type == "cuda" else "aot_eager"
            for block in self._model.space.blocks:
                block.compile(dynamic=True, backend=backend)
        batches = feed(self._recipe("train"), _Orders(run, self._at, self._mined), config.workers, self._opened)
        began = saved = told = self._clock()
        before, windows, losses = self._at.seconds, 0, dict[str, list[Tensor]]()
        over = False
        try:
            while not over:
                kind, batch = next(batches)
                self._step(batch, losses)
                windows += batch.windows
                self._at.taken[kind] += 1
                if self._mined.due(self._at.step):
                    self._mine()
                now = self._clock()
                over = self._over(stop(), before + now - began)
                evaluate = self._ranks.rank == 0 and (over or self._at.step % config.evaluate_every == 0)
                if evaluate or self._at.step % _LOG_EVERY == 0:
                    measured = validate(self._averaged().space, pool) if evaluate else {}
                    tell(self._told(windows / (now - told), losses, measured))
                    windows, losses, told = 0, {}, self._clock()
                if over or now - saved > _SAVE_EVERY:
                    self._save()
                    saved = now
        finally:
            batches.close()

    def _over(self, stop: bool, seconds: float) -> bool:
        """Whether the run ends here; what the first rank thinks of stopping and of the time is so for all."""
        if self._ranks.world > 1:
            said = torch.tensor([float(stop), seconds], dtype=torch.float64, device=self._device)
            dist.broadcast(said, 0)
            stop, seconds = bool(said[0]), float(said[1])
        self._at.seconds = seconds
        return stop or self._run.progress(self._at) >= 1

    def _step(self, batch: Prepared, losses: dict[str, list[Tensor]]) -> None:
        self._model.train()
        rate = schedule.learning_rate(self._run.config, self._run.progress(self._at))
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        self._optimizer.zero_grad()
        parameters = list(self._model.parameters())
        for name, value in gradients(self._model, batch, parameters, self._run.config, self._ranks).items():
            losses.setdefault(name, []).append(value)
        torch.nn.utils.clip_grad_norm_(parameters, _CLIP)
        self._optimizer.step()
        self._average.update(self._model)
        self._at.step += 1

    def _told(self, rate: float, losses: dict[str, list[Tensor]], validation: dict[str, float]) -> Told:
        means = {name: torch.stack(values).mean().item() for name, values in losses.items()}
        told = Told(self._at, self._run.progress(self._at), rate, means, validation)
        if self._ranks.rank == 0:
            self._run.out.mkdir(parents=True, exist_ok=True)
            line = {"step": self._at.step, "seconds": round(self._at.seconds, 1), "windows_a_second": round(rate, 1)}
            with (self._run.out / "log.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(line | {"losses": means, "validation": validation}) + "\n")
        return told

    def _save(self) -> None:
        if self._ranks.rank:
            return
        states = {
            "model": self._model.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "average": self._average.state(),
            "mined": self._mined.state(),
        }
        checkpoint.save(self._run.out, states, self._at, self._settings())
        meta = {"name": f"wearscribe-{self._run.config.model}", "seed": self._run.seed, "step": self._at.step}
        averaged = self._averaged()
        release.save(self._run.out / "model", averaged.space, averaged.decoder, averaged.space.config, meta)

    def _averaged(self) -> Trained:
        model = copy.deepcopy(self._model)
        model.load_state_dict(self._average.weights)
        return model.eval()

    def _recipe(self, part: str) -> Recipe:
        return Recipe(self._run.corpus / part, self._run.config, self._run.seed, self._ranks.world)

    def _pool(self) -> dict[str, Prepared]:
        config = replace(self._run.config, day_batch=self._run.config.pool, crop_batch=self._run.config.pool, chunk=64)
        maker = self._opened(Recipe(self._run.corpus / "validation", config, _POOL_SEED))
        return {kind: maker.make(Order(kind, 0)).to(self._device) for kind in _KINDS}

    def _mine(self) -> None:
        """Done by the first rank for all, so that they agree."""
        found: list[np.ndarray | None] = [None]
        if self._ranks.rank == 0:
            config = replace(
                self._run.config, day_batch=self._run.config.mine_days, caption_weight=0.0, queries=0, chunk=64
            )
            maker = self._opened(Recipe(self._run.corpus / "train", config, self._run.seed))
            pool = maker.make(Order("day", self._at.step)).to(self._device)
            found = [together(self._averaged().space, pool)]
        if self._ranks.world > 1:
            dist.broadcast_object_list(found, 0)
        assert found[0] is not None
        self._mined.add(self._at.step, found[0])

    def _standardise(self) -> None:
        maker = self._opened(self._recipe("train"))
        made = [maker.make(Order(kind, 0)).to(self._device) for kind in _KINDS]
        self._model.space.sensors.standardise(
            [g.sensors for each in made for g in each.groups if g.sensors is not None]
        )

    def _settings(self) -> dict[str, Any]:
        """What a resumed run must have in common with the one before: all but its length and how it is watched."""
        settings = asdict(self._run.config) | {"seed": self._run.seed}
        return {name: value for name, value in settings.items() if name not in _FREE}


class _Orders:
    """Which batch is made next: batches are ordered ahead of the step that takes them."""

    def __init__(self, run: Run, at: Progress, mined: Mined) -> None:
        self._run, self._at, self._mined = run, at, mined
        self._step, self._taken = at.step, dict(at.taken)

    def __call__(self) -> Order:
        config = self._run.config
        progress = self._run.progress(self._at) if self._run.minutes else self._step / config.steps
        kind = schedule.kind(config, self._step, progress)
        number = self._taken[kind]
        hard = self._mined.at(self._step) if kind == "day" else None
        self._taken[kind] += 1
        self._step += 1
        return Order(kind, number, hard)


def _optimizer(model: Trained, config: TrainConfig) -> torch.optim.AdamW:
    """Weight decay pulls at the matrices of layers alone, not at norms, tokens and tables."""
    linear = {f"{name}.weight" for name, module in model.named_modules() if isinstance(module, nn.Linear)}
    groups = [
        {"params": [p for name, p in model.named_parameters() if name in linear], "weight_decay": config.weight_decay},
        {"params": [p for name, p in model.named_parameters() if name not in linear], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=config.learning_rate, betas=(0.9, 0.98))
