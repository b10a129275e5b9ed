"""The days that questions are asked of, landed as the line lands them."""

from collections.abc import Callable
from itertools import islice

from sqlalchemy import Engine

from benchmarks.pipeline import Lander, finish
from services.store import registry, text_tower
from wearscribe.embedder import Embedder
from wearscribe.evaluate.data import Day, held_out_days
from wearscribe.model.embedders import WEIGHTS
from wearscribe.static_tower import FILE, StaticTower
from wearscribe.verify import verify

_AT_ONCE = 32


def fill(
    engine: Engine, model: Embedder, seed: int, people: int, days: int, advance: Callable[[int], None]
) -> list[Day]:
    """Land `days` days of each of `people` simulated people of the seed, with the released model's vectors and its word
    vectors. Returns them; `advance` is told how many more have landed."""
    registry.register(engine, model.model_version, model.dimension)
    text_tower.load(engine, StaticTower.load(WEIGHTS / model.model_version / FILE))
    lander = Lander(engine)
    landed: list[Day] = []
    simulated = held_out_days(people, days, seed=seed)
    while some := list(islice(simulated, _AT_ONCE)):
        told = [day.told.model_copy(update={"captions": verify(day.told.captions, day.told.window)}) for day in some]
        lander.land(finish(model, told))
        landed += some
        advance(len(some))
    return landed
