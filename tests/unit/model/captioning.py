"""A few synthetic days, their tokens, and a small decoder beside a small encoder."""

from functools import cache
from typing import NamedTuple

import torch

from schemas.records import AnnotatedWindow, Label, SensorWindow
from wearscribe.annotate import annotate
from wearscribe.model import read_window
from wearscribe.model.batch import collate_sensors
from wearscribe.model.config import ModelConfig
from wearscribe.model.decoder import CaptionDecoder
from wearscribe.model.space import Encoded, Space
from wearscribe.model.tokens import SensorTokens
from wearscribe.model.vocabulary import of_captions
from wearscribe.synthesize import people

SMALL = ModelConfig(width=48, depth=1, heads=2, decoder_depth=2)


class Days(NamedTuple):
    """`told` with their labels, `seen` without, `inferred` the same labels as if a model had found them."""

    told: list[AnnotatedWindow]
    seen: list[AnnotatedWindow]
    inferred: list[tuple[Label, ...]]
    tokens: list[SensorTokens]


@cache
def days(count: int = 3) -> Days:
    windows = [window for person in people(seed=1, count=count) for window in person.windows(1)]
    seen = [_record(window.model_copy(update={"labels": ()})) for window in windows]
    return Days(
        [_record(window) for window in windows],
        seen,
        [tuple(each.model_copy(update={"origin": "inferred"}) for each in window.labels) for window in windows],
        [read_window.read(record.window, record.annotations) for record in seen],
    )


def small(seed: int = 0) -> tuple[Space, CaptionDecoder]:
    torch.manual_seed(seed)
    return Space(SMALL).eval(), CaptionDecoder(SMALL, of_captions()).eval()


def encoded(space: Space, tokens: list[SensorTokens]) -> Encoded:
    return space.encode(collate_sensors(tokens))


def _record(window: SensorWindow) -> AnnotatedWindow:
    return AnnotatedWindow(window=window, annotations=annotate(window), captions=())
