"""Captions of what the model inferred, in its own name."""

from collections.abc import Sequence

import torch

from schemas.records import AnnotatedWindow, Caption, Label, Level
from wearscribe.model import grounded
from wearscribe.model.captioner import Captioner
from wearscribe.model.decoder import CaptionDecoder
from wearscribe.model.inferred import inferred_captions
from wearscribe.model.pretrained import WeightsError
from wearscribe.model.release import Release
from wearscribe.model.space import Encoded, Space
from wearscribe.model.tokens import SensorTokens

_LEVELS: tuple[Level, ...] = ("semantic",)  # at the others the template says all there is, in the same words


class Narrator:
    """The released decoder chooses what is said and how; a release without one leaves that to the templates."""

    def __init__(self, released: Release, device: torch.device) -> None:
        """Raises WeightsError for a decoder of another version of the program."""
        self._author, self._device = released.model_version, device
        self._decoder: CaptionDecoder | None = None
        if released.decoder:
            try:
                decoder = CaptionDecoder.restore(released.config, released.decoder)
            except ValueError as error:
                raise WeightsError(
                    f"the caption decoder of {self._author} does not fit this program: {error}. Install the version "
                    "that trained it, or train anew with `wearscribe train`"
                ) from None
            self._decoder = decoder.to(device).eval()

    def captioner(self, space: Space) -> Captioner | None:
        """Both modes of the decoder, all levels, for evaluation; None where the release has no decoder."""
        return None if self._decoder is None else Captioner(space, self._decoder, self._author, self._device)

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
