"""What a search for a text costs however many windows there are: less is planned anew, and nothing is looked up twice.

Revision: 0018, after 0017
"""

from pathlib import Path

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign
FILES = ("said", "hits", "wishes", "sieve")

#: Made anew with the same arguments, or dropped: of the former files these functions.
FORMER = {
    "0010_said": "said_of(window_id uuid, spans",
    "0014_hits": "window_hits(",
    "0014_ranking": "wished_windows(",
    "0015_complete": "answering_windows(",
    "0016_sieve": "sieve_of(",
}
MADE = ("wished_windows(ranked_window[], text)", "complete_share", "asked_measures", "met_facts", "facts_of")
#: What earlier revisions set for functions beside their text.
SET = {
    "window_hits(ranked_window[], text, query_part[])": ("random_page_cost = 1.1",),
    "wished_windows(ranked_window[], query_part[])": ("random_page_cost = 1.1", "enable_bitmapscan = off"),
}


def upgrade() -> None:
    for name in FILES:
        _run(_read(f"0018_{name}"))


def downgrade() -> None:
    for function in MADE:
        op.execute(f"DROP FUNCTION {function}")
    for file, function in FORMER.items():
        for statement in _read(file).replace("CREATE OR REPLACE", "CREATE").split("\nCREATE "):
            if statement.startswith(f"FUNCTION {function}"):
                _run(f"CREATE OR REPLACE {statement}")
    for function, settings in SET.items():
        for setting in settings:
            op.execute(f"ALTER FUNCTION {function} SET {setting}")
    op.execute("DROP FUNCTION sentences_about")
    op.execute("DROP TYPE met_fact")


def _read(name: str) -> str:
    return (SQL / f"{name}.sql").read_text("utf-8")


def _run(statements: str) -> None:
    op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)
