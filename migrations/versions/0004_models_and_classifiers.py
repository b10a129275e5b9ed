"""Models can be removed; classifiers over frozen vectors; what is said of stretches that a model chose.

Revision: 0004, after 0003
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from pgvector.sqlalchemy import VECTOR

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign


def upgrade() -> None:
    op.create_table(
        "classifiers",
        sa.Column("name", sa.Text(), nullable=False, comment="As it was given to `wearscribe adapt`"),
        sa.Column("model_version", sa.Text(), nullable=False, comment="The model over whose vectors it decides"),
        sa.Column("span", sa.Text(), nullable=False, comment="What it labels: window or bout"),
        sa.Column("examples", sa.Integer(), nullable=False, comment="How many labelled spans it learnt from"),
        sa.Column("accuracy", sa.REAL(), nullable=True, comment="Share of them it gets right, each left out in turn"),
        sa.Column(
            "trained_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When it learnt",
        ),
        sa.CheckConstraint("name ~ '^[a-z0-9][a-z0-9._-]{0,39}$'", name="classifiers_name_check"),
        sa.CheckConstraint("span IN ('window', 'bout')", name="classifiers_span_check"),
        sa.ForeignKeyConstraint(
            ["model_version"], ["models.version"], name="classifiers_model_version_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("name", name="classifiers_pkey"),
        comment="Logistic regressions over frozen vectors; predict_label applies them",
    )
    op.create_table(
        "classifier_labels",
        sa.Column("classifier", sa.Text(), nullable=False, comment="The classifier"),
        sa.Column("label", sa.Text(), nullable=False, comment="A label it knows"),
        sa.Column(
            "weights", VECTOR(), nullable=False, comment="Inner product with the vector, plus bias: the log odds"
        ),
        sa.Column("bias", sa.REAL(), nullable=False, comment="Log odds of the label before anything is seen"),
        sa.ForeignKeyConstraint(
            ["classifier"], ["classifiers.name"], name="classifier_labels_classifier_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("classifier", "label", name="classifier_labels_pkey"),
        comment="The labels of the classifiers, and what speaks for each",
    )
    op.get_bind().exec_driver_sql((SQL / "0004_models.sql").read_text("utf-8"), execution_options=UNFORMATTED)


def downgrade() -> None:
    op.execute("DROP VIEW v_predictions")
    op.execute("DROP FUNCTION predict_label(text, uuid)")
    op.execute("DROP TYPE window_label")
    op.execute("DROP FUNCTION remove_model(text)")
    op.drop_table("classifier_labels")
    op.drop_table("classifiers")
    before = (SQL / "0002_search.sql").read_text("utf-8").split("CREATE FUNCTION said_of")[1].split("\nCOMMENT")[0]
    op.get_bind().exec_driver_sql(f"CREATE OR REPLACE FUNCTION said_of{before}", execution_options=UNFORMATTED)
