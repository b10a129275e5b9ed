"""What a channel's level did: the one place that knows in which order changes are looked for.

Sharp events first; they are then taken out, so that the slower trends and shifts under them are seen whole and
nothing is claimed twice; what is left over and keeps still is stable.
"""

from wearscribe.annotate import events as sharp
from wearscribe.annotate import moves as slow
from wearscribe.annotate.claim import Claim
from wearscribe.annotate.noise import noise
from wearscribe.annotate.series import Series
from wearscribe.annotate.shifts import shifts
from wearscribe.annotate.stable import stable
from wearscribe.annotate.trends import trends


def changes(series: Series) -> list[Claim]:
    """Peaks, drops, trends, shifts and stable stretches of every channel in `series`."""
    if not series.names:
        return []
    events = sharp.events(series, noise(series, sharp.WIDTH))
    rest = series.without(events.minutes)
    quiet = noise(rest, slow.WIDTH)
    found = slow.moves(rest, quiet)
    changed = [*events.claims, *trends(series, rest, quiet, found), *shifts(series, rest, quiet, found)]
    return [*changed, *stable(series, quiet, changed)]
