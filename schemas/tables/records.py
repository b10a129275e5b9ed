"""The finished record: windows and what is said of them; what could not be handled, and how far topics have landed."""

from sqlalchemy import (
    ARRAY,
    REAL,
    BigInteger,
    Boolean,
    Column,
    Computed,
    DateTime,
    Double,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

from schemas.tables.base import metadata, window_id

_ASKED_BY_LENGTH = "'activity', 'bout', 'non_wear', 'relation', 'sedentary'"
_ASKED = "'activity', 'bout', 'non_wear', 'relation', 'resting_heart_rate', 'sedentary', 'sleep', 'statistics'"

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
    window_id(),
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
    window_id(),
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
