"""The finished record: windows and what is said of them; what could not be handled, and how far each topic has landed.

Revision: 0022, the first. The steps before it came with no release and are folded into this one and the next.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = None
branch_labels = None
depends_on = None

UNFORMATTED = {"no_parameters": True}  # a percent sign in the SQL is a percent sign


def upgrade() -> None:
    _run("caption_words")  # a generated column needs it
    op.create_table(
        "windows",
        sa.Column(
            "window_id", sa.Uuid(), nullable=False, comment="UUIDv5 of study, subject, source, start and minutes"
        ),
        sa.Column("study", sa.Text(), nullable=False, comment="Name of the study"),
        sa.Column("subject", sa.Text(), nullable=False, comment="Pseudonym of the wearer (keyed hash, 26 characters)"),
        sa.Column("source", sa.Text(), nullable=False, comment="Kind of device or file the minutes came from"),
        sa.Column(
            "starts_at", sa.DateTime(), nullable=False, comment="First minute, local wall clock after the date shift"
        ),
        sa.Column(
            "utc_offset",
            sa.SmallInteger(),
            nullable=True,
            comment="Minutes east of UTC, null where the source does not know it",
        ),
        sa.Column("minutes", sa.SmallInteger(), nullable=False, comment="Length in minutes, 30 to 1440"),
        sa.Column(
            "channels", sa.ARRAY(sa.Text()), nullable=False, comment="Measured quantities, in the order of the signal"
        ),
        sa.Column("revision", sa.Integer(), nullable=False, comment="A higher revision replaced all of the lower one"),
        sa.Column("coverage", sa.REAL(), nullable=False, comment="Share of minutes with any channel measured, 0 to 1"),
        sa.Column(
            "labels",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="Logged activities and sleeps: [{kind, name, start, end, origin, minutes_asleep, awakenings}]",
        ),
        sa.Column(
            "signal",
            sa.LargeBinary(),
            nullable=False,
            comment="Arrow IPC stream: a row a minute, a float32 column a channel",
        ),
        sa.Column(
            "landed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When this revision was written",
        ),
        sa.PrimaryKeyConstraint("window_id", name="windows_pkey"),
        sa.UniqueConstraint("subject", "starts_at", "study", "source", "minutes", name="windows_subject_key"),
        comment="A stretch of one wearer's minutes, de-identified; by default a day",
    )
    op.create_index("windows_coverage_idx", "windows", ["coverage"], unique=False)
    op.create_index(
        "windows_labels_idx",
        "windows",
        ["labels"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"labels": "jsonb_path_ops"},
    )
    op.create_index("windows_starts_at_idx", "windows", ["starts_at"], unique=False)
    op.create_table(
        "annotations",
        sa.Column("window_id", sa.Uuid(), nullable=False, comment="The window it belongs to"),
        sa.Column(
            "number", sa.SmallInteger(), nullable=False, comment="Number within the window; captions and refs cite it"
        ),
        sa.Column(
            "kind", sa.Text(), nullable=False, comment="What is claimed; schemas/annotations.py says it in words"
        ),
        sa.Column(
            "channel", sa.Text(), nullable=True, comment="The channel it is about, null where it is about the window"
        ),
        sa.Column(
            "start_minute", sa.Integer(), nullable=False, comment="First minute of the span; negative before the window"
        ),
        sa.Column("end_minute", sa.Integer(), nullable=False, comment="Minute after the last of the span"),
        sa.Column(
            "values",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="Numbers by name, in the units of the kind",
        ),
        sa.Column(
            "strength", sa.Double(), nullable=True, comment="p-value, prominence or effect size, as the kind says"
        ),
        sa.Column("name", sa.Text(), nullable=True, comment="The logged activity or sleep, or the relation"),
        sa.Column(
            "refs",
            sa.ARRAY(sa.SmallInteger()),
            nullable=False,
            comment="Numbers of the annotations a relation ties together",
        ),
        sa.ForeignKeyConstraint(
            ["window_id"], ["windows.window_id"], name="annotations_window_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("window_id", "number", name="annotations_pkey"),
        comment="Typed claims about a window, each of which can be recomputed from its signal",
    )
    op.create_index(
        "annotations_asked_idx",
        "annotations",
        ["window_id", "kind"],
        unique=False,
        postgresql_where=sa.text(
            "kind IN ('activity', 'bout', 'non_wear', 'relation', 'resting_heart_rate', 'sedentary', "
            "'sleep', 'statistics')"
        ),
    )
    op.create_index(
        "annotations_asleep_idx",
        "annotations",
        [sa.literal_column("((\"values\" ->> 'minutes_asleep'::text)::double precision)")],
        unique=False,
        postgresql_where=sa.text("kind = 'sleep'"),
    )
    op.create_index(
        "annotations_max_idx",
        "annotations",
        ["channel", sa.literal_column("((\"values\" ->> 'max'::text)::double precision)")],
        unique=False,
        postgresql_where=sa.text("kind = 'statistics'"),
    )
    op.create_index(
        "annotations_minutes_idx",
        "annotations",
        ["kind", "name", sa.literal_column("(end_minute - start_minute)")],
        unique=False,
        postgresql_where=sa.text("kind IN ('activity', 'bout', 'non_wear', 'relation', 'sedentary')"),
    )
    op.create_index(
        "annotations_resting_idx",
        "annotations",
        [sa.literal_column("((\"values\" ->> 'value'::text)::double precision)")],
        unique=False,
        postgresql_where=sa.text("kind = 'resting_heart_rate'"),
    )
    op.create_index(
        "annotations_total_idx",
        "annotations",
        ["channel", sa.literal_column("((\"values\" ->> 'total'::text)::double precision)")],
        unique=False,
        postgresql_where=sa.text("kind = 'statistics'"),
    )
    op.create_table(
        "captions",
        sa.Column("window_id", sa.Uuid(), nullable=False, comment="The window it belongs to"),
        sa.Column("level", sa.Text(), nullable=False, comment="statistical, structural, semantic or summary"),
        sa.Column("language", sa.Text(), nullable=False, comment="en or ko"),
        sa.Column("author", sa.Text(), nullable=False, comment="template, or the version of the model that wrote it"),
        sa.Column("text", sa.Text(), nullable=False, comment="All sentences"),
        sa.Column(
            "sentences",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="[{text, annotations}]: the claims each was written from",
        ),
        sa.Column(
            "verified", sa.Boolean(), nullable=False, comment="Every sentence was recomputed from the signal and holds"
        ),
        sa.Column(
            "words",
            postgresql.TSVECTOR(),
            sa.Computed("caption_words(language, text)", persisted=True),
            nullable=True,
            comment="For search_captions: English stems, or Korean syllable pairs",
        ),
        sa.ForeignKeyConstraint(
            ["window_id"], ["windows.window_id"], name="captions_window_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("window_id", "level", "language", "author", name="captions_pkey"),
        comment="What is said about a window, a row a level, language and author",
    )
    op.create_index("captions_words_idx", "captions", ["words"], unique=False, postgresql_using="gin")
    op.create_table(
        "rejections",
        sa.Column("topic", sa.Text(), nullable=False, comment="Topic of the rejected message"),
        sa.Column("partition", sa.Integer(), nullable=False, comment="Its partition"),
        sa.Column("offset", sa.BigInteger(), nullable=False, comment="Its offset"),
        sa.Column("stage", sa.Text(), nullable=False, comment="The worker that could not handle it"),
        sa.Column("reason", sa.Text(), nullable=False, comment="Why, without any value of the input"),
        sa.Column(
            "rejected_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When it was recorded",
        ),
        sa.Column(
            "replayed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it was last sent back to where it came from, null where it never was",
        ),
        sa.Column("replayed_by", sa.Text(), nullable=True, comment="By whom, where that is known"),
        sa.PrimaryKeyConstraint("topic", "partition", "offset", name="rejections_pkey"),
        comment="Messages that could not be handled; the messages themselves are in the rejected topic",
    )
    op.create_table(
        "offsets",
        sa.Column("consumer_group", sa.Text(), nullable=False, comment="The group of sinks"),
        sa.Column("topic", sa.Text(), nullable=False, comment="The topic they read"),
        sa.Column("partition", sa.Integer(), nullable=False, comment="The partition"),
        sa.Column(
            "next_offset",
            sa.BigInteger(),
            nullable=True,
            comment="The first message not yet landed; null before the first landing",
        ),
        sa.Column(
            "epoch", sa.BigInteger(), nullable=False, comment="Counts owners: a write under an older epoch is refused"
        ),
        sa.PrimaryKeyConstraint("consumer_group", "topic", "partition", name="offsets_pkey"),
        comment="How far each partition has landed, written in the transaction that landed it",
    )
    # Compressed already: a second attempt would only cost time.
    op.execute("ALTER TABLE windows ALTER COLUMN signal SET STORAGE EXTERNAL")
    op.execute("CREATE STATISTICS windows_weekday ON (extract(isodow FROM starts_at)::integer) FROM windows")
    op.execute("COMMENT ON STATISTICS windows_weekday IS 'How many windows begin on each day of the week'")


def _run(name: str) -> None:
    sql = (Path(__file__).parent / f"{revision}_{name}.sql").read_text("utf-8")
    op.get_bind().exec_driver_sql(sql, execution_options=UNFORMATTED)
