"""What the checker answers: the claims it read in a sentence, and whether each holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

#: Why a claim was decided as it was; stable words, counted by benchmarks and logs.
Reason = Literal[
    "holds",
    "absent_channel",  # the window does not carry the channel
    "unmeasured",  # under a quarter of the stretch is measured
    "out_of_window",  # the time is not in the window
    "wrong_number",  # beyond the printed digit, or beyond tolerance for a level
    "wrong_direction",
    "wrong_time",  # such an event exists nearby, at another time
    "only_noise",  # the change does not stand out of the channel's noise
    "not_a_trend",  # the ends differ, but no line joins them
    "not_stable",
    "no_such_event",
    "no_such_label",
    "not_moving",
    "moving",
    "measured",  # a gap or non-wear was claimed where there are measurements
    "incomplete",  # a number or a time without which it claims nothing is not in the sentence
]


class Quantity(NamedTuple):
    """A number as printed: `unit` is "" where none was printed; `about` that it was called approximate."""

    value: float
    decimals: int = 0
    unit: str = ""
    about: bool = False

    def matches(self, truth: float) -> bool:
        """Whether `truth`, rounded as printed, is this number (a twentieth where it was called approximate)."""
        slack = 0.5 * 10.0**-self.decimals * 1.002 + 1e-5 * abs(truth)  # float32 sums are not exact
        if self.about:
            slack = max(slack, 0.05 * abs(truth))
        return abs(self.value - truth) <= slack


@dataclass(slots=True)
class Claim:
    """One thing a sentence says. Minutes count from the window's start; None where the sentence names none.

    `kind` as in schemas/annotations.py, `values` by the names used there; `name` is a label's or relation's;
    `sign` is +1 for a rise, -1 for a fall, 0 where no direction is claimed; `during` is the span of what a relation
    is tied to.
    """

    kind: str
    channel: str | None = None
    start: int | None = None
    end: int | None = None
    at: int | None = None
    values: dict[str, Quantity] = field(default_factory=dict)
    name: str | None = None
    sign: int = 0
    during: tuple[int, int | None] | None = None
    reason: Reason = "holds"

    @property
    def true(self) -> bool:
        return self.reason == "holds"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`claims` is empty where the sentence says nothing that can be checked."""

    claims: tuple[Claim, ...]

    @property
    def unreadable(self) -> bool:
        return not self.claims

    @property
    def true(self) -> bool:
        return bool(self.claims) and all(claim.true for claim in self.claims)

    @property
    def false(self) -> bool:
        return any(not claim.true for claim in self.claims)
