"""Whole windows are ranked by the first dimensions of their vectors, all of them, then the best by the whole vectors.

Revision: 0007, after 0006
"""

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign


def upgrade() -> None:
    op.get_bind().exec_driver_sql((SQL / "0007_prefixes.sql").read_text("utf-8"), execution_options=UNFORMATTED)


def downgrade() -> None:
    op.get_bind().exec_driver_sql((SQL / "0007_prefixes_back.sql").read_text("utf-8"), execution_options=UNFORMATTED)
