"""What is said of a hit is about the minutes that answer; an activity that no window has is said to be absent.

Revision: 0010, after 0009
"""

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign

#: Made anew with the same arguments: of the former files these functions.
FORMER = {"0004_models.sql": "said_of(\n", "0008_met_spans.sql": "window_hits(\n"}


def upgrade() -> None:
    _run((SQL / "0010_said.sql").read_text("utf-8"))


def downgrade() -> None:
    for file, function in FORMER.items():
        for statement in (SQL / file).read_text("utf-8").split("\nCREATE OR REPLACE "):
            if statement.startswith(f"FUNCTION {function}"):
                _run(f"CREATE OR REPLACE {statement}")
    op.execute("DROP FUNCTION said_of(uuid, int4range[], text)")
    op.execute("DROP FUNCTION absent_activities(query_part[])")


def _run(statements: str) -> None:
    op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)
