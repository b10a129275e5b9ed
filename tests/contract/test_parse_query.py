"""Questions split into exact conditions, wishes and a rest: what each query means, and nothing made of what is none."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from services.store.engine import connect

pytestmark = pytest.mark.real

QUESTIONS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "questions.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def database(migrated_database: Callable[[], str]) -> Iterator[Connection]:
    engine = connect(migrated_database())
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield connection
    engine.dispose()


def parse(connection: Connection, query: str) -> list[Any]:
    return list(connection.execute(text("SELECT * FROM parse_query(:query)"), {"query": query}))


def test_there_are_enough_of_both_languages() -> None:
    korean = [question for question in QUESTIONS if any("가" <= letter <= "힣" for letter in question["query"])]
    assert len(QUESTIONS) >= 270
    assert len(korean) >= 120
    assert len({question["query"] for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["id"] for question in QUESTIONS])
def test_what_a_question_means(database: Connection, question: dict[str, Any]) -> None:
    parts = parse(database, question["query"])
    assert {
        "conditions": [part.means for part in parts if part.kind == "condition"],
        "wishes": [part.means for part in parts if part.kind == "wish"],
        "traits": [part.means for part in parts if part.kind == "trait"],
        "rest": " ".join(part.piece for part in parts if part.kind == "rest"),
    } == {"traits": []} | {key: question[key] for key in ("conditions", "wishes", "traits", "rest") if key in question}


def test_every_condition_runs_on_an_empty_database(database: Connection) -> None:
    for question in QUESTIONS:
        for part in parse(database, question["query"]):
            if part.condition:
                database.exec_driver_sql(
                    f"SELECT {part.evidence}, {part.degree or '1'} FROM windows w WHERE {part.condition}",
                    execution_options={"no_parameters": True},
                ).all()


@pytest.mark.parametrize(
    "query",
    [
        "'; DROP TABLE windows; --",
        "$$ || %L %s %1$s",
        "less than '5' hours' OR 1=1 --",
        'run > 30 min"; SELECT 1',
        "\\",
    ],
)
def test_no_word_of_a_question_becomes_sql(database: Connection, query: str) -> None:
    for part in parse(database, query):
        for word in ("DROP TABLE", "1=1", "SELECT 1", "%L", "$$"):
            assert word not in f"{part.condition}{part.evidence}{part.means}"
        if part.condition:
            database.exec_driver_sql(
                f"SELECT {part.evidence} FROM windows w WHERE {part.condition}",
                execution_options={"no_parameters": True},
            )


def test_a_long_text_is_no_question(database: Connection) -> None:
    assert [part.kind for part in parse(database, "slept less than 5 hours " * 2000)] == ["rest"]


@pytest.mark.parametrize("nothing", ["", "  \n\t ", None])
def test_nothing_is_asked_by_nothing(database: Connection, nothing: str | None) -> None:
    assert parse(database, nothing) == []  # type: ignore[arg-type]


_WORDS = sorted({word for question in QUESTIONS for word in question["query"].split()})
_ANYTHING = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=80)
_SENTENCES = st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(_ANYTHING, _SENTENCES))
@example("99999999999999999999 hours of sleep")
@example("25:99 24:00 12:60 1e5 1..2 ,,, 1,2,3")
@example("½ 한 두 세 만 천 보보보 시시시 분분분")
@example("\u200b\u0301\x01\x02")
def test_any_text_is_split_into_sql_that_runs(database: Connection, query: str) -> None:
    for part in parse(database, query):
        assert part.piece.strip()
        assert (part.means is None) == (part.condition is None) == (part.evidence is None) == (part.kind == "rest")
        assert part.kind != "trait" or part.degree is not None
        if part.condition:
            database.exec_driver_sql(
                f"SELECT {part.evidence}, {part.degree or '1'} FROM windows w WHERE {part.condition}",
                execution_options={"no_parameters": True},
            )
