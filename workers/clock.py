"""Time, as a parameter."""

import time
from datetime import UTC, datetime


class Clock:
    """The machine's clock. Tests turn the hands of their own (tests/support)."""

    def monotonic(self) -> float:
        """Seconds that only grow: for ages, deadlines and waits."""
        return time.monotonic()

    def now(self) -> datetime:
        """The date and time, in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
