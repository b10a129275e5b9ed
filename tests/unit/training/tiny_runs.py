"""Training runs of seconds: the smallest model, and batches of random tokens."""

import numpy as np

from tests.unit.training import invented
from wearscribe.model.config import ModelConfig
from wearscribe.training.configs import TrainConfig
from wearscribe.training.feed import Order, Recipe
from wearscribe.training.prepare import Prepared, of_phrases, prepare

TINY_MODEL = ModelConfig(width=16, depth=1, heads=2, dims=(8, 16), decoder_depth=1)  # in CONFIGS as "tiny"
TINY = TrainConfig(model="tiny", steps=6, day_batch=4, crop_batch=5, pool=5, evaluate_every=4, workers=0, word_steps=2)


class Inventor:
    """Batches of random tokens, always the same for the same seed and order."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self._masked = invented.masked()

    def make(self, order: Order) -> Prepared:
        made = self._recipe.config
        size, minutes = {"day": (made.day_batch, 1440), "crop": (made.crop_batch, 90)}[order.kind]
        hard = [] if order.hard is None else order.hard.reshape(-1) % 1000
        random = np.random.default_rng([self._recipe.seed, order.number, minutes, *hard])
        return prepare(invented.batch(random, size, minutes=minutes), self._masked, made, size)

    def words(self, number: int) -> Prepared:
        phrases = invented.texts(np.random.default_rng([self._recipe.seed, number]), 10, 50, most=1)
        return of_phrases(phrases, np.tile(np.arange(5), 2).astype(np.int8), self._masked, 0.0)
