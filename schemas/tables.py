"""What is stored: the tables of the finished record, of who may write it, and of what could not be written.

Everything personal hangs on `windows` by ON DELETE CASCADE: deleting a subject's windows deletes the subject.
Times are the wearer's local wall clock, as in the records; minutes count from the window's start and spans are
half-open `[start_minute, end_minute)`. Functions and views over these tables are in `migrations/functions`.
"""

from pgvector.sqlalchemy import HALFVEC, VECTOR
from sqlalchemy import (
    ARRAY,
    REAL,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_name)s_key",
        "ix": "%(table_name)s_%(column_0_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)

#: `register_model` makes an HNSW index over bouts and a table of windows for each model under such names, so alembic
#: does not know them.
MODEL_INDEX_PREFIX, MODEL_TABLE_PREFIX = "embeddings_hnsw_", "prefixes_"


_ASKED_BY_LENGTH = "'activity', 'bout', 'non_wear', 'relation', 'sedentary'"
_ASKED = "'activity', 'bout', 'non_wear', 'relation', 'resting_heart_rate', 'sedentary', 'sleep', 'statistics'"


def _window_id() -> Column[object]:
    return Column(
        "window_id",
        Uuid,
        ForeignKey("windows.window_id", ondelete="CASCADE"),
        primary_key=True,
        comment="The window it belongs to",
    )


windows = Table(
    "windows",
    metadata,
    Column("window_id", Uuid, primary_key=True, comment="UUIDv5 of study, subject, source, start and minutes"),
    Column("study", Text, nullable=False, comment="Name of the study"),
    Column("subject", Text, nullable=False, comment="Pseudonym of the wearer (keyed hash, 26 characters)"),
    Column("source", Text, nullable=False, comment="Kind of device or file the minutes came from"),
    Column("starts_at", DateTime, nullable=False, comment="First minute, local wall clock after the date shift"),
    Column("utc_offset", SmallInteger, comment="Minutes east of UTC, null where the source does not know it"),
    Column("minutes", SmallInteger, nullable=False, comment="Length in minutes, 30 to 1440"),
    Column("channels", ARRAY(Text), nullable=False, comment="Measured quantities, in the order of the signal"),
    Column("revision", Integer, nullable=False, comment="A higher revision replaced all of the lower one"),
    Column("coverage", REAL, nullable=False, comment="Share of minutes with any channel measured, 0 to 1"),
    Column(
        "labels",
        JSONB,
        nullable=False,
        comment="Logged activities and sleeps: [{kind, name, start, end, origin, minutes_asleep, awakenings}]",
    ),
    Column(
        "signal", LargeBinary, nullable=False, comment="Arrow IPC stream: a row a minute, a float32 column a channel"
    ),
    Column(
        "landed_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=text("now()"),
        comment="When this revision was written",
    ),
    UniqueConstraint("subject", "starts_at", "study", "source", "minutes"),
    Index(None, "starts_at"),
    Index(None, "coverage"),
    Index(None, "labels", postgresql_using="gin", postgresql_ops={"labels": "jsonb_path_ops"}),
    comment="A stretch of one wearer's minutes, de-identified; by default a day",
)

annotations = Table(
    "annotations",
    metadata,
    _window_id(),
    Column("number", SmallInteger, primary_key=True, comment="Number within the window; captions and refs cite it"),
    Column("kind", Text, nullable=False, comment="What is claimed; schemas/annotations.py says it in words"),
    Column("channel", Text, comment="The channel it is about, null where it is about the window"),
    Column("start_minute", Integer, nullable=False, comment="First minute of the span; negative before the window"),
    Column("end_minute", Integer, nullable=False, comment="Minute after the last of the span"),
    Column("values", JSONB, nullable=False, comment="Numbers by name, in the units of the kind"),
    Column("strength", Double, comment="p-value, prominence or effect size, as the kind says"),
    Column("name", Text, comment="The logged activity or sleep, or the relation"),
    Column("refs", ARRAY(SmallInteger), nullable=False, comment="Numbers of the annotations a relation ties together"),
    # What parse_query asks for: by value over all windows, and of one window.
    *(
        Index(f"annotations_{name}_idx", *columns, postgresql_where=text(rows))
        for name, columns, rows in (
            ("asleep", [text("((\"values\" ->> 'minutes_asleep'::text)::double precision)")], "kind = 'sleep'"),
            ("total", ["channel", text("((\"values\" ->> 'total'::text)::double precision)")], "kind = 'statistics'"),
            ("max", ["channel", text("((\"values\" ->> 'max'::text)::double precision)")], "kind = 'statistics'"),
            ("resting", [text("((\"values\" ->> 'value'::text)::double precision)")], "kind = 'resting_heart_rate'"),
            ("minutes", ["kind", "name", text("(end_minute - start_minute)")], f"kind IN ({_ASKED_BY_LENGTH})"),
            ("asked", ["window_id", "kind"], f"kind IN ({_ASKED})"),
        )
    ),
    comment="Typed claims about a window, each of which can be recomputed from its signal",
)

captions = Table(
    "captions",
    metadata,
    _window_id(),
    Column("level", Text, primary_key=True, comment="statistical, structural, semantic or summary"),
    Column("language", Text, primary_key=True, comment="en or ko"),
    Column("author", Text, primary_key=True, comment="template, or the version of the model that wrote it"),
    Column("text", Text, nullable=False, comment="All sentences"),
    Column("sentences", JSONB, nullable=False, comment="[{text, annotations}]: the claims each was written from"),
    Column("verified", Boolean, nullable=False, comment="Every sentence was recomputed from the signal and holds"),
    Column(
        "words",
        TSVECTOR,
        Computed("caption_words(language, text)", persisted=True),
        comment="For search_captions: English stems, or Korean syllable pairs",
    ),
    Index(None, "words", postgresql_using="gin"),
    comment="What is said about a window, a row a level, language and author",
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
    _window_id(),
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


inferences = Table(
    "inferences",
    metadata,
    _window_id(),
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
    _window_id(),
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

rejections = Table(
    "rejections",
    metadata,
    Column("topic", Text, primary_key=True, comment="Topic of the rejected message"),
    Column("partition", Integer, primary_key=True, comment="Its partition"),
    Column("offset", BigInteger, primary_key=True, comment="Its offset"),
    Column("stage", Text, nullable=False, comment="The worker that could not handle it"),
    Column("reason", Text, nullable=False, comment="Why, without any value of the input"),
    Column(
        "rejected_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=text("now()"),
        comment="When it was recorded",
    ),
    Column(
        "replayed_at",
        DateTime(timezone=True),
        comment="When it was last sent back to where it came from, null where it never was",
    ),
    Column("replayed_by", Text, comment="By whom, where that is known"),
    comment="Messages that could not be handled; the messages themselves are in the rejected topic",
)

offsets = Table(
    "offsets",
    metadata,
    Column("consumer_group", Text, primary_key=True, comment="The group of sinks"),
    Column("topic", Text, primary_key=True, comment="The topic they read"),
    Column("partition", Integer, primary_key=True, comment="The partition"),
    Column("next_offset", BigInteger, comment="The first message not yet landed; null before the first landing"),
    Column("epoch", BigInteger, nullable=False, comment="Counts owners: a write under an older epoch is refused"),
    comment="How far each partition has landed, written in the transaction that landed it",
)
