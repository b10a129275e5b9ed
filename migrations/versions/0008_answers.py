"""Minutes of what meets a question; any of its words in hybrid search; replays marked, caches bounded.

Revision: 0008, after 0007
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign
FILES = ("met_spans", "words", "wishes", "rejections")
CACHES = ("text_embeddings", "composed_embeddings")

#: Made anew with the same arguments: of the former files these functions.
FORMER = {
    "0006_filters.sql": ("window_hits",),
    "0006_explain.sql": ("claims_of",),
    "0006_hybrid.sql": ("words_of", "search_hybrid"),
    "0006_questions.sql": ("answering_windows",),
}

EMBEDDINGS = "A point for each span of a window"


def upgrade() -> None:
    op.add_column(
        "rejections",
        sa.Column(
            "replayed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it was last sent back to where it came from, null where it never was",
        ),
    )
    op.add_column(
        "rejections", sa.Column("replayed_by", sa.Text(), nullable=True, comment="By whom, where that is known")
    )
    for cache in CACHES:
        op.add_column(
            cache,
            sa.Column(
                "used_at",
                sa.DateTime(timezone=True),
                server_default=sa.text("now()"),
                nullable=False,
                comment="When it was last embedded or asked for; the oldest go first",
            ),
        )
        op.create_index(f"{cache}_used_at_idx", cache, ["model_version", "used_at"])
    op.create_table_comment(
        "embeddings", f"{EMBEDDINGS}; of each model an HNSW index over bouts, and prefixes_… of windows",
        existing_comment=f"{EMBEDDINGS}; one HNSW index a model version",
    )  # fmt: skip
    for name in FILES:
        _run((SQL / f"0008_{name}.sql").read_text("utf-8"))


def downgrade() -> None:
    op.execute("ALTER TYPE window_hit DROP ATTRIBUTE met_spans")
    for file, functions in FORMER.items():
        for statement in (SQL / file).read_text("utf-8").split("\nCREATE "):
            if statement.startswith(tuple(f"FUNCTION {function}(" for function in functions)):
                _run(f"CREATE OR REPLACE {statement}")
    for function in ("wished_windows", "telling_words", "asked_words"):
        op.execute(f"DROP FUNCTION {function}")
    _run((SQL / "0008_rejections_back.sql").read_text("utf-8"))
    op.create_table_comment("embeddings", f"{EMBEDDINGS}; one HNSW index a model version")
    for cache in CACHES:
        op.drop_column(cache, "used_at")
    op.drop_column("rejections", "replayed_by")
    op.drop_column("rejections", "replayed_at")


def _run(statements: str) -> None:
    op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)
