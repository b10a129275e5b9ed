"""A clock whose hands the test turns."""

from datetime import UTC, datetime, timedelta


class ManualClock:
    """`sleep` returns at once and moves time on. Stands in for `workers.clock.Clock`."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds
