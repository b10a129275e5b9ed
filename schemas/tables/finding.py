"""Finding: models and their vectors, of windows and of texts; what models infer; classifiers."""

from pgvector.sqlalchemy import HALFVEC, VECTOR
from sqlalchemy import (
    REAL,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    text,
)

from schemas.tables.base import metadata, window_id

#: `register_model` makes an HNSW index over bouts and a table of windows for each model under such names, so alembic
#: does not know them.
MODEL_INDEX_PREFIX, MODEL_TABLE_PREFIX = "embeddings_hnsw_", "prefixes_"


def _of_model(comment: str) -> Column[object]:
    return Column(
        "model_version", Text, ForeignKey("models.version", ondelete="CASCADE"), primary_key=True, comment=comment
    )


def _used_at() -> Column[object]:
    return Column(
        "used_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=text("now()"),
        comment="When it was last embedded or asked for; the oldest go first",
    )


models = Table(
    "models",
    metadata,
    Column("version", Text, primary_key=True, comment="Name and version, as in embeddings.model_version"),
    Column("dimension", SmallInteger, nullable=False, comment="Length of its vectors"),
    Column("active", Boolean, nullable=False, comment="The one whose vectors the search functions compare"),
    Column(
        "registered_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=text("now()"),
        comment="When it was first seen",
    ),
    Column("threshold", REAL, comment="Least score of a text's best hit by the transformer's vector"),
    Column(
        "static_threshold",
        REAL,
        comment="The same by the static tower's vector, where two thirds of a text's tokens are known; null: any",
    ),
    Column("fitted_on", Integer, comment="Of how many windows prefix_weights was learnt last; null: of none"),
    CheckConstraint("version ~ '^[a-z0-9][a-z0-9._-]{0,39}$'", name="version"),  # it becomes an index name
    CheckConstraint("dimension BETWEEN 1 AND 4000", name="dimension"),  # what HNSW takes of a halfvec
    Index("models_one_active_idx", "active", unique=True, postgresql_where=text("active")),
    comment="Embedding models; register_model and activate_model write it",
)

embeddings = Table(
    "embeddings",
    metadata,
    window_id(),
    Column(
        "model_version",
        Text,
        ForeignKey("models.version"),
        primary_key=True,
        comment="The model that made it; vectors of two models are never compared",
    ),
    Column("number", SmallInteger, primary_key=True, comment="Number within the window and model"),
    Column("span", Text, nullable=False, comment="window: the whole of it; bout: a stretch of movement in it"),
    Column("start_minute", Integer, nullable=False, comment="First minute of the span"),
    Column("end_minute", Integer, nullable=False, comment="Minute after the last of the span"),
    Column("vector", HALFVEC, nullable=False, comment="L2-normalised, of the model's dimension"),
    comment="A point for each span of a window; of each model an HNSW index over bouts, and prefixes_… of windows",
)

inferences = Table(
    "inferences",
    metadata,
    window_id(),
    _of_model("The model that infers it"),
    Column("number", SmallInteger, primary_key=True, comment="Number within the window and model"),
    Column("start_minute", Integer, nullable=False, comment="First minute of the span"),
    Column("end_minute", Integer, nullable=False, comment="Minute after the last of the span"),
    Column(
        "name",
        Text,
        nullable=False,
        comment="An activity, sleep, nap, or unknown: one of them, the model is not sure of which",
    ),
    Column("confidence", REAL, nullable=False, comment="Calibrated probability that it is so, 0 to 1"),
    CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
    Index("inferences_name_idx", "model_version", "name", "confidence"),  # what is asked for, and what a model has
    comment="What models infer of minutes that nobody logged; never mixed with windows.labels",
)

