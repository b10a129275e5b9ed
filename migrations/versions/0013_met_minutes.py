"""Of a hit whose minutes meet all that was asked, those are told and not the bout that lies nearest besides.

Revision: 0013, after 0012
"""

from pathlib import Path

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign


def upgrade() -> None:
    op.get_bind().exec_driver_sql((SQL / "0013_met_minutes.sql").read_text("utf-8"), execution_options=UNFORMATTED)


def downgrade() -> None:
    """As 0010 made it."""
    former = (SQL / "0010_said.sql").read_text("utf-8").split("\nCREATE OR REPLACE ")
    (function,) = (each for each in former if each.startswith("FUNCTION window_hits("))
    statement = function[: function.index("\n$$;") + len("\n$$;")]
    op.get_bind().exec_driver_sql(f"CREATE OR REPLACE {statement}", execution_options=UNFORMATTED)
