"""What a channel's level did: the one place that knows in which order changes are looked for.

Sharp events first; they are then taken out, so that the slower changes under them are seen whole and nothing is
claimed twice. Trends and shifts are looked for at the finest scale first, and a change that a finer scale has told
is not told again. What is left over and keeps still is stable.
"""

from wearscribe.annotate import events as sharp
from wearscribe.annotate.claim import Claim
from wearscribe.annotate.moves import SCALES, moves
from wearscribe.annotate.noise import noise
from wearscribe.annotate.series import Series
from wearscribe.annotate.shifts import shifts
from wearscribe.annotate.significance import p_values
from wearscribe.annotate.stable import stable
from wearscribe.annotate.trends import trends


def changes(series: Series) -> list[Claim]:
    """Peaks, drops, trends, shifts and stable stretches of every channel in `series`."""
    if not series.names:
        return []
    events = sharp.events(series)
    rest = series.without(events.minutes)
    means = [rest.means(scale.width) for scale in SCALES]
    noises = [noise(each, scale.width, rest.resolution) for each, scale in zip(means, SCALES, strict=True)]
    finest, quiet = means[0], noises[0]
    found = moves(rest, noises)
    p = p_values(finest, quiet, found)
    told = trends(series, rest, quiet, found, p) | shifts(series, rest, found, p)
    slow: list[Claim] = []
    for scale in range(len(SCALES)):
        at_scale = [claim for move, claim in told.items() if found.scale[move] == scale]
        slow += [claim for claim in at_scale if not any(_same(claim, other) for other in slow)]
    changed = [*events.claims, *slow]
    return [*changed, *stable(series, quiet, changed)]


def _same(one: Claim, other: Claim) -> bool:
    return one.channel == other.channel and one.start < other.end and other.start < one.end
