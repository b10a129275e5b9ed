from dataclasses import replace

import numpy as np
import torch
import torch.nn.functional as F

from tests.unit.training import invented
from wearscribe.model.config import ModelConfig
from wearscribe.model.space import Space, cut
from wearscribe.training.configs import TrainConfig
from wearscribe.training.hard_negatives import mine, together
from wearscribe.training.prepare import prepare
from wearscribe.training.validate import represent


def test_the_nearest_negatives_below_the_margin_are_found() -> None:
    generator = torch.Generator().manual_seed(0)
    queries, candidates = (F.normalize(torch.randn(n, 8, generator=generator), dim=1) for n in (20, 40))
    truth = torch.randint(-1, 2, (40, 20), generator=generator, dtype=torch.int8)
    likeness = queries @ candidates.T
    for query, found in enumerate(mine(queries, candidates, truth, 5)):
        best = likeness[query][truth[:, query] == 1].max()
        limit = best - 0.05 * best.abs()
        may = [place for place in range(40) if truth[place, query] == 0 and likeness[query, place] < limit]
        hardest = sorted(may, key=lambda place: -likeness[query, place])[:5]
        assert [place for place in found.tolist() if place >= 0] == hardest


def test_without_a_positive_nothing_is_mined() -> None:
    points = F.normalize(torch.randn(3, 4), dim=1)
    assert (mine(points, points, torch.zeros(3, 3, dtype=torch.int8), 2) == -1).all()


def test_days_are_put_together_with_those_that_their_captions_name_and_never_with_their_own_edit() -> None:
    torch.manual_seed(0)
    space = Space(ModelConfig(width=16, depth=1, heads=2, dims=(8, 16)))
    ids = np.arange(100, 120, dtype=np.int32)
    twin_of = np.full(20, -1, dtype=np.int32)
    twin_of[[1, 3]] = 0, 2  # days 101 and 103 are edits of 100 and 102
    batch = replace(invented.batch(np.random.default_rng(0), 20), ids=ids, twin_of=twin_of)
    pool = prepare(batch, invented.masked(), TrainConfig(caption_weight=0.0), 20)

    found = together(space, pool)
    assert set(found[:, 0]) == set(ids.tolist()) - {101, 103}
    assert (found[:, 1] >= 0).any()
    with torch.no_grad():
        points = cut(torch.cat([represent(space, group)[0] for group in pool.groups]), 16)
    names: dict[frozenset[int], int] = {}
    for term in pool.terms:
        if term.name not in ("statistical", "structural", "semantic", "mixed"):
            continue
        hardest = mine(points[term.columns], points[term.rows], term.truth, 8)
        for text, places in enumerate(hardest.tolist()):
            own = {int(pool.days[place]) for place in np.flatnonzero(term.truth[:, text] == 1)}
            for day in own:
                for place in places:
                    pair = frozenset((day, int(pool.days[place]))) if place >= 0 else frozenset((day,))
                    names[pair] = names.get(pair, 0) + 1
    for day, *others in found.tolist():
        told = sorted((count for pair, count in names.items() if day in pair and len(pair) == 2), reverse=True)[:3]
        assert [names[frozenset((day, other))] for other in others if other >= 0] == told
