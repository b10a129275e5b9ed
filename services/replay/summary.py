"""What a replay did and what it left out, and why."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Summary:
    """Filled while the replay walks. Counts are of what the name says; reasons never hold a value of the input.

    `windows` were cut; of them `sent` were delivered (`revised` of those replace an older content) and
    `unchanged` had been delivered before. A dry run sends none.
    """

    people: int = 0
    windows: int = 0
    sent: int = 0
    revised: int = 0
    unchanged: int = 0
    empty_windows: int = 0
    minutes_measured: int = 0
    files_read: int = 0
    files_skipped: list[tuple[str, str]] = field(default_factory=list)
    readings_dropped: Counter[str] = field(default_factory=Counter)
    minutes_dropped: Counter[str] = field(default_factory=Counter)
    labels_dropped: Counter[str] = field(default_factory=Counter)

    def skip_file(self, file: str, reason: str) -> None:
        self.files_skipped.append((file, reason))

    def drop_readings(self, reason: str, count: int) -> None:
        if count:
            self.readings_dropped[reason] += count

    def drop_minutes(self, reason: str, count: int) -> None:
        if count:
            self.minutes_dropped[reason] += count

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "people": self.people,
            "windows": self.windows,
            "sent": self.sent,
            "revised": self.revised,
            "unchanged": self.unchanged,
            "empty_windows": self.empty_windows,
            "minutes_measured": self.minutes_measured,
            "files_read": self.files_read,
            "files_skipped": [{"file": file, "reason": reason} for file, reason in self.files_skipped],
            "readings_dropped": dict(self.readings_dropped),
            "minutes_dropped": dict(self.minutes_dropped),
            "labels_dropped": dict(self.labels_dropped),
        }
