"""Views that people read: windows, annotations with clock times, rejections counted.

Revision: 0003, after 0002
"""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign


def upgrade() -> None:
    op.get_bind().exec_driver_sql((SQL / "0003_views.sql").read_text("utf-8"), execution_options=UNFORMATTED)


def downgrade() -> None:
    for view in ("v_rejections", "v_annotations", "v_windows"):
        op.execute(f"DROP VIEW {view}")
