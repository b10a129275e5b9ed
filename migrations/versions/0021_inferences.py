"""What models infer of minutes that nobody logged, each with its calibrated confidence.

Revision: 0021, after 0019
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0019"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign


def upgrade() -> None:
    op.create_table(
        "inferences",
        sa.Column("window_id", sa.Uuid(), nullable=False, comment="The window it belongs to"),
        sa.Column("model_version", sa.Text(), nullable=False, comment="The model that infers it"),
        sa.Column("number", sa.SmallInteger(), nullable=False, comment="Number within the window and model"),
        sa.Column("start_minute", sa.Integer(), nullable=False, comment="First minute of the span"),
        sa.Column("end_minute", sa.Integer(), nullable=False, comment="Minute after the last of the span"),
        sa.Column(
            "name",
            sa.Text(),
            nullable=False,
            comment="An activity, sleep, nap, or unknown: one of them, the model is not sure of which",
        ),
        sa.Column("confidence", sa.REAL(), nullable=False, comment="Calibrated probability that it is so, 0 to 1"),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name="inferences_confidence_check"),
        sa.ForeignKeyConstraint(
            ["window_id"], ["windows.window_id"], name="inferences_window_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["model_version"], ["models.version"], name="inferences_model_version_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("window_id", "model_version", "number", name="inferences_pkey"),
        comment="What models infer of minutes that nobody logged; never mixed with windows.labels",
    )
    op.create_index("inferences_name_idx", "inferences", ["model_version", "name", "confidence"])
    op.get_bind().exec_driver_sql((SQL / "0021_inferences.sql").read_text("utf-8"), execution_options=UNFORMATTED)


def downgrade() -> None:
    op.execute("DROP VIEW v_inferences")
    op.drop_table("inferences")
