"""The caption decoders: one chooses facts, one writes words, both look at the encoder's tokens."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Self

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from wearscribe.describe.tell import CASES, LEVELS
from wearscribe.model.caption_plan import LANGUAGES, MAX_STEPS, MAX_WORDS, SLOTS, STARTS
from wearscribe.model.caption_trunk import Trunk
from wearscribe.model.config import ModelConfig
from wearscribe.model.space import Encoded
from wearscribe.model.tokens import MAX_CLAIMS
from wearscribe.model.vocabulary import Vocabulary

END_CASE = len(CASES)
MAX_WORDINGS = max(case.wordings for case in CASES)


class Chooser(nn.Module):
    """Grounded: each step is the case of a fact, the slot it is about (a pointer) and its wording."""

    level_cases: Tensor  # bool [STARTS, case or END]: what may be said at the level of a start
    case_wordings: Tensor  # bool [case, wording]

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        width = config.width
        self.trunk = Trunk(config)
        self.starts = _embedding(STARTS, width)
        self.places = _embedding(MAX_STEPS + 1, width)
        self.cases = _embedding(len(CASES), width)
        self.wordings = _embedding(MAX_WORDINGS, width)
        self.slot_in = nn.Linear(width, width, bias=False)
        self.case_out = nn.Linear(width, len(CASES) + 1)
        self.given_case = _embedding(len(CASES), width)
        self.slot_query = nn.Linear(width, width, bias=False)
        self.slot_key = nn.Linear(width, width, bias=False)
        self.wording_out = nn.Linear(width, MAX_WORDINGS)
        level = torch.tensor([LEVELS.index(case.level) for case in CASES])
        allowed = torch.arange(STARTS)[:, None] // len(LANGUAGES) == level
        self.register_buffer("level_cases", F.pad(allowed, (0, 1), value=True), persistent=False)
        counts = torch.tensor([case.wordings for case in CASES])
        self.register_buffer("case_wordings", torch.arange(MAX_WORDINGS) < counts[:, None], persistent=False)

    def slots(self, encoded: Encoded) -> tuple[Tensor, Tensor]:
        """The tokens that can be pointed at, [B, SLOTS, width], and which of them there are."""
        tokens = encoded.tokens.new_zeros(len(encoded.tokens), SLOTS, encoded.tokens.shape[-1])
        mask = encoded.mask.new_zeros(tokens.shape[:2])
        for at, first in ((encoded.claims_at, 0), (encoded.episodes_at, MAX_CLAIMS)):
            here = slice(first, first + at.stop - at.start)
            tokens[:, here], mask[:, here] = encoded.tokens[:, at], encoded.mask[:, at]
        return tokens, mask

    def said(self, steps: Tensor, slots: Tensor) -> Tensor:
        """Inputs [R, S, width] of steps [R, S, 3] with the slot tokens [R, SLOTS, width] of their windows."""
        about = slots.gather(1, steps[..., 1:2].expand(-1, -1, slots.shape[-1]))
        inputs: Tensor = self.cases(steps[..., 0]) + self.slot_in(about) + self.wordings(steps[..., 2])
        return inputs

    def case_logits(self, states: Tensor, starts: Tensor) -> Tensor:
        """[R, S, case or END] of states [R, S, width]."""
        scores: Tensor = self.case_out(states)
        return scores.masked_fill(~self.level_cases[starts][:, None], -torch.inf)

    def slot_logits(self, states: Tensor, cases: Tensor, keys: Tensor, mask: Tensor) -> Tensor:
        """[R, S, SLOTS] given the cases [R, S]; `keys` are `slot_key` of the slots, `mask` [R, SLOTS] those there."""
        query = self.slot_query(states + self.given_case(cases))
        scores: Tensor = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[-1])
        return scores.masked_fill(~mask[:, None], -torch.inf)

    def wording_logits(self, states: Tensor, cases: Tensor) -> Tensor:
        """[R, S, MAX_WORDINGS]"""
        scores: Tensor = self.wording_out(states + self.given_case(cases))
        return scores.masked_fill(~self.case_wordings[cases], -torch.inf)


class Writer(nn.Module):
    """Free-running: each step is a piece of the vocabulary; input and output share its embedding."""

    def __init__(self, config: ModelConfig, pieces: int) -> None:
        super().__init__()
        self.trunk = Trunk(config)
        self.starts = _embedding(STARTS, config.width)
        self.places = _embedding(MAX_WORDS + 1, config.width)
        self.pieces = _embedding(pieces, config.width)
        self.out = nn.Linear(config.width, config.width, bias=False)

    def logits(self, states: Tensor) -> Tensor:
        scores: Tensor = self.out(states) @ self.pieces.weight.T
        return scores


class CaptionDecoder(nn.Module):
    """Both modes; they share the encoder's tokens and nothing else.

    What its numbers mean travels with the weights: the pieces of the vocabulary, and the cases of the wording tables.
    """

    spelling: Tensor  # uint8, JSON
    known_cases: Tensor  # uint8, JSON

    def __init__(self, config: ModelConfig, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.config = config
        self.vocabulary = vocabulary
        self.chooser = Chooser(config)
        self.writer = Writer(config, len(vocabulary))
        self.register_buffer("spelling", _bytes(vocabulary.to_json()))
        self.register_buffer("known_cases", _bytes(json.dumps(CASES)))

    @classmethod
    def restore(cls, config: ModelConfig, state: Mapping[str, Tensor]) -> Self:
        """From a state dict. Raises ValueError for a decoder of other cases than this program's, or of another form."""
        try:
            decoder = cls(config, Vocabulary.from_json(_text(state["spelling"])))
            if not torch.equal(state["known_cases"].cpu(), decoder.known_cases):
                raise ValueError("the decoder chooses among other cases of facts than this program has")
            decoder.load_state_dict(state)
        except (KeyError, RuntimeError):
            raise ValueError("not the weights of a caption decoder of this version") from None
        return decoder


def _bytes(text: str) -> Tensor:
    return torch.frombuffer(bytearray(text.encode()), dtype=torch.uint8)


def _text(stored: Tensor) -> str:
    return bytes(stored.cpu().tolist()).decode()


def _embedding(count: int, width: int) -> nn.Embedding:
    """Large enough that what was said stands out from the first step on: at a tenth of it learning is far slower."""
    table = nn.Embedding(count, width)
    nn.init.normal_(table.weight, std=0.2)
    return table
