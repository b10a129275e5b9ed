"""What no search can answer is refused with a hint, vectors of another model too; of what is known
only in part the nearest must be nearer; and no label of those given may tell a window.

Revision: 0020, after 0021
"""

from pathlib import Path

from alembic import op

revision = "0020"
down_revision = "0021"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign
FILES = ("checks", "vectors", "texts", "windows", "nothing", "labels")


def upgrade() -> None:
    for name in FILES:
        statements = (SQL / f"0020_{name}.sql").read_text("utf-8")
        op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)


def downgrade() -> None:
    raise NotImplementedError("searches of before are in the former revisions: restore a dump to go back")
