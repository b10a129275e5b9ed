"""A model can be removed while searches go on, and no one is ended for it.

Revision: 0012, after 0011
"""

from pathlib import Path

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign


def upgrade() -> None:
    op.get_bind().exec_driver_sql((SQL / "0012_removal.sql").read_text("utf-8"), execution_options=UNFORMATTED)


def downgrade() -> None:
    """As 0007 made it."""
    former = (SQL / "0007_prefixes.sql").read_text("utf-8").split("\nCREATE OR REPLACE ")
    (function,) = (each for each in former if each.startswith("FUNCTION remove_model("))
    statement = function[: function.index("\n$$;") + len("\n$$;")]
    op.get_bind().exec_driver_sql(f"CREATE OR REPLACE {statement}", execution_options=UNFORMATTED)
