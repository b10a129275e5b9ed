"""A window as the sensor tokens that the encoder reads."""

from collections.abc import Sequence

import numpy as np

from schemas.records import Annotation, SensorWindow
from wearscribe.model.claims import claims
from wearscribe.model.episodes import episodes
from wearscribe.model.minutes import Minutes
from wearscribe.model.patches import bounds, patches
from wearscribe.model.proposals import proposals
from wearscribe.model.span_features import span_features
from wearscribe.model.tokens import SensorTokens


def read(window: SensorWindow, annotations: Sequence[Annotation]) -> SensorTokens:
    """The tokens of the window; `annotations` are those of `annotate(window)`. Logged labels change nothing."""
    minutes = Minutes.of(window)
    patch, episode = bounds(window.minutes), proposals(minutes)
    spans = np.concatenate([patch, episode])
    features = span_features(minutes, spans[:, 0], spans[:, 1])
    said = claims(annotations, minutes)
    return SensorTokens(
        minutes=window.minutes,
        clock=minutes.clock,
        patches=patches(minutes, features[: len(patch)]),
        claim_kinds=said.kinds,
        claim_channels=said.channels,
        claim_spans=said.spans,
        claim_values=said.values,
        claim_ids=said.ids,
        episode_spans=episode,
        episodes=episodes(minutes, episode, features[len(patch) :]),
    )
