"""What all tables share: one set of names, and how rows hang on their window."""

from sqlalchemy import Column, ForeignKey, MetaData, Uuid

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_name)s_key",
        "ix": "%(table_name)s_%(column_0_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)


def window_id() -> Column[object]:
    """For whatever belongs to a window, and goes with it."""
    return Column(
        "window_id",
        Uuid,
        ForeignKey("windows.window_id", ondelete="CASCADE"),
        primary_key=True,
        comment="The window it belongs to",
    )
