"""What can be said of a window, as claims that anyone can recompute from it."""

import numpy as np

from schemas.records import Annotation, SensorWindow
from wearscribe.annotate.bouts import bouts
from wearscribe.annotate.changes import changes
from wearscribe.annotate.claim import number
from wearscribe.annotate.gaps import gaps, non_wear, unworn
from wearscribe.annotate.labels import labels
from wearscribe.annotate.relations import relations
from wearscribe.annotate.resting import resting_heart_rate
from wearscribe.annotate.sedentary import sedentary
from wearscribe.annotate.series import Series
from wearscribe.annotate.statistics import statistics

# glibc returns idle memory beyond twice the largest block freed so far (mallopt(3), M_MMAP_THRESHOLD), and every
# window would fetch it anew, page by page, a twelfth of its time. This block, freed untouched, makes it keep more.
np.empty(2**21)


def annotate(window: SensorWindow) -> tuple[Annotation, ...]:
    """Every claim about the window that its measured minutes bear out (kinds: `schemas/annotations.py`).

    Ordered by level, then channel (none first), then start, but logged activities longest first; `id` is the
    position. Deterministic, and nothing is capped. Of a channel without a measured minute nothing is claimed, and
    no channel but `steps`, which explains the heart rate and tells wear, changes what is said of another, except that
    the p-value of a trend pays for every channel looked at.
    """
    series = Series.of(window)
    not_worn = unworn(series)
    claims = [
        *statistics(series),
        *resting_heart_rate(series),
        *changes(series.curves()),
        *bouts(series),
        *sedentary(series, not_worn),
        *gaps(series, not_worn),
        *non_wear(not_worn),
        *labels(series, window.labels),
    ]
    return number([*claims, *relations(series, claims)])
