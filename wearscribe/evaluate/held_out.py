"""What every measure shares: the held-out people's days and what the model makes of them, each made once, when asked
for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

import numpy as np

from schemas.records import AnnotatedWindow, Language
from wearscribe.embedder import Embedder
from wearscribe.evaluate.data import TRAINING, Day, held_out_days
from wearscribe.evaluate.model import Model
from wearscribe.evaluate.texts import LEVELS, sameness, text_of

LANGUAGES: tuple[Language, ...] = ("en", "ko")
Condition = tuple[str, Language]
CONDITIONS: tuple[Condition, ...] = tuple((level, language) for level in LEVELS for language in LANGUAGES)
_AT_ONCE = 200  # days in memory between simulation and embedding


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured. `kept` people are those whose days stay in memory, for all but the pool."""

    people: int = 500
    days: int = 20
    kept: int = 100
    training: int = 100
    pools: tuple[int, ...] = (100, 1000, 10_000)
    texts: int = 2000  # captions a condition that are searched with
    asked: int = 400  # days that are damaged, or asked about with an instruction
    seeds: int = 5  # draws of the few labels
    captions: int = 300  # days that captions are written of


FULL = Sizes()
QUICK = Sizes(
    people=30, days=8, kept=30, training=20, pools=(100, 240), texts=240, asked=100, seeds=2, captions=40
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Days in random order: `people` [day], `windows` [day, dimension], captions and their sameness by condition."""

    people: np.ndarray
    windows: np.ndarray
    texts: Mapping[Condition, Sequence[str | None]]
    same: Mapping[str, np.ndarray]  # by level, int [day]


@dataclass
class HeldOut:
    """`controls` are other models by name: an untrained one, the caption-text baseline. `progress` hears what is
    being done."""

    model: Model
    sizes: Sizes = FULL
    controls: Mapping[str, Model] = field(default_factory=dict)
    processes: int = 1
    progress: Callable[[str], None] = print

    @cached_property
    def days(self) -> list[Day]:
        """All days of the kept people."""
        self.progress(f"simulating {self.sizes.kept * self.sizes.days} days of {self.sizes.kept} held-out people")
        return list(held_out_days(self.sizes.kept, self.sizes.days, processes=self.processes))

    @cached_property
    def people(self) -> np.ndarray:
        """[day]"""
        return np.array([day.person for day in self.days])

    @cached_property
    def training_days(self) -> list[Day]:
        """Of people that the model was trained on: what a classifier beside it may learn from."""
        self.progress(f"simulating {self.sizes.training * self.sizes.days} days of training people")
        return list(held_out_days(self.sizes.training, self.sizes.days, seed=TRAINING, processes=self.processes))

    @cached_property
    def windows(self) -> np.ndarray:
        """Of `days`, [day, dimension]."""
        return whole(*self.spans)

    @cached_property
    def spans(self) -> tuple[np.ndarray, np.ndarray]:
        """Every embedding of `days` [span, dimension], each day's whole first, and whose it is [span]."""
        self.progress(f"embedding {len(self.days)} days")
        return embed_spans(self.model, [day.seen for day in self.days])

    @cached_property
    def control_spans(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """The same by every control."""
        spans = {}
        for name, control in self.controls.items():
            self.progress(f"embedding {len(self.days)} days by the control {name}")
            spans[name] = embed_spans(control, [day.seen for day in self.days])
        return spans

    @cached_property
    def pool(self) -> Pool:
        """All held-out people's days: the kept ones and those that are embedded and let go."""
        order = np.random.default_rng(0).permutation(self.sizes.people * self.sizes.days)
        parts = [_part(self.days, self.windows)]
        if rest := self.sizes.people - self.sizes.kept:
            self.progress(f"simulating and embedding {rest * self.sizes.days} days of {rest} more people")
            more = held_out_days(rest, self.sizes.days, first=self.sizes.kept, processes=self.processes)
            while some := list(islice(more, _AT_ONCE)):
                parts.append(_part(some, self.model.embed_windows([day.seen for day in some])))
        return _joined(parts, order)


def embed_spans(model: Embedder, records: Sequence[AnnotatedWindow]) -> tuple[np.ndarray, np.ndarray]:
    """Vectors [span, dimension], each record's whole first, and whose each is [span]."""
    vectors: list[np.ndarray] = []
    owners: list[int] = []
    for first in range(0, len(records), _AT_ONCE):
        for number, embeddings in enumerate(model.embed(records[first : first + _AT_ONCE]), first):
            vectors.extend(each.vector for each in embeddings)
            owners.extend([number] * len(embeddings))
    return np.stack(vectors), np.array(owners)


def whole(vectors: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """Of spans as `embed_spans` gives them each day's first, which is the whole day."""
    return np.asarray(vectors[[0, *np.flatnonzero(np.diff(owners)) + 1]])


_Part = tuple[list[int], np.ndarray, dict[Condition, list[str | None]], dict[str, list[str]]]


def _part(days: Sequence[Day], windows: np.ndarray) -> _Part:
    texts = {(level, language): [text_of(day, level, language) for day in days] for level, language in CONDITIONS}
    return [day.person for day in days], windows, texts, sameness(days)


def _joined(parts: Sequence[_Part], order: np.ndarray) -> Pool:
    def strings(lists: Iterable[Sequence[str | None]]) -> list[str | None]:
        flat = [each for some in lists for each in some]
        return [flat[index] for index in order]

    return Pool(
        people=np.array([person for people, *_ in parts for person in people])[order],
        windows=np.concatenate([windows for _, windows, *_ in parts])[order],
        texts={condition: strings(texts[condition] for _, _, texts, _ in parts) for condition in CONDITIONS},
        same={
            level: np.unique(np.array(strings(keys[level] for *_, keys in parts)), return_inverse=True)[1]
            for level in LEVELS
        },
    )
