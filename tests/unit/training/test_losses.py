import pytest
import torch
import torch.nn.functional as F

from wearscribe.training.losses import Term, contrast, info_nce, sigmoid_pairs


def random_pairs(seed: int, rows: int = 7, columns: int = 9) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    logits = 3 * torch.randn(rows, columns, generator=generator)
    return logits, torch.randint(-1, 2, (rows, columns), generator=generator, dtype=torch.int8)


def test_one_positive_a_row_is_cross_entropy_in_both_directions() -> None:
    logits, _ = random_pairs(0, 6, 6)
    places = torch.arange(6)
    expected = (F.cross_entropy(logits, places) + F.cross_entropy(logits.T, places)) / 2
    torch.testing.assert_close(info_nce(logits, torch.eye(6, dtype=torch.int8)), expected)


def test_positives_do_not_repel_each_other() -> None:
    truth = torch.tensor([[1, 1, 0]], dtype=torch.int8)
    far = info_nce(torch.tensor([[20.0, 20.0, -20.0]]), truth)
    assert far < 1e-6  # with both in one denominator it would be log 2 at least


@pytest.mark.parametrize("loss", [info_nce, sigmoid_pairs])
@pytest.mark.parametrize("seed", range(5))
def test_unknown_pairs_change_nothing(loss, seed: int) -> None:
    logits, truth = random_pairs(seed)
    other = torch.where(truth == -1, 50 * torch.randn_like(logits), logits)
    torch.testing.assert_close(loss(other, truth), loss(logits, truth))


@pytest.mark.parametrize("loss", [info_nce, sigmoid_pairs])
@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_a_batch_changes_nothing(loss, seed: int) -> None:
    logits, truth = random_pairs(seed)
    rows, columns = torch.randperm(7), torch.randperm(9)
    torch.testing.assert_close(loss(logits[rows][:, columns], truth[rows][:, columns]), loss(logits, truth))


@pytest.mark.parametrize("loss", [info_nce, sigmoid_pairs])
@pytest.mark.parametrize("seed", range(5))
def test_gradients_pull_positives_and_push_negatives(loss, seed: int) -> None:
    logits, truth = random_pairs(seed)
    logits.requires_grad_()
    loss(logits, truth).backward()
    assert (logits.grad[truth == 1] <= 0).all()
    assert (logits.grad[truth == 0] >= 0).all()
    assert (logits.grad[truth == -1] == 0).all()


def test_a_batch_without_negatives_or_positives_has_no_loss_and_a_finite_gradient() -> None:
    for fill in (1, 0, -1):
        logits = torch.zeros(3, 4, requires_grad=True)
        value = info_nce(logits, torch.full((3, 4), fill, dtype=torch.int8))
        value.backward()
        assert value == 0
        assert logits.grad.isfinite().all()


def test_every_matryoshka_size_counts() -> None:
    """Points that differ in their last numbers alone cannot be told apart by their first."""
    points = torch.zeros(4, 8)
    points[:, 0] = 1
    points[torch.arange(4), 4 + torch.arange(4)] = 10
    doubled = points.repeat(2, 1)
    term = Term("pairs", 1.0, torch.arange(4), 4 + torch.arange(4), torch.eye(4, dtype=torch.int8))
    whole = contrast(doubled, [term], torch.tensor(50.0), (8,))["pairs"]
    both = contrast(doubled, [term], torch.tensor(50.0), (4, 8))["pairs"]
    torch.testing.assert_close(both, (whole + torch.tensor(4.0).log()) / 2)
