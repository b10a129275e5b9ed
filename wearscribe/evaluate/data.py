"""The fixed test split: synthetic people of seed 3, whom training (seed 1) and validation (seed 2) never meet.

Of every day two readings are kept. *Told*: with its labels, the truth that captions and rules are made from. *Seen*:
without any label, what the model is given. Both hold heart rate and steps alone, the headline condition, since these
are what every device measures; all channels are a second condition.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from multiprocessing import get_context

from schemas.records import AnnotatedWindow, SensorWindow
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from wearscribe.synthesize import people

TRAINING, VALIDATION, TEST = 1, 2, 3
HEADLINE = ("heart_rate", "steps")


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """`person` and `number` say which; `whole` is the window as simulated, every channel and label."""

    person: int
    number: int
    whole: SensorWindow
    told: AnnotatedWindow
    seen: AnnotatedWindow


def held_out_days(
    people_count: int, days: int, *, first: int = 0, seed: int = TEST, processes: int = 1
) -> Iterator[Day]:
    """The days of persons `first` and on, by person, then day. More processes give the same days sooner."""
    of_person = partial(_days, seed, days)
    numbers = range(first, first + people_count)
    if processes == 1:
        yield from chain.from_iterable(map(of_person, numbers))
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from chain.from_iterable(pool.map(of_person, numbers))


def day_of(person: int, number: int, window: SensorWindow) -> Day:
    """Both readings of a window; what is told carries its captions too."""
    told = reading(window, labels=True)
    captions = describe(told.window, told.annotations)
    return Day(person, number, window, told.model_copy(update={"captions": captions}), reading(window))


def reading(
    window: SensorWindow, *, labels: bool = False, channels: Sequence[str] | None = HEADLINE
) -> AnnotatedWindow:
    """The window with these of its channels (None: all) and with or without labels, annotated; no captions."""
    kept = [row for row, name in enumerate(window.channels) if channels is None or name in channels]
    cut = window.model_copy(
        update={
            "channels": tuple(window.channels[row] for row in kept),
            "signal": window.signal[kept],
            "labels": window.labels if labels else (),
        }
    )
    return AnnotatedWindow.model_construct(window=cut, annotations=annotate(cut), captions=())


def _days(seed: int, days: int, number: int) -> list[Day]:
    (person,) = people(seed, 1, number)
    return [day_of(number, day, window) for day, window in enumerate(person.windows(days))]
