"""SensorLM's published captioner, run beside ours from a checkout of its authors' repository.

Nothing of it is copied here: `--published DIR` names a checkout of github.com/Google-Health/consumer-health-research,
whose folder `sensorlm/` (Apache-2.0) is imported as it is; it needs pandas. Its input is a day of 34 z-scored
features without gaps, and it ships no imputer, so gaps are interpolated here. What it says is a list of sentences
with minute indices, taken apart below into the same claims that our checker judges.
"""

from __future__ import annotations

import importlib
import random
import re
import sys
from pathlib import Path
from types import ModuleType

import numpy as np

from schemas.records import SensorWindow
from wearscribe.verify import Claim
from wearscribe.verify.verdict import Quantity

DAY = 1440
#: Its names of the channels that our windows carry, and of those that it is given as zero.
FEATURES = {"HR": "heart_rate", "steps": "steps"}
NAMES = {
    "heart rate": "heart_rate", "steps": "steps", "hrv rr": "rr_median", "hrv shannon entropy rr": "rr_entropy",
    "sdnn percentile": "sdnn", "jerk": "jerk_autocorrelation", "log energy": "motion_log_energy",
    "kurtosis": "motion_kurtosis", "sleep coefficient": "sleep_coefficient", "eda level": "skin_conductance",
    "skin temperature slope": "skin_temperature_slope", "wrist temperatures": "skin_temperature",
}  # fmt: skip
_SPAN = re.compile(r"(\d+)(?: to (?:minute )?| and |-|–| until | through | up to )(\d+)")
_POINT = re.compile(r"minute (\d+)|(\d+)-minute")
_NUMBER = re.compile(r"-?\d+\.\d")
_FACT = re.compile(r"\.\s+(?=[A-Za-z])|\n")


class Published:
    """The captioner of a checkout, its lists cut to the channels that a window carries."""

    def __init__(self, checkout: Path) -> None:
        folder = checkout / "sensorlm"
        if not (folder / "captioning.py").exists():
            raise SystemExit(f"--published: no sensorlm/captioning.py in {checkout}")
        sys.path.insert(0, str(checkout))
        try:
            self.captioning = importlib.import_module("sensorlm.captioning")
            self.constants: ModuleType = importlib.import_module("sensorlm.constants")
        except ModuleNotFoundError as error:
            raise SystemExit(f"--published: it needs {error.name}, which is not installed") from error
        self._groups = dict(self.constants.channel_groups_selected)

    @property
    def templates(self) -> int:
        lists = ("low_level", "trend", "anomaly", "activity", "mood")
        names = [name for name in vars(self.constants) if name.startswith(lists) and "templates" in name]
        return sum(len(set(getattr(self.constants, name))) for name in names)

    def sentences(self, window: SensorWindow, seed: int, *, absent: bool = False) -> list[tuple[str, list[Claim]]]:
        """What it says of the window, each sentence with its claims. With `absent` its lists stay whole, and the
        channels that the window lacks are zero."""
        random.seed(seed)
        self._cut(set(NAMES) if absent else {"heart rate", "steps"})
        x = self._scored(window)
        text = self.captioning.generate_statistical_caption(x, None)
        text += "\n" + self.captioning.generate_structural_caption(x)
        found = []
        for sentence in _FACT.split(text):
            sentence = re.sub(r"^(For )?(Heart|Activity|Sleep|EDA)[,:]\s*", "", sentence.strip())
            if sentence:
                found.append((sentence, claims_of(sentence, window.minutes)))
        return found

    def nights(self, window: SensorWindow, seed: int) -> list[tuple[int, int]]:
        """First and last minute of each sleep it tells of, as printed."""
        random.seed(seed)
        clock = [(_clock(a.start), _clock(a.end)) for a in window.labels if a.kind == "sleep"]
        text = self.captioning.generate_semantic_caption(
            self._scored(window), None, [], [], [], [a for a, _ in clock], [b for _, b in clock],
            mood_data_list=[], mood_timestamp_list=[],
        )  # fmt: skip
        return [(int(a), int(b)) for a, b in _SPAN.findall(text)]

    def _scored(self, window: SensorWindow) -> np.ndarray:
        labels, parameters = self.constants.FEATURES_TO_NORMALIZE, self.constants.NORMALIZATION_PARAMETERS
        x = np.zeros((DAY, len(labels)))
        for column, label in enumerate(labels):
            row = window.row(FEATURES.get(label, ""))
            values = np.zeros(DAY) if row is None else _interpolated(row.astype(float))
            mean, sd = parameters[label]
            x[:, column] = (values - mean) / sd
        return x

    def _cut(self, names: set[str]) -> None:
        cut = {}
        for category, group in self._groups.items():
            kept = [(n, m) for n, m in zip(group["names"], group["members"], strict=True) if n in names]
            if kept:
                cut[category] = {"names": [n for n, _ in kept], "members": [m for _, m in kept]}
        self.captioning.channel_groups_selected = cut
        self.captioning.channel_groups_random = {}


def claims_of(sentence: str, minutes: int) -> list[Claim]:
    """The claims of one of its sentences; none where the adapter cannot read it."""
    text = sentence.lower()
    channel = next((c for name, c in sorted(NAMES.items(), key=lambda item: -len(item[0])) if name in text), None)
    if channel is None:
        return []
    numbers = _NUMBER.findall(text)
    if len(numbers) == 4:
        return [Claim("statistics", channel, values=_statistics(text, numbers))]
    span = _SPAN.search(text)
    for word, sign in (("increasing", 1), ("decreasing", -1)):
        if word in text and span:
            return [Claim("trend", channel, int(span[1]), min(int(span[2]), minutes), sign=sign)]
    if "stable" in text and span:
        return [Claim("stable", channel, int(span[1]), min(int(span[2]), minutes))]
    point = _POINT.search(text)
    for word, kind, sign in (("peak", "peak", 1), ("spike", "peak", 1), ("drop", "drop", -1)):
        if word in text and point:
            return [Claim(kind, channel, at=int(point[1] or point[2]), sign=sign)]
    return []


def _statistics(text: str, numbers: list[str]) -> dict[str, Quantity]:
    """Mean and sd by the word before them; of the others the smaller is the minimum."""
    values: dict[str, Quantity] = {}
    rest: list[Quantity] = []
    listed = "mean, max, min, std are" in text
    last = 0
    for place, found in enumerate(_NUMBER.finditer(text)):
        before, last = text[last : found.start()], found.end()
        quantity = Quantity(float(found[0]), 1)
        if listed:
            values[("mean", "max", "min", "sd")[place]] = quantity
        elif "deviation" in before or "std" in before:
            values["sd"] = quantity
        elif place == 0 or "mean" in before or "average" in before:
            values["mean"] = quantity
        else:
            rest.append(quantity)
    if len(rest) == 2:
        values["min"], values["max"] = sorted(rest)
    return values


def _interpolated(values: np.ndarray) -> np.ndarray:
    known = np.flatnonzero(~np.isnan(values))
    return np.interp(np.arange(len(values)), known, values[known]) if known.size else np.zeros(len(values))


def _clock(minute: int) -> str:
    minute %= DAY
    return f"2024-05-06 {minute // 60:02d}:{minute % 60:02d}:00+00:00"
