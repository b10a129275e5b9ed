"""How a model is trained: sizes, rates and weights, a dataclass a size."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from wearscribe.model.config import CONFIGS as MODELS
from wearscribe.training.batches import TEXT_KINDS

#: Weights of the parts of the contrastive loss. The texts by kind, then the other pairs of the batch.
WEIGHTS: dict[str, float] = dict.fromkeys(TEXT_KINDS, 1.0) | {
    "episode": 1.0,
    "night": 0.5,
    "whole": 1.0,
    "words": 1.0,
    "composed": 1.0,
    "query": 0.5,
    "named": 0.5,
}


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """`caption_weight` 0 gives CLIP, `contrastive_weight` 0 gives Cap.

    `chunk`: windows of a piece of the batch where gradients are cached, 0 = the whole batch at once.
    """

    model: str = "small-cpu"
    steps: int = 8_000
    day_batch: int = 96
    crop_batch: int = 256
    chunk: int = 0
    learning_rate: float = 1e-3
    weight_decay: float = 0.05
    word_steps: int = 320  # of phrases alone, before the first window
    token_dropout: float = 0.1  # share of a window's tokens that the others do not see
    text_noise: float = 0.5  # on a sentence's vector, whose length is 1: at most so long
    phrase_noise: float = 1.5  # the same for the phrases of activities, which are few enough to be learnt by heart
    unspelt: float = 1.0  # at most so large a share of a sentence's n-grams is hidden
    warm_up: float = 0.03  # share of the budget
    crops_first: float = 0.2  # share of the budget in which most batches are crops
    contrastive_weight: float = 1.0
    caption_weight: float = 0.25
    captions: int = 16  # of so many windows of a batch
    queries: int = 20  # at most so many composed ones, and windows with an instruction
    pair_loss: Literal["info_nce", "sigmoid"] = "info_nce"
    homogeneous: Literal["person", "kind"] | None = None
    mine_every: int = 0  # steps from one mining of hard negatives to the next; 0 = none are mined
    mine_days: int = 512  # among so many windows
    weights: dict[str, float] = field(default_factory=lambda: dict(WEIGHTS))
    evaluate_every: int = 500
    pool: int = 300  # windows among which validation retrieves
    workers: int = 1  # processes that make batches
    fast: bool = False  # bf16 and torch.compile; on a CPU a rehearsal, slower than without


CONFIGS: dict[str, TrainConfig] = {
    "small-cpu": TrainConfig(),
    "small-gpu": TrainConfig(
        model="small-gpu", steps=20_000, day_batch=1024, crop_batch=2048, captions=256, queries=256,
        learning_rate=6e-4, evaluate_every=1_000, pool=1_000, workers=12, fast=True,
    ),
    "base": TrainConfig(
        model="base", steps=50_000, day_batch=2048, crop_batch=4096, captions=512, queries=512, chunk=512,
        learning_rate=3e-4, evaluate_every=2_000, pool=1_000, workers=12, fast=True,
    ),
}  # fmt: skip


def changed(config: TrainConfig, values: Mapping[str, str]) -> TrainConfig:
    """The configuration with some fields given as text.

    Raises ValueError for a name that is no field, a value that is none of its kind, or a model that is not there.
    """
    kinds = {field.name: type(getattr(config, field.name)) for field in fields(config) if field.name != "weights"}
    if unknown := sorted(set(values) - set(kinds)):
        raise ValueError(f"no {', '.join(unknown)} in the configuration; there are {', '.join(kinds)}")
    read: dict[str, Any] = {
        name: text if kinds[name] is type(None) else _bool(text) if kinds[name] is bool else kinds[name](text)
        for name, text in values.items()
    }
    if (model := read.get("model", config.model)) not in MODELS:
        raise ValueError(f"no model {model}; there are {', '.join(MODELS)}")
    return replace(config, **read)


def _bool(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"neither true nor false: {text}")
    return text == "true"
