"""The static tower weighs a token by the square root of how often a text has it.

Revision: 0009, after 0008
"""

from pathlib import Path

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign


def upgrade() -> None:
    op.get_bind().exec_driver_sql((SQL / "0009_weighted_words.sql").read_text("utf-8"), execution_options=UNFORMATTED)


def downgrade() -> None:
    """As 0006 made it."""
    former = (SQL / "0006_words_to_vectors.sql").read_text("utf-8").split("\nCREATE ")
    (statement,) = (each for each in former if each.startswith("FUNCTION text_vector("))
    op.get_bind().exec_driver_sql(f"CREATE OR REPLACE {statement}", execution_options=UNFORMATTED)
