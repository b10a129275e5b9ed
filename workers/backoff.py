"""How long to wait before the next try."""

from dataclasses import dataclass


@dataclass(slots=True)
class Backoff:
    """Doubles from `first` seconds to `cap`; `reset` after a success."""

    first: float = 0.25
    cap: float = 30.0
    tries: int = 0

    def next(self) -> float:
        self.tries += 1
        return min(self.cap, self.first * 2.0 ** min(self.tries - 1, 16))

    def reset(self) -> None:
        self.tries = 0
