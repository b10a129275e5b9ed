"""Three steps side by side do what they would do one after the other, and never run far ahead."""

from threading import get_ident

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.pipeline import ROOM, in_step


@given(st.lists(st.integers(), max_size=20))
def test_the_results_are_those_of_the_steps_in_a_row(parts: list[int]) -> None:
    assert in_step(parts, lambda n: n + 1, lambda n: 2 * n, str) == [str(2 * (n + 1)) for n in parts]


@pytest.mark.parametrize("failing", range(3))
@pytest.mark.parametrize("at", [0, 3, 7])
def test_an_error_of_any_step_is_raised_and_no_further_part_enters(failing: int, at: int) -> None:
    entered: list[list[int]] = [[], [], []]

    def step(number: int, part: int) -> int:
        entered[number].append(part)
        if number == failing and part == at:
            raise RuntimeError("no room")
        return part

    with pytest.raises(RuntimeError, match="no room"):
        in_step(range(8), *(lambda part, number=number: step(number, part) for number in range(3)))
    assert all(parts == sorted(parts) for parts in entered)
    assert max(entered[0]) <= at + 2 * ROOM + 1


def test_no_step_waits_on_more_than_its_room() -> None:
    begun: list[int] = []
    ahead: list[int] = []

    def slow(part: int) -> int:
        ahead.append(len(begun) - part)
        return part

    in_step(range(30), lambda part: begun.append(part) or part, slow, lambda part: part)  # type: ignore[func-returns-value]
    assert max(ahead) <= ROOM + 1


def test_the_model_runs_on_the_thread_that_asks() -> None:
    assert in_step([0, 1], lambda _: None, lambda _: get_ident(), lambda thread: thread) == [get_ident()] * 2
