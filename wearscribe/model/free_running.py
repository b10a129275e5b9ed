"""Free-running captions: the model writes words, numbers too. For research; nothing of it lands unchecked."""

from __future__ import annotations

from itertools import product

import torch
import torch.nn.functional as F
from torch import Tensor

from schemas.records import Caption, Sentence
from wearscribe.describe.tell import LEVELS
from wearscribe.model.caption_plan import LANGUAGES, MAX_WORDS, TargetBatch, start_of
from wearscribe.model.decoder import CaptionDecoder
from wearscribe.model.space import Encoded
from wearscribe.model.vocabulary import END, PAD, UNKNOWN


def loss(decoder: CaptionDecoder, encoded: Encoded, targets: TargetBatch) -> Tensor:
    """CoCa's caption loss (Yu et al. 2022, arXiv 2205.01917, eq. 3): mean cross-entropy of the next word."""
    writer = decoder.writer
    start = writer.starts(targets.starts)[:, None]
    inputs = torch.cat([start, writer.pieces(targets.words[:, :-1])], dim=1)
    inputs = inputs + writer.places.weight[: inputs.shape[1]]
    states, _ = writer.trunk(inputs, writer.trunk.remember(encoded, targets.windows))
    said = targets.words != PAD
    return F.cross_entropy(writer.logits(states[said]), targets.words[said])


@torch.inference_mode()
def captions(decoder: CaptionDecoder, encoded: Encoded, *, author: str) -> list[tuple[Caption, ...]]:
    """What the decoder writes of each window, unchecked: the likeliest word each time. Sentences cite nothing."""
    writer, device = decoder.writer, encoded.tokens.device
    asked = [
        (row, level, language) for row in range(len(encoded.tokens)) for level, language in product(LEVELS, LANGUAGES)
    ]
    memory = writer.trunk.remember(encoded, torch.tensor([row for row, *_ in asked], device=device))
    starts = torch.tensor([start_of(level, language) for _, level, language in asked], device=device)
    inputs, past = writer.starts(starts), None
    words: list[Tensor] = []
    ended = torch.zeros(len(asked), dtype=torch.bool, device=device)
    while len(words) < MAX_WORDS and not ended.all():
        states, past = writer.trunk((inputs + writer.places.weight[len(words)])[:, None], memory, past)
        scores = writer.logits(states[:, 0])
        scores[:, [PAD, UNKNOWN]] = -torch.inf
        words.append(scores.argmax(dim=-1))
        ended |= words[-1] == END
        inputs = writer.pieces(words[-1])
    written: list[list[Caption]] = [[] for _ in encoded.tokens]
    for (row, level, language), ids in zip(asked, torch.stack(words, dim=1).tolist(), strict=True):
        said = tuple(Sentence(text=text, annotations=()) for text in decoder.vocabulary.decode(ids))
        if said:
            written[row].append(Caption(level=level, language=language, author=author, sentences=said, verified=False))
    return [tuple(each) for each in written]
