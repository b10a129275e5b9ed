"""Questions are split into exact conditions over the annotations, wishes, and the rest for the vectors.

Revision: 0005, after 0004
"""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign
FILES = (
    "query_part",
    "words_english",
    "words_korean",
    "items",
    "korean",
    "numbers",
    "clock",
    "bounds",
    "measures",
    "limits",
    "answers",
    "bindings",
    "bind",
    "claims",
    "parse_query",
    "indexes",
)


def upgrade() -> None:
    for name in FILES:
        statements = (SQL / f"0005_{name}.sql").read_text("utf-8")
        op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)


def downgrade() -> None:
    for index in ("asleep", "total", "max", "resting", "minutes", "asked"):
        op.execute(f"DROP INDEX annotations_{index}_idx")
    for function in (
        "parse_query(text)",
        "question_piece(text, question_item[], integer[])",
        "question_claims(question_item[])",
        "question_bind(question_item[], integer[], boolean[], integer, integer)",
        "question_statistic(text, question_item, text, boolean)",
        "question_hours(question_item, text, text)",
        "question_nearest(question_item[], integer, boolean[])",
        "question_fits(question_item, question_item, boolean)",
        "question_weekdays(text, boolean)",
        "question_answer(question_claim[])",
        "question_part_limit(text, text, text)",
        "question_clock_limit(text, text, text, question_item)",
        "question_limit(text, question_item)",
        "told_clock(timestamp, integer)",
        "told_minutes(double precision)",
        "question_activities()",
        "question_measures()",
        "question_range(question_item, question_item, text)",
        "question_bound(question_item, text, text)",
        "question_bounds(question_item[])",
        "question_clocks(question_item[])",
        "question_minute(numeric, text)",
        "question_minutes(question_item[])",
        "question_numbers(question_item[])",
        "question_korean(jsonb, text[], integer, integer, question_item[])",
        "question_items(text)",
        "question_number(text)",
        "question_words()",
    ):
        op.execute(f"DROP FUNCTION {function}")
    for kind in ("question_claim", "question_limit", "question_item", "query_part"):
        op.execute(f"DROP TYPE {kind}")
