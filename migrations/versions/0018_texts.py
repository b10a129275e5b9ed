"""What a search for a text costs however many windows there are: less is planned anew, and nothing is looked up twice.

Revision: 0018, after 0017
"""

import re
from pathlib import Path

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign
FILES = ("said", "hits", "having", "wishes", "sieve", "words", "index")

MADE = (
    "wished_windows(ranked_window[], text)", "complete_share", "named_conditions", "asked_measures", "met_facts",
    "facts_of", "sentences_about",
)  # fmt: skip
#: Made anew with the same arguments, or dropped: of the former files these functions.
FORMER = {
    "0010_said": ("said_of(window_id uuid, spans",),
    "0014_hits": ("window_hits(",),
    "0014_ranking": ("wished_windows(", "having_all("),
    "0015_complete": ("answering_windows(",),
    "0016_shortlists": ("having_windows(",),
    "0016_sieve": ("sieve_of(",),
    "0016_words": ("telling_words(",),
}
#: What was set for functions beside their text.
SET = (
    "window_hits(ranked_window[], text, query_part[]) SET random_page_cost = 1.1",
    "wished_windows(ranked_window[], query_part[]) SET random_page_cost = 1.1",
    "wished_windows(ranked_window[], query_part[]) SET enable_bitmapscan = off",
    "text_vector(text, boolean) RESET plan_cache_mode",
)


def upgrade() -> None:
    for name in FILES:
        _run(_read(f"0018_{name}"))


def downgrade() -> None:
    for file, functions in FORMER.items():
        for statement in re.split("\n(?:CREATE (?:OR REPLACE )?|ALTER )", _read(file)):
            if statement.startswith(tuple(f"FUNCTION {function}" for function in functions)):
                _run(f"CREATE OR REPLACE {statement}")
    for setting in SET:
        op.execute(f"ALTER FUNCTION {setting}")
    for function in MADE:
        op.execute(f"DROP FUNCTION {function}")
    op.execute("DROP TYPE met_fact")
    op.execute("DROP INDEX annotations_asked_idx")
    _run(f"CREATE INDEX {_read('0005_indexes').split('CREATE INDEX ')[-1]}")


def _read(name: str) -> str:
    return (SQL / f"{name}.sql").read_text("utf-8")


def _run(statements: str) -> None:
    op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)
