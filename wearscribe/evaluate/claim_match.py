"""Whether two claims say the same of a day: of the same kind, about the same thing, at the same time."""

from collections.abc import Sequence

from wearscribe.verify import Claim

SAME = 0.5  # intersection over union of two spans from which they are one
_NEAR = 10  # minutes between two moments that are one
_CLOSE = 0.05  # share of a number by which another is still it


def iou(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Intersection over union of two half-open spans."""
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return max(shared, 0) / max(max(first[1], second[1]) - min(first[0], second[0]), 1)


def span(claim: Claim) -> tuple[int, int] | None:
    return None if claim.start is None or claim.end is None else (claim.start, claim.end)


def about_the_same(claim: Claim, reference: Claim) -> bool:
    """Kind, channel, name and direction agree; of statistics, one value at least is told by both."""
    if (claim.kind, claim.channel, claim.sign) != (reference.kind, reference.channel, reference.sign):
        return False
    if claim.kind == "statistics":
        return not claim.values.keys().isdisjoint(reference.values)
    return claim.name == reference.name or (claim.kind == "sleep" and None in (claim.name, reference.name))


def same(claim: Claim, reference: Claim) -> bool:
    """About the same and, where the reference tells a time, at that time: spans at IoU .5, moments to ten minutes."""
    if not about_the_same(claim, reference):
        return False
    wanted, said = span(reference), span(claim)
    if wanted is not None:
        return said is not None and iou(said, wanted) >= SAME
    if reference.at is not None and reference.kind != "statistics":
        return claim.at is not None and abs(claim.at - reference.at) <= _NEAR
    return True


def best_iou(claims: Sequence[Claim], reference: Claim) -> float | None:
    """How well the best of the claims about the same covers the reference's span, None where it has none."""
    if (wanted := span(reference)) is None:
        return None
    said = (span(claim) for claim in claims if about_the_same(claim, reference))
    return max((iou(each, wanted) for each in said if each is not None), default=0.0)


def close_numbers(claim: Claim, reference: Claim) -> list[bool]:
    """Of each value that both tell, whether it is the reference's to 5 %."""
    return [
        abs(claim.values[name].value - value.value) <= _CLOSE * abs(value.value)
        for name, value in reference.values.items()
        if name in claim.values
    ]
