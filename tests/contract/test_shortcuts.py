"""What a search asks in one, or not at all since something else implies it, is what asking each would have told."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, text

from services.store.engine import connect
from tests.support.asked_windows import QUESTIONS, fill

pytestmark = pytest.mark.real

_UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign
_MET = text("""
    SELECT f.part, f.window_id, f.place, f.said, f.minutes FROM unnest(met_facts(
        ARRAY(SELECT ROW(window_id, 0, 'window', 0, minutes, NULL)::ranked_window
              FROM windows WHERE subject = 'subject-1'), question_parts(:query))) f
""")
_EVIDENCE = text("""
    SELECT string_agg(format(
        'SELECT %s, w.window_id, fact.place, fact.said, CASE WHEN claim.first < claim.last '
        'AND (claim.first, claim.last) <> (0, w.minutes) THEN int4range(claim.first, claim.last) END FROM windows w '
        'CROSS JOIN LATERAL unnest(string_to_array((%s), ''; '')) WITH ORDINALITY fact (said, place) '
        'LEFT JOIN LATERAL (%s) claim USING (place) WHERE w.subject = ''subject-1''',
        p.place, p.evidence, claims_of(p.condition)), ' UNION ALL ')
    FROM unnest(question_parts(:query)) WITH ORDINALITY p (piece, kind, means, condition, evidence, degree, place)
    WHERE p.evidence IS NOT NULL
""")
_NAMED = text("""
    SELECT having_all(question_parts(:query)), string_agg('(' || CASE p.kind
        WHEN 'wish' THEN coalesce(p.degree || ' = 1', p.condition) ELSE p.condition END || ')', ' AND ')
    FROM parse_query(:query) p WHERE p.kind <> 'rest'
""")
_SHARES = text("""
    SELECT having_all(parts), wished_share(parts), complete_share(parts) FROM question_parts(:query) parts
    WHERE wished_share(parts) IS NOT NULL
""")
_AS_BOUNDS = """
    SELECT b.word, b.place, m.measure, m.rows, m.value, m.dawn, b.op, b.bound FROM asked_measures() m
    CROSS JOIN LATERAL unnest(m.words, m.places, m.ops, m.bounds) b (word, place, op, bound)
"""


@pytest.fixture(scope="module")
def connection(migrated_database: Callable[[], str]) -> Iterator[Connection]:
    engine = connect(migrated_database())
    fill(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def rows_of(connection: Connection, statement: str) -> list[tuple[object, ...]]:
    return sorted(map(tuple, connection.exec_driver_sql(statement, execution_options=_UNFORMATTED)), key=str)


def test_facts_are_the_evidence_with_the_minutes_of_its_claims(connection: Connection) -> None:
    told = 0
    for question in QUESTIONS:
        statement = connection.execute(_EVIDENCE, {"query": question}).scalar_one()
        met = sorted(map(tuple, connection.execute(_MET, {"query": question})), key=str)
        assert met == (rows_of(connection, statement) if statement else []), question
        told += len(met)
    assert told >= 1000


def test_what_is_implied_need_not_be_asked(connection: Connection) -> None:
    shorter = 0
    for question in QUESTIONS:
        short, each = connection.execute(_NAMED, {"query": question}).one()
        if short != each:
            shorter += len(short) < len(each)
            asked = (rows_of(connection, f"SELECT window_id FROM windows w WHERE {has}") for has in (short, each))
            assert next(asked) == next(asked), question
    assert shorter >= 20


def test_of_a_window_that_has_all_the_degrees_tell_its_share(connection: Connection) -> None:
    compared = 0
    for question in QUESTIONS:
        for having, share, complete in connection.execute(_SHARES, {"query": question}):
            shares = rows_of(connection, f"SELECT {share}, {complete} FROM windows w WHERE {having}")
            assert all(one == other for one, other in shares), question
            compared += len(shares)
    assert compared >= 1000


def test_measures_are_asked_for_as_the_bits_say(connection: Connection) -> None:
    assert rows_of(connection, _AS_BOUNDS) == rows_of(connection, "SELECT * FROM asked_bounds()")
