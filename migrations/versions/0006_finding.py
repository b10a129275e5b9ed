"""Finding: a bare psql turns words into vectors, answers questions about numbers, and says what matches.

Revision: 0006, after 0005
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from pgvector.sqlalchemy import HALFVEC

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign
FILES = ("words_to_vectors", "filters", "vectors", "questions", "hybrid", "explain", "index")

#: Made anew with another shape: of the former files these functions.
FORMER = {
    "0002_search.sql": ("search_windows", "similar_windows", "search_captions"),
    "0002_models.sql": ("register_model",),
    "0004_models.sql": ("remove_model",),
}


def upgrade() -> None:
    op.add_column(
        "models",
        sa.Column(
            "threshold",
            sa.REAL(),
            nullable=True,
            comment="Least score of a text's best hit by the transformer's vector",
        ),
    )
    op.add_column(
        "models",
        sa.Column(
            "static_threshold", sa.REAL(), nullable=True, comment="The same by the static tower's vector; null: any"
        ),
    )
    op.create_table(
        "text_vectors",
        sa.Column(
            "model_version", sa.Text(), nullable=False, comment="The model whose text tower it was distilled from"
        ),
        sa.Column("token", sa.Text(), nullable=False, comment="As text_tokens gives it"),
        sa.Column("vector", HALFVEC(), nullable=False, comment="Its share in the sum that embed_text normalises"),
        sa.ForeignKeyConstraint(
            ["model_version"], ["models.version"], name="text_vectors_model_version_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("model_version", "token", name="text_vectors_pkey"),
        comment="The static text towers: by them a bare psql turns words into a vector",
    )
    op.create_table(
        "text_embeddings",
        sa.Column("model_version", sa.Text(), nullable=False, comment="The model that embedded it"),
        sa.Column("text", sa.Text(), nullable=False, comment="The text, as text_key gives it"),
        sa.Column("vector", HALFVEC(), nullable=False, comment="L2-normalised, of the model's dimension"),
        sa.ForeignKeyConstraint(
            ["model_version"], ["models.version"], name="text_embeddings_model_version_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("model_version", "text", name="text_embeddings_pkey"),
        comment="Texts that a transformer has embedded; a cache: rows may be deleted",
    )
    op.create_table(
        "composed_embeddings",
        sa.Column("window_id", sa.Uuid(), nullable=False, comment="The window it belongs to"),
        sa.Column("model_version", sa.Text(), nullable=False, comment="The model that embedded the two together"),
        sa.Column("text", sa.Text(), nullable=False, comment="What was asked beside it, as text_key gives it"),
        sa.Column("vector", HALFVEC(), nullable=False, comment="L2-normalised, of the model's dimension"),
        sa.ForeignKeyConstraint(
            ["model_version"], ["models.version"], name="composed_embeddings_model_version_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["window_id"], ["windows.window_id"], name="composed_embeddings_window_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("window_id", "model_version", "text", name="composed_embeddings_pkey"),
        comment="Windows and texts that a model's fused encoder has embedded together; a cache: rows may be deleted",
    )
    _drop("search_windows", "similar_windows", "search_captions")
    op.execute("ALTER TYPE window_hit ADD ATTRIBUTE met text[]")
    op.execute("COMMENT ON COLUMN window_hit.met IS 'Parts of the question that it meets, each with the actual value'")
    for name in FILES:
        _run((SQL / f"0006_{name}.sql").read_text("utf-8"))


def downgrade() -> None:
    _run((SQL / "0006_index_back.sql").read_text("utf-8"))
    _drop(
        "explain_match(uuid, text)",
        "claims_of",
        "classify_window(uuid, text[])",
        "search_composed",
        "search_hybrid",
        "fused",
        "words_of",
        "search_captions",
        "worded_windows",
        "language_of",
        "search_windows(text, integer, text, text, text, timestamp, timestamp, integer[], text, real, time, time, text,"
        " text, real)",
        "answering_windows",
        "meeting_windows",
        "newest_windows",
        "question_parts",
        "similar_windows",
        "vector_of",
        "search_windows",
        "nearest_windows",
        "window_hits",
        "window_filter",
        "time_filter",
        "lies_within",
        "embed_text",
        "text_vector",
        "text_key",
        "text_tokens",
        "text_pieces",
    )
    for name in ("match_evidence", "label_likelihood", "ranked_window", "embedded_text"):
        op.execute(f"DROP TYPE {name}")
    op.execute("ALTER TYPE window_hit DROP ATTRIBUTE met")
    for file, functions in FORMER.items():
        statements = (SQL / file).read_text("utf-8").split("\nCREATE ")
        for statement in statements:
            if statement.startswith(tuple(f"FUNCTION {function}(" for function in functions)):
                _run(f"CREATE OR REPLACE {statement}")
    for table in ("composed_embeddings", "text_embeddings", "text_vectors"):
        op.drop_table(table)
    op.drop_column("models", "static_threshold")
    op.drop_column("models", "threshold")


def _run(statements: str) -> None:
    op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)


def _drop(*functions: str) -> None:
    for function in functions:
        op.execute(f"DROP FUNCTION {function}")
