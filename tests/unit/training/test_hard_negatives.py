import torch
import torch.nn.functional as F

from wearscribe.training.hard_negatives import mine


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
