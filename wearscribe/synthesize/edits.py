"""One fact of a day, edited."""

from typing import Literal, NamedTuple


class Edit(NamedTuple):
    """What a twin changed. `at` and `was_at` are the minutes of the day where the activity starts now and did before;
    `was` is the activity before."""

    kind: Literal["add", "remove", "move", "replace", "short_sleep", "restless_sleep"]
    activity: str | None
    at: int | None
    was: str | None
    was_at: int | None
