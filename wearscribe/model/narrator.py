"""Captions of what the model inferred, in its own name."""

from collections.abc import Sequence

import torch

from schemas.records import AnnotatedWindow, Caption, Label, Level
from wearscribe.model import grounded, vocabulary
from wearscribe.model.decoder import CaptionDecoder
from wearscribe.model.inferred import inferred_captions
from wearscribe.model.pretrained import WeightsError
from wearscribe.model.release import Release
from wearscribe.model.space import Encoded
from wearscribe.model.tokens import SensorTokens

_LEVELS: tuple[Level, ...] = ("semantic",)  # at the others the template says all there is, in the same words


class Narrator:
    """The released decoder chooses what is said and how; a release without one leaves that to the templates."""

    def __init__(self, released: Release, device: torch.device) -> None:
        """Raises WeightsError for a decoder of another version of the program."""
        self._author = released.model_version
        self._decoder: CaptionDecoder | None = None
        if released.decoder:
            decoder = CaptionDecoder(released.config, vocabulary.of_captions())
            try:
                decoder.load_state_dict(released.decoder)
            except RuntimeError:
                raise WeightsError(
                    f"the caption decoder of {self._author} knows other words or facts than this program: install the "
                    "version that trained it, or train anew with `wearscribe train`"
                ) from None
            self._decoder = decoder.to(device).eval()

    def captions(
        self,
        encoded: Encoded,
        windows: Sequence[AnnotatedWindow],
        tokens: Sequence[SensorTokens],
        inferred: Sequence[tuple[Label, ...]],
    ) -> list[tuple[Caption, ...]]:
        """Of each window that has an inferred label, semantic captions in both languages; every sentence holds."""
        if self._decoder is None:
            return [
                inferred_captions(each.window, each.annotations, labels, self._author)
                for each, labels in zip(windows, inferred, strict=True)
            ]
        rows = [row for row, labels in enumerate(inferred) if labels]
        captions: list[tuple[Caption, ...]] = [()] * len(windows)
        if rows:
            some = encoded._replace(tokens=encoded.tokens[rows], mask=encoded.mask[rows])
            written = grounded.captions(
                self._decoder,
                some,
                [windows[row] for row in rows],
                [tokens[row] for row in rows],
                [inferred[row] for row in rows],
                author=self._author,
                levels=_LEVELS,
            )
            for row, each in zip(rows, written, strict=True):
                captions[row] = each.captions
        return captions
