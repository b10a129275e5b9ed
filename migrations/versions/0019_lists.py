"""Prefixes lie in lists, so that a search of many windows reads those alone that reach as near as the nearest lie.

Revision: 0019, after 0018
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from pgvector.sqlalchemy import HALFVEC, VECTOR

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign
FILES = ("lists", "shortlists", "prefixes")

#: Made anew with the same arguments: of the former files these functions.
FORMER = {
    "0007_fit": ("fit_prefix",),
    "0016_prefixes": ("make_prefixes", "keep_prefixes"),
    "0016_shortlists": ("shortlisted_windows",),
}
MADE = ("fit_lists", "near_lists", "list_of", "listed_distance", "sampled_distance")


def upgrade() -> None:
    op.create_table(
        "prefix_lists",
        sa.Column("model_version", sa.Text(), nullable=False, comment="The model of the vectors"),
        sa.Column("number", sa.SmallInteger(), nullable=False, comment="Of a model's lists, from 1"),
        sa.Column(
            "leader", sa.SmallInteger(), nullable=False, comment="The nearest of the first 32, by which it is found"
        ),
        sa.Column("middle", HALFVEC(), nullable=False, comment="Mean of the prefixes that it was made of"),
        sa.Column(
            "radius", sa.REAL(), nullable=False, comment="How far from the middle its windows lay at most when made"
        ),
        sa.ForeignKeyConstraint(
            ["model_version"], ["models.version"], name="prefix_lists_model_version_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("model_version", "number", name="prefix_lists_pkey"),
        comment="In which parts of prefixes_… windows lie by their prefixes; fit_lists writes it",
    )
    op.create_index("prefix_lists_leader_idx", "prefix_lists", ["model_version", "leader"])
    op.add_column(
        "prefix_weights",
        sa.Column(
            "strays",
            VECTOR(),
            nullable=True,
            comment="Covariance of it with each dimension, as windows lie about the middle of their list; of trace 1",
        ),
    )
    for name in FILES:
        _run(_read(f"0019_{name}"))


def downgrade() -> None:
    for file, functions in FORMER.items():
        for statement in _read(file).replace("CREATE OR REPLACE", "CREATE").split("\nCREATE "):
            if statement.startswith(tuple(f"FUNCTION {function}(" for function in functions)):
                _run(f"CREATE OR REPLACE {statement}")
    for function in MADE:
        op.execute(f"DROP FUNCTION {function}")
    op.drop_column("prefix_weights", "strays")
    op.drop_table("prefix_lists")
    _run(_read("0016_prefixes").split("\n-- What is registered already.\n")[1])  # without the new column


def _read(name: str) -> str:
    return (SQL / f"{name}.sql").read_text("utf-8")


def _run(statements: str) -> None:
    op.get_bind().exec_driver_sql(statements, execution_options=UNFORMATTED)
