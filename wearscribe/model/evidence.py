"""What of the signal a sentence about an inferred label cites: the label itself is no claim of the record."""

from collections.abc import Sequence

from schemas.records import Annotation

_KINDS = ("bout", "peak", "trend", "shift", "stable")
_CITED = 4


def evidence(annotations: Sequence[Annotation], labels: Sequence[Annotation]) -> tuple[int, ...]:
    """Ids of the structural claims that lie for the most part in the minutes of the labels, longest first."""
    inside = [
        claim
        for claim in annotations
        if claim.kind in _KINDS
        and any(
            2 * (min(claim.end, label.end) - max(claim.start, label.start)) > claim.end - claim.start
            for label in labels
        )
    ]
    inside.sort(key=lambda claim: (claim.start - claim.end, claim.id))
    return tuple(claim.id for claim in inside[:_CITED])
