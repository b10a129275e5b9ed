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
FILES = ("parse_query",)


def upgrade() -> None:
    for name in FILES:
        statements = (SQL / f"0005_{name}.sql").read_text("utf-8")
        op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)


def downgrade() -> None:
    op.execute("DROP FUNCTION parse_query(text)")
    op.execute("DROP TYPE query_part")
