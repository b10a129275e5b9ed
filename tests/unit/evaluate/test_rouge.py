"""ROUGE-L against its definition."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from wearscribe.evaluate.rouge import rouge_l

_TEXTS = st.lists(st.sampled_from("abcd"), max_size=12)


def _longest(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    @cache
    def shared(i: int, j: int) -> int:
        if i == len(first) or j == len(second):
            return 0
        if first[i] == second[j]:
            return 1 + shared(i + 1, j + 1)
        return max(shared(i + 1, j), shared(i, j + 1))

    return shared(0, 0)


@given(_TEXTS, _TEXTS)
def test_it_is_the_longest_common_subsequence(first: list[str], second: list[str]) -> None:
    longest = _longest(tuple(first), tuple(second))
    wanted = 2 * longest / (len(first) + len(second)) if longest else 0
    assert rouge_l(" ".join(first), " ".join(second)) == wanted
