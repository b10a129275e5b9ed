"""Short training runs under one budget, each beside the base run: what the parts of the training are worth.

    python -m benchmarks.studies --corpus DIR --out DIR [--steps 150 | --minutes-each 2.5]
        [--only seeds,clip,cap,sigmoid,homogeneous,mined,plain,held-out,simulated,scaling] [--threads 2]

`DIR/train` and `DIR/validation` are corpora. A run's result is written to `OUT/RUN/result.json` and never run again; a
run that was stopped goes on from its checkpoint. With steps every run sees as many batches and can be repeated exactly;
with minutes every run takes as long, but for those of `scaling`, which take as many steps as the base took. Shorter and
with smaller batches than the release's: differences are of interest, not heights.
"""

from __future__ import annotations

import argparse
import json
import time
from copy import copy
from dataclasses import asdict, dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.study_measures import UNMET, Yardstick
from benchmarks.study_tables import Result, page, plot_scaling
from wearscribe.model.config import CONFIGS, ModelConfig
from wearscribe.training import checkpoint
from wearscribe.training.configs import TrainConfig
from wearscribe.training.corpus import Corpus
from wearscribe.training.feed import Kitchen, Recipe
from wearscribe.training.gradient_cache import ALONE
from wearscribe.training.loop import Run, Trainer
from wearscribe.training.people import FIRST_REAL

NEVER = 10**9  # steps
BASE = TrainConfig(day_batch=48, crop_batch=128, pool=16, workers=0, evaluate_every=NEVER)
SIZES = {
    f"{width}x{depth}": ModelConfig(width=width, depth=depth, heads=width // 32)
    for width, depth in ((96, 2), (192, 4), (288, 6))
}
SHARES = (1, 4, 16)  # every so many-th person


@dataclass(frozen=True, slots=True)
class Study:
    """A run: how its configuration differs from the base's, and what it does not see of the corpus."""

    name: str
    changes: dict[str, Any] = field(default_factory=dict)
    seed: int = 0
    without: tuple[str, ...] = ()
    every: int = 1  # so many-th person
    real: bool = True  # real days among the simulated ones, where the corpus has them

    def part(self, corpus: Corpus) -> Corpus:
        """What the run sees of the corpus."""
        people = np.unique(corpus.persons)
        people = people if self.real else people[people < FIRST_REAL]
        return of_people(corpus.without(self.without) if self.without else corpus, people[:: self.every])


BASE_RUN = Study("base")
STUDIES: dict[str, tuple[Study, ...]] = {
    "seeds": (Study("seed-1", seed=1), Study("seed-2", seed=2)),
    "clip": (Study("clip", {"caption_weight": 0.0}),),
    "cap": (Study("cap", {"contrastive_weight": 0.0}), Study("untrained", {"steps": 1})),
    "sigmoid": (Study("sigmoid", {"pair_loss": "sigmoid"}),),
    "homogeneous": tuple(Study(f"by-{by}", {"homogeneous": by}) for by in ("person", "kind")),
    "mined": (Study("mined", {"mine_every": 25}),),
    "plain": (Study("plain", {"model": "small-cpu-plain"}),),
    "held-out": (Study("held-out", without=UNMET),),
    "simulated": (Study("simulated", real=False),),
    "scaling": tuple(
        Study(f"{size}-{every}", {"model": size}, every=every)
        for size, every in product(SIZES, SHARES)
        if (size, every) != ("192x4", 1)  # the base
    ),
}


def of_people(corpus: Corpus, people: np.ndarray) -> Corpus:
    """The corpus of these people alone."""
    other = copy(corpus)
    kept = np.isin(corpus.persons, people)
    other.days, other.crops, other.originals = (
        each[kept[each]] for each in (corpus.days, corpus.crops, corpus.originals)
    )
    return other


def run(study: Study, options: argparse.Namespace, steps: int | None, yardstick: Yardstick) -> Result:
    """The run's result, from disk where it is there. Without `steps` the budget is minutes."""
    folder: Path = options.out / study.name
    changes: dict[str, Any] = ({"steps": steps} if steps else {}) | study.changes
    config = replace(BASE, **changes)
    minutes = None if "steps" in changes else options.minutes_each
    settings = {"study": asdict(study), "config": asdict(config), "minutes": minutes, "threads": options.threads}
    settings = json.loads(json.dumps(settings))  # as it is read
    if (folder / "result.json").is_file():
        result = Result.read(folder / "result.json")
        if result.settings != settings:
            raise SystemExit(f"{folder} is of other settings: name another --out, or delete it")
        return result
    print(f"{study.name} …", flush=True)
    train(Run(config, options.corpus, folder, study.seed, minutes), study)
    at = json.loads((folder / "log.jsonl").read_text().splitlines()[-1])
    measures = yardstick.measure(folder / "model")
    result = Result(study.name, settings, at["step"], at["seconds"], parameters(config.model), measures)
    result.write(folder / "result.json")
    return result


def train(told: Run, study: Study) -> None:
    """Go on where it stopped, or begin; nothing where it was finished. The checkpoint goes, the model stays."""
    saved = told.out / checkpoint.NAME
    if (told.out / "model").is_dir() and not saved.is_file():
        return
    trainer = Trainer(
        told, ALONE, torch.device("cpu"), time.monotonic, lambda recipe: Kitchen(recipe, _part(recipe, study))
    )
    if saved.is_file():
        trainer.resume()
    trainer.train(lambda: False, lambda _: None)
    saved.unlink()


def _part(recipe: Recipe, study: Study) -> Corpus:
    corpus = Corpus(recipe.corpus)
    return study.part(corpus) if recipe.corpus.name == "train" else corpus


def parameters(model: str) -> int:
    """Of the encoder, in which the sentence encoder below it does not count."""
    from wearscribe.model.space import Space

    return sum(each.numel() for each in Space(CONFIGS[model]).parameters())


def main() -> None:
    parser = argparse.ArgumentParser(description="Short training runs, each beside the base run.")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument("--minutes-each", type=float, help="of training, measuring not counted")
    budget.add_argument("--steps", type=int, default=150)
    parser.add_argument("--only", default=",".join(STUDIES), help=f"of {', '.join(STUDIES)}; or base")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    chosen = [name for name in options.only.split(",") if name != "base"]
    if unknown := set(chosen) - set(STUDIES):
        parser.error(f"no {', '.join(sorted(unknown))} among the studies: {', '.join(STUDIES)}")
    torch.set_num_threads(options.threads)
    CONFIGS.update(SIZES)
    yardstick = Yardstick(options.corpus / "validation")
    steps = None if options.minutes_each else options.steps
    base = run(BASE_RUN, options, steps, yardstick)
    results: dict[str, list[Result]] = {name: [] for name in chosen}
    for name in chosen:
        for study in STUDIES[name]:
            results[name].append(run(study, options, base.steps if name == "scaling" else steps, yardstick))
            written = page(base, results, yardstick.about, yardstick.chance)
            (options.out / "studies.md").write_text(written, encoding="utf-8")
    written = page(base, results, yardstick.about, yardstick.chance)
    (options.out / "studies.md").write_text(written, encoding="utf-8")
    if results.get("scaling"):
        plot_scaling([base, *results["scaling"]], options.out / "scaling.png")
    print(written)


if __name__ == "__main__":
    main()
