"""Functions: which model is searched, and finding windows by a vector, by another window, by words.

Revision: 0002, after 0001
"""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign


def upgrade() -> None:
    # Only once pgvector's library is loaded does Postgres know its settings, which the functions pin.
    op.execute("SELECT '[1]'::vector")
    for name in ("0002_models.sql", "0002_search.sql"):
        op.get_bind().exec_driver_sql((SQL / name).read_text("utf-8"), execution_options=UNFORMATTED)


def downgrade() -> None:
    for function in (
        "search_captions",
        "similar_windows",
        "search_windows",
        "said_of",
        "summary_of",
        "active_model",
        "activate_model",
        "register_model",
    ):
        op.execute(f"DROP FUNCTION {function}")
    op.execute("DROP TYPE window_hit")
