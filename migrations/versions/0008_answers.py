"""Hits tell the minutes of what meets the question.

Revision: 0008, after 0007
"""

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign
FILES = ("met_spans",)

#: Made anew with the same arguments: of the former files these functions.
FORMER = {"0006_filters.sql": ("window_hits",), "0006_explain.sql": ("claims_of",)}


def upgrade() -> None:
    for name in FILES:
        _run((SQL / f"0008_{name}.sql").read_text("utf-8"))


def downgrade() -> None:
    op.execute("ALTER TYPE window_hit DROP ATTRIBUTE met_spans")
    for file, functions in FORMER.items():
        for statement in (SQL / file).read_text("utf-8").split("\nCREATE "):
            if statement.startswith(tuple(f"FUNCTION {function}(" for function in functions)):
                _run(f"CREATE OR REPLACE {statement}")


def _run(statements: str) -> None:
    op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)
