"""Whatever the values: describing raises nothing, and every number in a sentence stems from its annotations."""

import re
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.annotations import KINDS
from schemas.channels import CHANNELS
from schemas.records import Annotation, SensorWindow
from tests.unit.describe.days import Claims, window
from wearscribe.describe import describe

_NUMBER = re.compile(r"(?<![\d:])-?\d[\d,]*(?:\.\d+)?(?![\d:])")
_DURATION = re.compile(r"(\d+)(?: hours?|시간)(?: (\d+)(?: minutes?|분))?")
_CLOCK = re.compile(r"\d\d:\d\d")
_NAMES = {"activity": ("run", "elliptical", "other"), "sleep": ("sleep", "nap")}

finite = st.floats(-1e5, 1e5, allow_nan=False).filter(lambda value: value == 0 or abs(value) > 1e-5)


@st.composite
def days(draw) -> tuple[SensorWindow, Claims]:
    claims = Claims()
    minutes = draw(st.sampled_from([30, 720, 1440]))
    for channel in draw(st.lists(st.sampled_from(sorted(CHANNELS)), unique=True, max_size=4)):
        values = draw(st.tuples(finite, finite, finite, finite))
        claims.statistics(channel, values, measured=draw(st.integers(1, minutes)))
    for _ in range(draw(st.integers(0, 12))):
        name = draw(st.sampled_from(sorted(set(KINDS) - {"statistics", "relation"})))
        outside = 600 if name in _NAMES else 0
        start = draw(st.integers(-outside, minutes - 1))
        end = draw(st.integers(start + 1, minutes + outside))
        values = {
            key: float(draw(st.integers(start, end - 1)) if unit == "min" and key == "at" else
                       draw(st.integers(0, 1440)) if unit in ("min", "count", "steps") else draw(finite))
            for key, unit in KINDS[name].values.items()
            if name not in _NAMES or draw(st.booleans())
        }  # fmt: skip
        on = "steps" if name in ("bout", "sedentary") else "heart_rate" if name.startswith("rest") else None
        if name in ("trend", "stable", "peak", "drop", "shift", "gap"):
            on = draw(st.sampled_from(sorted(CHANNELS)))
        label = draw(st.sampled_from(_NAMES[name])) if name in _NAMES else None
        claims.add(name, start, end, values, channel=on, name=label, strength=draw(finite))
    rises = [claim.id for claim in claims if claim.kind in ("peak", "trend", "shift")]
    causes = [claim.id for claim in claims if claim.kind in ("bout", "activity", "sleep")]
    for rise in rises:
        claims.relation(rise, draw(st.sampled_from([None, *causes])), draw(finite))
    return window(minutes), claims


def stems(number: str, sources: list[float]) -> bool:
    value, decimals = float(number.replace(",", "")), len(number.partition(".")[2])
    return any(abs(value - source) <= 0.5 * 10.0**-decimals * 1.001 + 1e-9 * abs(source) for source in sources)


def sources(claims: list[Annotation], minutes: int) -> list[float]:
    """Values, durations, differences of two values, and how many annotations there are."""
    found = [float(minutes), float(len(claims)), *map(float, range(len(claims)))]
    for claim in claims:
        found += [*claim.values.values(), float(claim.end - claim.start)]
        found += [abs(a - b) for a, b in permutations(claim.values.values(), 2)]
    return found


@settings(max_examples=150, deadline=None)
@given(days(), st.integers(0, 2**128), st.sampled_from(["en", "ko"]))
def test_every_number_stems_from_the_annotations_of_its_sentence(day, seed, language):
    of, claims = day
    for caption in describe(of, claims, languages=(language,), seed=seed):
        for sentence in caption.sentences:
            written_from = sources([claims[i] for i in sentence.annotations], of.minutes)
            text = _CLOCK.sub("", sentence.text)
            for hours, minutes in _DURATION.findall(text):
                assert stems(str(60 * int(hours) + int(minutes or 0)), written_from), sentence.text
            for number in _NUMBER.findall(_DURATION.sub("", text)):
                assert stems(number, written_from), sentence.text


@settings(max_examples=50, deadline=None)
@given(days(), st.integers(0, 2**64))
def test_every_time_is_one_of_its_annotations(day, seed):
    of, claims = day
    for caption in describe(of, claims, seed=seed):
        for sentence in caption.sentences:
            known = set()
            for claim in (claims[i] for i in sentence.annotations):
                known |= {claim.start, claim.end, max(claim.start, 0), min(claim.end, of.minutes)}
                known |= {value for key, value in claim.values.items() if key == "at" or key.endswith("_at")}
            spelt = {f"{int(m) % 1440 // 60:02d}:{int(m) % 60:02d}" for m in known} | {"24:00"}
            assert set(_CLOCK.findall(sentence.text)) <= spelt, sentence.text