prefix_weights = Table(
    "prefix_weights",
    metadata,
    _of_model("The model of the vectors"),
    Column("number", SmallInteger, primary_key=True, comment="Of a prefix's dimensions, from 1"),
    Column("vector", VECTOR, nullable=False, comment="Its inner product with a query is that dimension of its prefix"),
    Column(
        "strays",
        VECTOR,
        comment="Covariance of it with each dimension, as windows lie about the middle of their list; of trace 1",
    ),
    comment="How a query asks the prefixes of windows instead of their whole vectors; fit_prefix writes it",
)

prefix_lists = Table(
    "prefix_lists",
    metadata,
    _of_model("The model of the vectors"),
    Column("number", SmallInteger, primary_key=True, comment="Of a model's lists, from 1"),
    Column("leader", SmallInteger, nullable=False, comment="The nearest of the first 32, by which it is found"),
    Column("middle", HALFVEC, nullable=False, comment="Mean of the prefixes that it was made of"),
    Column("radius", REAL, nullable=False, comment="How far from the middle its windows lay at most when made"),
    Index("prefix_lists_leader_idx", "model_version", "leader"),
    comment="In which parts of prefixes_… windows lie by their prefixes; fit_lists writes it",
)

text_vectors = Table(
    "text_vectors",
    metadata,
    _of_model("The model whose text tower it was distilled from"),
    Column("token", Text, primary_key=True, comment="As text_tokens gives it"),
    Column("vector", HALFVEC, nullable=False, comment="Its share in the sum that embed_text normalises"),
    comment="The static text towers: by them a bare psql turns words into a vector",
)

text_embeddings = Table(
    "text_embeddings",
    metadata,
    _of_model("The model that embedded it"),
    Column("text", Text, primary_key=True, comment="The text, as text_key gives it"),
    Column("vector", HALFVEC, nullable=False, comment="L2-normalised, of the model's dimension"),
    _used_at(),
    Index("text_embeddings_used_at_idx", "model_version", "used_at"),
    comment="Texts that a transformer has embedded; a cache: rows may be deleted",
)

composed_embeddings = Table(
    "composed_embeddings",
    metadata,
    window_id(),
    _of_model("The model that embedded the two together"),
    Column("text", Text, primary_key=True, comment="What was asked beside it, as text_key gives it"),
    Column("vector", HALFVEC, nullable=False, comment="L2-normalised, of the model's dimension"),
    _used_at(),
    Index("composed_embeddings_used_at_idx", "model_version", "used_at"),
    comment="Windows and texts that a model's fused encoder has embedded together; a cache: rows may be deleted",
)

classifiers = Table(
    "classifiers",
    metadata,
    Column("name", Text, primary_key=True, comment="As it was given to `wearscribe adapt`"),
    Column(
        "model_version",
        Text,
        ForeignKey("models.version", ondelete="CASCADE"),
        nullable=False,
        comment="The model over whose vectors it decides",
    ),
    Column("span", Text, nullable=False, comment="What it labels: window or bout"),
    Column("examples", Integer, nullable=False, comment="How many labelled spans it learnt from"),
    Column("accuracy", REAL, comment="Share of them it gets right, each left out in turn"),
    Column(
        "trained_at", DateTime(timezone=True), nullable=False, server_default=text("now()"), comment="When it learnt"
    ),
    CheckConstraint("name ~ '^[a-z0-9][a-z0-9._-]{0,39}$'", name="name"),
    CheckConstraint("span IN ('window', 'bout')", name="span"),
    comment="Logistic regressions over frozen vectors; predict_label applies them",
)

classifier_labels = Table(
    "classifier_labels",
    metadata,
    Column(
        "classifier",
        Text,
        ForeignKey("classifiers.name", ondelete="CASCADE"),
        primary_key=True,
        comment="The classifier",
    ),
    Column("label", Text, primary_key=True, comment="A label it knows"),
    Column("weights", VECTOR, nullable=False, comment="Inner product with the vector, plus bias: the log odds"),
    Column("bias", REAL, nullable=False, comment="Log odds of the label before anything is seen"),
    comment="The labels of the classifiers, and what speaks for each",
)
