"""The turning points of a curve: where it has come back by at least a threshold."""

from collections.abc import Sequence


def turning_points(curve: Sequence[float], threshold: float) -> list[int]:
    """Indices of alternating highs and lows, every two neighbours at least `threshold` apart.

    The first and the last may be mere ends of the curve. None where it never moves that far. The rule is its own
    mirror image: the turning points of the negated curve are the same.
    """
    turns: list[int] = []
    high = low = 0
    rising: bool | None = None
    for i, value in enumerate(curve):
        if value > curve[high] and rising is not False:
            high = i
        elif value < curve[low] and rising is not True:
            low = i
        if rising is not False and curve[high] - value >= threshold:
            turns.append(high)
            rising, low = False, i
        elif rising is not True and value - curve[low] >= threshold:
            turns.append(low)
            rising, high = True, i
    if turns:
        turns.append(high if rising else low)
    return turns
