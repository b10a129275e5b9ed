"""Finding: models and their vectors, of windows and of texts; classifiers; the rows that functions return.

Revision: 0023, after 0022
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from pgvector.sqlalchemy import HALFVEC, VECTOR

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    op.create_table(
        "models",
        sa.Column("version", sa.Text(), nullable=False, comment="Name and version, as in embeddings.model_version"),
        sa.Column("dimension", sa.SmallInteger(), nullable=False, comment="Length of its vectors"),
        sa.Column("active", sa.Boolean(), nullable=False, comment="The one whose vectors the search functions compare"),
        sa.Column(
            "registered_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When it was first seen",
        ),
        sa.Column(
            "threshold",
            sa.REAL(),
            nullable=True,
            comment="Least score of a text's best hit by the transformer's vector",
        ),
        sa.Column(
            "static_threshold",
            sa.REAL(),
            nullable=True,
            comment="The same by the static tower's vector, where two thirds of a text's tokens are known; null: any",
        ),
        sa.Column(
            "fitted_on",
            sa.Integer(),
            nullable=True,
            comment="Of how many windows prefix_weights was learnt last; null: of none",
        ),
        sa.CheckConstraint("version ~ '^[a-z0-9][a-z0-9._-]{0,39}$'", name="models_version_check"),
        sa.CheckConstraint("dimension BETWEEN 1 AND 4000", name="models_dimension_check"),
        sa.PrimaryKeyConstraint("version", name="models_pkey"),
        comment="Embedding models; register_model and activate_model write it",
    )
    op.create_index("models_one_active_idx", "models", ["active"], unique=True, postgresql_where=sa.text("active"))
    op.create_table(
        "embeddings",
        sa.Column("window_id", sa.Uuid(), nullable=False, comment="The window it belongs to"),
        sa.Column(
            "model_version",
            sa.Text(),
            nullable=False,
            comment="The model that made it; vectors of two models are never compared",
        ),
        sa.Column("number", sa.SmallInteger(), nullable=False, comment="Number within the window and model"),
        sa.Column(
            "span", sa.Text(), nullable=False, comment="window: the whole of it; bout: a stretch of movement in it"
        ),
        sa.Column("start_minute", sa.Integer(), nullable=False, comment="First minute of the span"),
        sa.Column("end_minute", sa.Integer(), nullable=False, comment="Minute after the last of the span"),
        sa.Column("vector", HALFVEC(), nullable=False, comment="L2-normalised, of the model's dimension"),
        sa.ForeignKeyConstraint(["model_version"], ["models.version"], name="embeddings_model_version_fkey"),
        sa.ForeignKeyConstraint(
            ["window_id"], ["windows.window_id"], name="embeddings_window_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("window_id", "model_version", "number", name="embeddings_pkey"),
        comment="A point for each span of a window; of each model an HNSW index over bouts, and prefixes_… of windows",
    )
    op.create_table(
        "prefix_weights",
        sa.Column("model_version", sa.Text(), nullable=False, comment="The model of the vectors"),
        sa.Column("number", sa.SmallInteger(), nullable=False, comment="Of a prefix's dimensions, from 1"),
        sa.Column(
            "vector", VECTOR(), nullable=False, comment="Its inner product with a query is that dimension of its prefix"
        ),
        sa.Column(
            "strays",
            VECTOR(),
            nullable=True,
            comment="Covariance of it with each dimension, as windows lie about the middle of their list; of trace 1",
        ),
        sa.ForeignKeyConstraint(
            ["model_version"], ["models.version"], name="prefix_weights_model_version_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("model_version", "number", name="prefix_weights_pkey"),
        comment="How a query asks the prefixes of windows instead of their whole vectors; fit_prefix writes it",
    )
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
    op.create_index("prefix_lists_leader_idx", "prefix_lists", ["model_version", "leader"], unique=False)
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
        sa.Column(
            "used_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When it was last embedded or asked for; the oldest go first",
        ),
        sa.ForeignKeyConstraint(
            ["model_version"], ["models.version"], name="text_embeddings_model_version_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("model_version", "text", name="text_embeddings_pkey"),
        comment="Texts that a transformer has embedded; a cache: rows may be deleted",
    )
    op.create_index("text_embeddings_used_at_idx", "text_embeddings", ["model_version", "used_at"], unique=False)
    op.create_table(
        "composed_embeddings",
        sa.Column("window_id", sa.Uuid(), nullable=False, comment="The window it belongs to"),
        sa.Column("model_version", sa.Text(), nullable=False, comment="The model that embedded the two together"),
        sa.Column("text", sa.Text(), nullable=False, comment="What was asked beside it, as text_key gives it"),
        sa.Column("vector", HALFVEC(), nullable=False, comment="L2-normalised, of the model's dimension"),
        sa.Column(
            "used_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When it was last embedded or asked for; the oldest go first",
        ),
        sa.ForeignKeyConstraint(
            ["model_version"], ["models.version"], name="composed_embeddings_model_version_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["window_id"], ["windows.window_id"], name="composed_embeddings_window_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("window_id", "model_version", "text", name="composed_embeddings_pkey"),
        comment="Windows and texts that a model's fused encoder has embedded together; a cache: rows may be deleted",
    )
    op.create_index(
        "composed_embeddings_used_at_idx", "composed_embeddings", ["model_version", "used_at"], unique=False
    )
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
            ["model_version"], ["models.version"], name="inferences_model_version_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["window_id"], ["windows.window_id"], name="inferences_window_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("window_id", "model_version", "number", name="inferences_pkey"),
        comment="What models infer of minutes that nobody logged; never mixed with windows.labels",
    )
    op.create_index("inferences_name_idx", "inferences", ["model_version", "name", "confidence"], unique=False)
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
    _run("types")


def _run(name: str) -> None:
    sql = (Path(__file__).parent / f"{revision}_{name}.sql").read_text("utf-8")
    op.get_bind().exec_driver_sql(sql, execution_options=UNFORMATTED)
