"""What the model infers, on the chart and for the browser: always with its doubt."""

import json

from schemas.records import Inference
from services.search.page.inferred import Inferred, in_each_language

INFERENCES = (
    Inference(name="swim", start=600, end=660, confidence=0.93),
    Inference(name="unknown", start=700, end=730, confidence=0.58),
    Inference(name="nap", start=1300, end=1340, confidence=0.8),
)
KOREAN = [[600, 660, "아마 수영, 93%"], [700, 730, "\n알 수 없는 활동, 58%"], [1300, 1340, "아마 낮잠, 80%"]]


def test_every_chart_has_the_areas_and_the_first_their_labels() -> None:
    first, second = Inferred(INFERENCES, "ko", True).series(["heart_rate", "steps"], 0)
    assert [first["id"], second["id"]] == ["inferred-0", "inferred-1"]
    assert {first["name"], second["name"]} == {Inferred.kind}
    assert (first["markArea"]["label"]["show"], second["markArea"]["label"]["show"]) == (True, False)
    told = [
        [begin["xAxis"] // 60_000, end["xAxis"] // 60_000, begin["name"]] for begin, end in first["markArea"]["data"]
    ]
    assert told == KOREAN


def test_the_browser_has_the_words_in_both_languages() -> None:
    words = json.loads(in_each_language(INFERENCES))
    assert words["ko"] == KOREAN
    assert [each[2].strip() for each in words["en"]] == [
        "perhaps a swim, 93%", "perhaps an unknown activity, 58%", "perhaps a nap, 80%",
    ]  # fmt: skip
