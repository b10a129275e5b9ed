"""What questions ask of windows stands as bits beside their prefixes; what filters ask of them is indexed.

Revision: 0011, after 0010
"""

from pathlib import Path

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign
FILES = ("bounds", "prefixes", "nearest", "questions")

#: Made anew with the same arguments: of the former files these functions.
FORMER = {
    "0007_prefixes.sql": ("index_model", "keep_prefixes"),
    "0006_questions.sql": ("meeting_windows",),
    "0008_wishes.sql": ("answering_windows",),
}
MADE = (
    "make_prefixes", "keep_bounds", "sieve_of", "bounds_of", "asked_names", "asked_bounds",
    "nearest_windows", "shortlisted_windows", "passing_windows",
)  # fmt: skip


def upgrade() -> None:
    op.create_index("windows_coverage_idx", "windows", ["coverage"])
    op.create_index(
        "windows_labels_idx",
        "windows",
        ["labels"],
        postgresql_using="gin",
        postgresql_ops={"labels": "jsonb_path_ops"},
    )
    for name in FILES:
        _run((SQL / f"0011_{name}.sql").read_text("utf-8"))


def downgrade() -> None:
    for trigger in ("added", "changed"):
        op.execute(f"DROP TRIGGER annotations_{trigger} ON annotations")
    for function in MADE:
        op.execute(f"DROP FUNCTION {function}")
    _run((SQL / "0007_nearest.sql").read_text("utf-8"))
    for file, functions in FORMER.items():
        for statement in (SQL / file).read_text("utf-8").replace("CREATE OR REPLACE", "CREATE").split("\nCREATE "):
            if statement.startswith(tuple(f"FUNCTION {function}(" for function in functions)):
                _run(f"CREATE OR REPLACE {statement}")
    op.execute("ALTER FUNCTION window_hits(ranked_window[], text, query_part[]) RESET enable_bitmapscan")
    _run((SQL / "0011_back.sql").read_text("utf-8"))
    op.drop_index("windows_labels_idx", "windows")
    op.drop_index("windows_coverage_idx", "windows")


def _run(statements: str) -> None:
    op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)
