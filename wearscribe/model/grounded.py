"""Grounded captions: the model chooses what to say and how, every value is computed from the signal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from schemas.records import AnnotatedWindow, Caption, Label, Level
from wearscribe.describe.tell import LEVELS
from wearscribe.model.caption_plan import LANGUAGES, MAX_STEPS, SLOTS, TargetBatch
from wearscribe.model.caption_trunk import Past
from wearscribe.model.decoder import END_CASE, CaptionDecoder
from wearscribe.model.draft import Draft
from wearscribe.model.heard import Heard
from wearscribe.model.space import Encoded
from wearscribe.model.tokens import SensorTokens
from wearscribe.verify import Checker

_IGNORED = -100


class Written(NamedTuple):
    """The captions of one window: as the model chose them, and with only the sentences that hold."""

    drafts: tuple[Caption, ...]
    captions: tuple[Caption, ...]

    @property
    def dropped(self) -> int:
        """Sentences that the checker refused."""
        return sum(len(caption.sentences) for caption in self.drafts) - sum(
            len(caption.sentences) for caption in self.captions
        )


def loss(decoder: CaptionDecoder, encoded: Encoded, targets: TargetBatch) -> Tensor:
    """Cross-entropies of case, slot and wording, each the mean over its steps, added up."""
    chooser = decoder.chooser
    slots, there = (part[targets.windows] for part in chooser.slots(encoded))
    steps, last = targets.steps, targets.steps.shape[1]
    start = chooser.starts(targets.starts)[:, None]
    inputs = torch.cat([start, chooser.said(steps, slots)], dim=1) + chooser.places.weight[: last + 1]
    states, _ = chooser.trunk(inputs, chooser.trunk.remember(encoded, targets.windows))

    place = torch.arange(last + 1, device=steps.device)
    said, ends = place < targets.counts[:, None], place == targets.counts[:, None]
    ends &= place < MAX_STEPS  # a caption that long was cut
    cases = F.pad(steps[..., 0], (0, 1)).where(said, torch.where(ends, END_CASE, _IGNORED))
    total = _cross_entropy(chooser.case_logits(states, targets.starts), cases)
    given, said = steps[..., 0], said[:, :last] & there.gather(1, steps[..., 1])
    slot_scores = chooser.slot_logits(states[:, :last], given, chooser.slot_key(slots), there)
    total = total + _cross_entropy(slot_scores, steps[..., 1].where(said, _IGNORED))
    return total + _cross_entropy(chooser.wording_logits(states[:, :last], given), steps[..., 2].where(said, _IGNORED))


@torch.inference_mode()
def captions(
    decoder: CaptionDecoder,
    encoded: Encoded,
    records: Sequence[AnnotatedWindow],
    tokens: Sequence[SensorTokens],
    inferred: Sequence[Sequence[Label]],
    *,
    author: str,
    levels: Sequence[Level] = LEVELS,
) -> list[Written]:
    """The captions of each window at these levels in every language, checked.

    `encoded` and `tokens` are of the windows of `records`, in that order; labels of `inferred` are told beside those
    that the windows have, as inferred. Sentences cite annotations of the record. The wordings differ from window to
    window and are the same whenever the same window is written about.
    """
    heard = [Heard(*each) for each in zip(records, tokens, inferred, strict=True)]
    asked = [
        Draft(row, level, language, heard[row])
        for row in range(len(records))
        for level, language in product(levels, LANGUAGES)
    ]
    asked = [draft for draft in asked if draft.left]
    if asked:
        _choose(decoder, encoded, asked)
    written: list[Written] = []
    for row, each in enumerate(heard):
        drafts = tuple(draft.caption(author) for draft in asked if draft.row == row and draft.said)
        written.append(Written(drafts, _checked(drafts, Checker(each.window))))
    return written


def _choose(decoder: CaptionDecoder, encoded: Encoded, drafts: Sequence[Draft]) -> None:
    """All drafts at once, step by step; one that ends drops out of the batch.

    A caption ends where the end is likelier than all that could be said together, not than each of it alone.
    """
    chooser, device = decoder.chooser, encoded.tokens.device
    going = list(drafts)
    windows = torch.tensor([draft.row for draft in going], device=device)
    starts = torch.tensor([draft.start for draft in going], device=device)
    slots, _ = (part[windows] for part in chooser.slots(encoded))
    keys, memory = chooser.slot_key(slots), chooser.trunk.remember(encoded, windows)
    inputs, past = chooser.starts(starts)[:, None], None
    for place in range(MAX_STEPS):
        states, past = chooser.trunk(inputs + chooser.places.weight[place], memory, past)
        scores = chooser.case_logits(states, starts)[:, 0]
        begun = torch.tensor([bool(draft.said) for draft in going], device=device)
        left = torch.tensor([bool(draft.left) for draft in going], device=device)
        ends = (scores.softmax(dim=-1)[:, END_CASE] > 0.5) & begun | ~left
        stay = (~ends).nonzero()[:, 0]
        going = [going[row] for row in stay.tolist()]
        if not going:
            return
        cases = (scores[stay] + _allowed_cases(going, device)).argmax(dim=-1)
        states, starts, slots, keys = states[stay], starts[stay], slots[stay], keys[stay]
        past, memory = _rows(past, stay), memory._replace(layers=_rows(memory.layers, stay), mask=memory.mask[stay])
        said = cases.tolist()
        pointed = chooser.slot_logits(states, cases[:, None], keys, _allowed_slots(going, said, device))[:, 0].argmax(
            -1
        )
        wanted = chooser.wording_logits(states, cases[:, None])[:, 0].float().cpu().numpy()
        wordings = [draft.say(*choice) for draft, *choice in zip(going, said, pointed.tolist(), wanted, strict=True)]
        step = torch.stack([cases, pointed, torch.tensor(wordings, device=device)], dim=-1)
        inputs = chooser.said(step[:, None], slots)


def _allowed_cases(drafts: Sequence[Draft], device: torch.device) -> Tensor:
    """0 where a case has a fact left, minus infinity for every other and for the end."""
    allowed = np.full((len(drafts), END_CASE + 1), -np.inf, dtype=np.float32)
    for row, draft in enumerate(drafts):
        allowed[row, list(draft.left)] = 0
    return torch.from_numpy(allowed).to(device)


def _allowed_slots(drafts: Sequence[Draft], cases: Sequence[int], device: torch.device) -> Tensor:
    allowed = np.zeros((len(drafts), SLOTS), dtype=bool)
    for row, (draft, case) in enumerate(zip(drafts, cases, strict=True)):
        allowed[row, list(draft.left[case])] = True
    return torch.from_numpy(allowed).to(device)


def _rows(past: Past, rows: Tensor) -> Past:
    return [(key[rows], value[rows]) for key, value in past]


def _checked(drafts: Sequence[Caption], checker: Checker) -> tuple[Caption, ...]:
    kept = []
    for draft in drafts:
        true = tuple(said for said in draft.sentences if checker.check(said.text, draft.language).true)
        if true:
            kept.append(draft.model_copy(update={"sentences": true, "verified": True}))
    return tuple(kept)


def _cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    """Mean over the targets that count, 0 where none does."""
    counted = (targets != _IGNORED).sum().clamp(min=1)
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=_IGNORED, reduction="sum") / counted
