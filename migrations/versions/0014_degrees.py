"""What is said by degree ranks by degree; more ways to say what is exact; what a question names comes first.

Revision: 0014, after 0013
"""

from pathlib import Path

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign
FILES = (
    "measures", "limits", "clock", "answers", "words", "korean", "decades", "bounds", "bindings", "bind", "claims",
    "traits", "said_by_degree", "parse_query", "hits", "ranking", "hybrid",
)  # fmt: skip

#: Made anew with the same arguments: of the former files these functions.
FORMER = {
    "0005_limits": ("question_limit",),
    "0005_clock": ("question_minute",),
    "0005_answers": ("question_answer",),
    "0005_korean": ("question_korean",),
    "0005_bounds": ("question_bounds", "question_bound", "question_range"),
    "0005_bindings": ("question_nearest", "question_fits"),
    "0005_bind": ("question_bind",),
    "0005_claims": ("question_claims",),
    "0005_parse_query": ("parse_query",),
    "0006_explain": ("explain_match",),
    "0008_words": ("asked_words", "search_hybrid"),
    "0008_wishes": ("wished_windows",),
    "0011_questions": ("answering_windows",),
    "0013_met_minutes": ("window_hits",),
}
MADE = (
    "having_windows", "having_all", "wished_share", "question_traits_said", "question_denied", "question_degree_of",
    "question_trait_of", "question_trait", "question_degree", "question_traits", "question_decades", "question_flipped",
)  # fmt: skip


def upgrade() -> None:
    for name in FILES:
        _run(_read(f"0014_{name}"))


def downgrade() -> None:
    for file, functions in FORMER.items():
        for statement in _anew(_read(file)).split("\nCREATE OR REPLACE "):
            if statement.startswith(tuple(f"FUNCTION {function}(" for function in functions)):
                _run(f"CREATE OR REPLACE {statement}")
    for function in MADE:
        op.execute(f"DROP FUNCTION {function}")
    _run("ALTER TYPE query_part DROP ATTRIBUTE degree")
    # The words and measures as 0005 made them.
    _run(_read("0005_words_english"))
    _run(_read("0005_words_korean"))
    _run(_anew(_read("0005_items").split("\nCREATE TYPE ")[0]))
    _run(_anew(_read("0005_measures")))


def _anew(statements: str) -> str:
    return statements.replace("CREATE OR REPLACE FUNCTION", "CREATE FUNCTION").replace(
        "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
    )


def _read(name: str) -> str:
    return (SQL / f"{name}.sql").read_text("utf-8")


def _run(statements: str) -> None:
    op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)
