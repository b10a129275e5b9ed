"""The conditions of a search for words and meaning are asked of the windows with the best captions alone.

Revision: 0017, after 0016
"""

from pathlib import Path

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign

FORMER = {"0006_hybrid": "worded_windows", "0014_hybrid": "search_hybrid"}


def upgrade() -> None:
    _run(_read("0017_words"))


def downgrade() -> None:
    op.execute("DROP FUNCTION worded_windows")
    for file, function in FORMER.items():
        for statement in _read(file).replace("CREATE OR REPLACE", "CREATE").split("\nCREATE "):
            if statement.startswith(f"FUNCTION {function}("):
                _run(f"CREATE OR REPLACE {statement}")
    for setting in ("random_page_cost = 1.1", "max_parallel_workers_per_gather = 0"):
        op.execute(f"ALTER FUNCTION worded_windows(tsquery, integer, text, text, integer) SET {setting}")


def _read(name: str) -> str:
    return (SQL / f"{name}.sql").read_text("utf-8")


def _run(statements: str) -> None:
    op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)
