"""Whole windows are ranked by the first dimensions of their vectors, all of them, then the best by the whole vectors.

Revision: 0007, after 0006
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from pgvector.sqlalchemy import VECTOR

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign

#: Made anew with another body: of the former files these functions.
FORMER = {"0006_vectors.sql": "nearest_windows", "0006_index.sql": "remove_model"}


def upgrade() -> None:
    op.add_column(
        "models",
        sa.Column(
            "fitted_on",
            sa.Integer(),
            nullable=True,
            comment="Of how many windows prefix_weights was learnt last; null: of none",
        ),
    )
    op.create_table(
        "prefix_weights",
        sa.Column("model_version", sa.Text(), nullable=False, comment="The model of the vectors"),
        sa.Column("number", sa.SmallInteger(), nullable=False, comment="Of a prefix's dimensions, from 1"),
        sa.Column(
            "vector", VECTOR(), nullable=False, comment="Its inner product with a query is that dimension of its prefix"
        ),
        sa.ForeignKeyConstraint(
            ["model_version"], ["models.version"], name="prefix_weights_model_version_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("model_version", "number", name="prefix_weights_pkey"),
        comment="How a query asks the prefixes of windows instead of their whole vectors; fit_prefix writes it",
    )
    for name in ("fit", "prefixes", "nearest"):
        _run((SQL / f"0007_{name}.sql").read_text("utf-8"))


def downgrade() -> None:
    for trigger in ("added", "changed", "removed"):
        op.execute(f"DROP TRIGGER embeddings_{trigger} ON embeddings")
    for function in (
        "keep_prefixes()",
        "shortlisted_windows(halfvec, integer, text)",
        "query_prefix(halfvec, models)",
        "fit_prefix(text)",
    ):
        op.execute(f"DROP FUNCTION {function}")
    _run((SQL / "0007_back.sql").read_text("utf-8"))
    for file, function in FORMER.items():
        statements = (SQL / file).read_text("utf-8").replace("CREATE OR REPLACE", "CREATE").split("\nCREATE ")
        former = next(each for each in statements if each.startswith(f"FUNCTION {function}("))
        _run("CREATE OR REPLACE " + former[: former.index("\n$$;")] + "\n$$")
    op.drop_table("prefix_weights")
    op.drop_column("models", "fitted_on")


def _run(statements: str) -> None:
    op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)
