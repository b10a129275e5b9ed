"""More of what people ask sieves windows; guesses are kept from going wrong, and words are told apart without counting.

Revision: 0016, after 0015
"""

from pathlib import Path

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign
FILES = ("bounds", "sieve", "prefixes", "shortlists", "words")

#: Made anew with the same arguments: of the former files these functions.
FORMER = {
    "0008_words": ("telling_words",),
    "0011_prefixes": ("make_prefixes", "keep_prefixes", "keep_bounds"),
    "0011_nearest": ("shortlisted_windows",),
    "0014_ranking": ("having_windows",),
}
MADE = (
    "word_share", "guessed_distance", "sieve_of", "asked_limits", "bounds_of", "asked_bounds", "asked_names",
)  # fmt: skip
#: What is set for functions that stay as they are otherwise.
SET = {
    "passing_windows(halfvec, bigint, text)": ("random_page_cost",),
    "nearest_windows(halfvec, integer, text, text, time, time, text)": ("random_page_cost",),
    "newest_windows(query_part[], integer, text)": ("random_page_cost",),
    "wished_windows(ranked_window[], query_part[])": ("random_page_cost", "enable_bitmapscan"),
    "window_hits(ranked_window[], text, query_part[])": ("random_page_cost",),
    "worded_windows(tsquery, integer, text, text, integer)": ("random_page_cost", "max_parallel_workers_per_gather"),
}


def upgrade() -> None:
    for name in FILES:
        _run(_read(f"0016_{name}"))


def downgrade() -> None:
    for function in MADE:
        op.execute(f"DROP FUNCTION {function}")
    _run(_read("0011_bounds"))
    for file, functions in FORMER.items():
        for statement in _read(file).replace("CREATE OR REPLACE", "CREATE").split("\nCREATE "):
            if statement.startswith(tuple(f"FUNCTION {function}(" for function in functions)):
                _run(f"CREATE OR REPLACE {statement}")
    for function, settings in SET.items():
        for setting in settings:
            op.execute(f"ALTER FUNCTION {function} RESET {setting}")
    _run(_read("0011_prefixes").split("\n-- What is registered already.\n")[1])  # without the new columns


def _read(name: str) -> str:
    return (SQL / f"{name}.sql").read_text("utf-8")


def _run(statements: str) -> None:
    op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)
