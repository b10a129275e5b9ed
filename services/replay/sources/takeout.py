"""A Fitbit account archive (Takeout) of one person, in the JSON layout, the CSV layout, or both."""

from collections.abc import Callable, Iterator
from pathlib import Path

from services.replay.readings import Part, Person, RawId, Refused
from services.replay.sources import takeout_csv, takeout_json
from services.replay.sources.archive import files
from services.replay.summary import Summary

_READERS: dict[tuple[str, str], Callable[[bytes, Summary], Part]] = {
    ("heart_rate", "json"): takeout_json.heart_rate,
    ("exercise", "json"): takeout_json.exercise,
    ("sleep", "json"): takeout_json.sleep,
    ("sleep_stages_log", "json"): takeout_json.sleep,
    **{(channel, "json"): takeout_json.each_minute(channel) for channel in ("steps", "calories", "distance")},
    **{(channel, "csv"): takeout_csv.readings(channel) for channel in takeout_csv.COLUMNS},
}
_DAILY = frozenset(
    {
        "sedentary_minutes", "lightly_active_minutes", "moderately_active_minutes", "very_active_minutes",
        "resting_heart_rate", "daily_resting_heart_rate", "heart_rate_zones", "time_in_heart_rate_zones",
        "sleep_score", "daily_heart_rate_variability_summary", "daily_respiratory_rate", "daily_spo2", "weight",
    }
)  # fmt: skip
_KNOWN = _DAILY | {kind for kind, _ in _READERS}


class Takeout:
    slug = "fitbit-takeout"

    def __init__(self, path: Path, subject: str) -> None:
        self._path, self._subject = path, subject

    def people(self, summary: Summary) -> Iterator[Person]:
        yield Person(RawId(self._subject), self._parts(summary))

    def _parts(self, summary: Summary) -> Iterator[Part]:
        for file in files(self._path):
            reader = _READERS.get((file.kind or "", file.suffix))
            try:
                if file.kind in _DAILY:
                    raise Refused("holds one value a day, no minutes")
                if reader is None:
                    raise Refused("not a kind of file that holds minutes, activities or sleep")
                part = reader(file.read(), summary)
            except Refused as refusal:
                summary.skip_file(file.called(_KNOWN), str(refusal))
            else:
                summary.files_read += 1
                yield part
