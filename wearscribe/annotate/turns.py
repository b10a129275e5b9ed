"""The turning points of a curve: where it has come back by at least a threshold."""

from collections.abc import Sequence


def turning_points(curve: Sequence[float], threshold: float) -> list[int]:
    """Indices of alternating highs and lows, every two neighbours at least `threshold` apart.

    The first and the last may be mere ends of the curve. None where it never moves that far. The rule is its own
    mirror image: the turning points of the negated curve are the same.
    """
    start, rising = _first_turn(curve, threshold)
    if start is None:
        return []
    # always climbing: a falling stretch is climbed in the negated curve
    level, mirrored = curve, [-value for value in curve]
    if not rising:
        level, mirrored = mirrored, level
    turns, last, extreme = [start], start, level[start]
    for i in range(start + 1, len(curve)):
        value = level[i]
        if value > extreme:
            last, extreme = i, value
        elif extreme - value >= threshold:
            turns.append(last)
            level, mirrored = mirrored, level
            last, extreme = i, -value
    return [*turns, last]


def _first_turn(curve: Sequence[float], threshold: float) -> tuple[int | None, bool]:
    """The first extreme that the curve leaves by the threshold, and whether upwards."""
    low = high = 0
    for i, value in enumerate(curve):
        if value > curve[high]:
            high = i
        elif value < curve[low]:
            low = i
        if curve[high] - curve[low] >= threshold:
            return (low, True) if low < high else (high, False)
    return None, False
