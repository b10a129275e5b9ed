"""The verdicts: a floor is met by the value, a difference by its interval, and less is better where less is meant."""

import pytest

from wearscribe.evaluate.bootstrap import Measured
from wearscribe.evaluate.results import Cell, Section
from wearscribe.evaluate.summary import summary


def verdict(section: str, name: str, cell: Cell) -> object:
    (row,) = summary([Section(section, "", "", [], headline={name: cell})])
    return row["verdict"]


@pytest.mark.parametrize(("value", "expected"), [(0.84, "NOT met"), (0.86, "met"), (0.97, "goal reached")])
def test_a_floor_is_met_by_the_value(value: float, expected: str) -> None:
    assert verdict("retrieval", "mixed en R@10", Measured(value, 0.1, 1.0, 5)) == expected


@pytest.mark.parametrize(("low", "expected"), [(0.01, "met"), (-0.01, "NOT met")])
def test_a_difference_is_met_by_its_interval(low: float, expected: str) -> None:
    assert verdict("queries", "nDCG@10 less baseline ko", Measured(0.1, low, 0.2, 60)) == expected


@pytest.mark.parametrize(("area", "expected"), [(0.99, "NOT met"), (0.9, "met"), (0.7, "goal reached")])
def test_less_is_better_where_less_is_meant(area: float, expected: str) -> None:
    assert verdict("real-days", "real or synthetic, hand features", area) == expected


def test_what_needs_another_training_names_where_it_is_measured() -> None:
    rows = {
        str(row["measure"]): row
        for row in summary([Section("matryoshka", "", "", []), Section("zero-shot", "", "", [])])
    }
    assert set(rows) == {"classes held out of training, among all twenty", "the same by plain truncation"}
    for row in rows.values():
        assert "docs/studies.md" in str(row["measured"])
        assert row["verdict"] == ""
    given = Section("matryoshka", "", "", [], headline={"plain truncation 64 share kept": 0.94})
    assert [row["measured"] for row in summary([given])] == [0.94]


def test_what_was_not_measured_has_no_row() -> None:
    assert summary([]) == []
