"""An example: a window as the model reads it, the texts that tell of it, and what is true of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from schemas.records import Annotation, Language, SensorWindow
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from wearscribe.model import read_text, read_window
from wearscribe.model.caption_plan import CaptionTarget
from wearscribe.model.tokens import ReadSentence, SensorTokens
from wearscribe.synthesize.activities import TWENTY
from wearscribe.synthesize.edits import Edit
from wearscribe.training import composed
from wearscribe.training.asks import several, single
from wearscribe.training.caption_targets import targets
from wearscribe.training.crops import BACKGROUND, UNCLEAR, class_of, label_class
from wearscribe.training.facts import (
    ACTIVITY_FACTS,
    FACTS,
    INDEX,
    LABELLED,
    WHOLE_DAY,
    facts,
    vector,
)
from wearscribe.training.jitter import drop_minutes, fewer_channels, other_device

LANGUAGES: tuple[Language, ...] = ("en", "ko")
STORED_KINDS = ("statistical", "structural", "semantic", "summary", "ask", "edit")

_UNLABELLED = np.array([name not in LABELLED for name in FACTS])
_OF_CROPS = np.array([name in ACTIVITY_FACTS and not name.endswith((".long", ".short")) for name in FACTS])
_OF_HEART = np.array([name.startswith("heart.") for name in FACTS])
_OF_STEPS = np.array([name.startswith(("steps.", "bout.", "sedentary.")) or name == "heart.still" for name in FACTS])


@dataclass(frozen=True, slots=True)
class TextItem:
    """`need` and `forbid` index FACTS, of asks alone. An "edit" leads from the other twin to this window."""

    kind: str
    language: Language
    sentences: tuple[ReadSentence, ...]
    need: tuple[int, ...] = ()
    forbid: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """`twin_of` is set by whoever lines up examples: the place of the day before the edit, -1 = none."""

    tokens: SensorTokens
    facts: np.ndarray  # bool [FACTS]
    known: np.ndarray  # bool [FACTS]: whether it is known that the fact holds, or does not
    texts: list[TextItem]
    targets: list[CaptionTarget]
    episode_labels: np.ndarray  # int8 [episode]: 0..19 TWENTY, 20 sleep, -1 background, -2 unclear
    label: int  # of the whole window
    person: int
    twin_of: int = -1


def example(
    window: SensorWindow,
    random: Random,
    person: int,
    *,
    again: bool,
    asks: int,
    jitter: bool,
    labelled: bool = True,
    edit: Edit | None = None,
    twin_of: int = -1,
) -> Example:
    """The example of a window whose labels are the whole truth (`labelled`), or all that is known.

    It is captioned in both languages, `again` in one of them, and asked for `asks` times a language. With `jitter`
    minutes are missing to the model that the texts tell of. `edit` leads to this window from its twin.
    """
    annotations = annotate(window)
    seen, of_seen = window, annotations
    if jitter:
        seen = drop_minutes(window, random)
        of_seen = annotate(seen)
    tokens = read_window.read(seen, of_seen)
    truth = vector(facts(window, annotations))
    known = _known(window, truth, labelled)
    if jitter:
        known &= truth == vector(facts(seen, of_seen))
    texts = _captions(window, annotations, again, random) + _asks(truth, known, asks, window, random)
    if edit is not None:
        texts += [TextItem("edit", each, read_text.read(composed.say(edit, each, random))) for each in LANGUAGES * 2]
    return Example(
        tokens,
        truth,
        known,
        texts,
        targets(seen, of_seen, tokens, random.getrandbits(30)),
        _episode_labels(window, tokens, labelled),
        _label(window, labelled),
        person,
        twin_of,
    )


def varied(window: SensorWindow, random: Random) -> SensorWindow:
    """The window as another device might have measured it."""
    window = fewer_channels(window, random)
    return other_device(window, random) if random.random() < 0.4 else window


def _captions(window: SensorWindow, annotations: Sequence[Annotation], again: bool, random: Random) -> list[TextItem]:
    """Every level in both languages; `again` in other words in one of them."""
    captions = describe(window, annotations, seed=random.getrandbits(30))
    if again:
        captions += describe(window, annotations, seed=random.getrandbits(30), languages=(random.choice(LANGUAGES),))
    return [TextItem(caption.level, caption.language, read_text.read(caption.text)) for caption in captions]


def _asks(truth: np.ndarray, known: np.ndarray, count: int, window: SensorWindow, random: Random) -> list[TextItem]:
    """`count` asks of one fact in each language; of a day one more, of several facts."""
    holds, fails = ([FACTS[place] for place in np.flatnonzero(each & known)] for each in (truth, ~truth))
    asks = [single(holds, language, random) for language in LANGUAGES * count]
    if window.minutes >= WHOLE_DAY:
        asks.append(several(holds, random.choice(LANGUAGES), random, [name for name in fails if name in TWENTY]))
    items = []
    for ask in asks:
        if ask is not None:
            need, forbid = (tuple(INDEX[name] for name in names) for names in (ask.need, ask.forbid))
            items.append(TextItem("ask", ask.language, read_text.read(ask.text), need, forbid))
    return items


def _known(window: SensorWindow, truth: np.ndarray, labelled: bool) -> np.ndarray:
    known = np.ones(len(FACTS), dtype=bool) if window.minutes >= WHOLE_DAY else _OF_CROPS.copy()
    if "heart_rate" not in window.channels:
        known &= ~_OF_HEART
    if "steps" not in window.channels:
        known &= ~_OF_STEPS
    return known if labelled else known & (truth | _UNLABELLED)


def _label(window: SensorWindow, labelled: bool) -> int:
    found = class_of(window) if window.minutes < WHOLE_DAY else UNCLEAR
    return found if labelled or found >= 0 else UNCLEAR


def _episode_labels(window: SensorWindow, tokens: SensorTokens, labelled: bool) -> np.ndarray:
    """The label that the stretch overlaps with IoU .5 or more; background where it meets none (IoU < .2)."""
    found = np.full(len(tokens.episode_spans), BACKGROUND if labelled else UNCLEAR, dtype=np.int8)
    if window.labels:
        first, last = tokens.episode_spans.astype(int).T[:, :, None]
        starts = np.array([max(label.start, 0) for label in window.labels])
        ends = np.array([min(label.end, window.minutes) for label in window.labels])
        shared = np.clip(np.minimum(last, ends) - np.maximum(first, starts), 0, None)
        iou = shared / np.maximum((last - first) + (ends - starts) - shared, 1)
        best = iou.argmax(axis=1)
        most = iou.max(axis=1)
        classes = np.array([label_class(label) for label in window.labels], dtype=np.int8)
        found[most >= 0.2] = UNCLEAR
        found[most >= 0.5] = classes[best[most >= 0.5]]
    if window.minutes >= WHOLE_DAY:
        found[0] = UNCLEAR
    return found
