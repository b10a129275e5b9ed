"""What has all that a question names is looked for first, and stands before what lacks something, whatever k is.

Revision: 0015, after 0014
"""

from pathlib import Path

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign


def upgrade() -> None:
    op.get_bind().exec_driver_sql((SQL / "0015_complete.sql").read_text("utf-8"), execution_options=UNFORMATTED)


def downgrade() -> None:
    """As 0014 made it."""
    former = (SQL / "0014_ranking.sql").read_text("utf-8")
    statements = former[former.index("CREATE OR REPLACE FUNCTION answering_windows(") :]
    op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)
