"""The address holds the question, whole; what an address holds besides is no question."""

from datetime import date, datetime, time
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.finding import By
from services.search.page.elsewhere import search_address
from services.search.page.question import Question

words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30)
clocks = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@given(
    st.builds(
        Question, text=words, like=st.none() | st.uuids(), k=st.integers(1, 100), by=st.sampled_from(By),
        subject=st.none() | words, source=st.none() | words, since=st.none() | st.dates(), to=st.none() | st.dates(),
        time_from=st.none() | clocks, time_to=st.none() | clocks, label=st.none() | words,
        weekday=st.sets(st.integers(1, 7)).map(lambda days: tuple(sorted(days))),
        min_coverage=st.none() | st.sampled_from([0.0, 0.5, 0.8, 1.0]), language=st.none() | st.just("ko"),
    )
)  # fmt: skip
def test_a_question_is_its_address(question: Question) -> None:
    assert Question.read(urlsplit(question.address()).query) == question


@pytest.mark.parametrize(
    "query",
    ["k=many&k=", "like=no-id", "since=soon", "time_from=25:00", "weekday=8&weekday=x", "min_coverage=2", "by=x"],
)
def test_what_cannot_be_understood_is_not_given(query: str) -> None:
    assert Question.read(query) == Question()


def test_the_last_day_may_be_found() -> None:
    filters = Question(text="a run", since=date(2021, 3, 1), to=date(2021, 3, 2)).filters
    assert (filters.since, filters.until) == (datetime(2021, 3, 1), datetime(2021, 3, 3))


def test_the_same_question_over_http() -> None:
    window = UUID(int=7)
    narrowed = Question("a nap", to=date(2021, 3, 2), time_from=time(9), weekday=(6, 7))
    address = search_address(narrowed)
    assert address.startswith("/v1/search?")
    for part in ("until=2021-03-03", "time_from=09%3A00", "weekday=6&weekday=7", "text=a+nap", "language=en"):
        assert part in address
    assert search_address(Question(like=window)).startswith(f"/v1/windows/{window}/similar?")
    assert search_address(Question("but", like=window)).startswith(f"/v1/windows/{window}/composed?")
