"""What is said of a window, sentence by sentence: by level, language and author, each with the minutes it is about; and
what is inferred, line by line."""

import json
from collections.abc import Mapping, Sequence

from schemas.records import Annotation, Caption, CaptionedWindow, Language, SensorWindow
from services.search.page.dom import el
from services.search.page.inferred import lines
from services.search.page.overlays import inside

_LEVELS = {
    "summary": "In short",
    "semantic": "What happened",
    "structural": "How the signal moved",
    "statistical": "In numbers",
}
_LANGUAGES: Mapping[Language, str] = {"en": "English", "ko": "한국어"}


def spoken(captions: Sequence[Caption], language: str) -> tuple[Sequence[Language], Language]:
    """The languages of the captions, and the one that is shown first: the given one, if it is among them."""
    languages = [each for each in _LANGUAGES if any(caption.language == each for caption in captions)]
    return languages, next((each for each in languages if each == language), languages[0] if languages else "en")


def sentences(record: CaptionedWindow, channels: Sequence[str], languages: Sequence[Language], shown: Language) -> None:
    """`channels`: those of the chart from top to bottom; `shown`: the language that is shown first."""
    window, captions = record.window, record.captions
    with el("div", classes="said-head"):
        el("h2", "What is said of it")
        with el("div", classes="toggles two", role="group", aria_label="Language"):
            for each in languages:
                el("button", _LANGUAGES[each], "button small", type="button", lang=each, data_language=each,
                   aria_pressed=str(each == shown).lower())  # fmt: skip
    marks = marks_of(window, record.annotations, channels)
    for each in languages:
        with el("div", classes="said", lang=each, data_said=each, hidden=each != shown):
            for level, title in _LEVELS.items():
                written = [c for c in captions if (c.language, c.level) == (each, level)]
                if written:
                    with el("section"):
                        el("h3", title)
                        for caption in sorted(written, key=lambda caption: caption.author == "template"):
                            _caption(caption, marks)
                if level == "semantic" and record.inferences:
                    lines(window, record.inferences, each)


def marks_of(
    window: SensorWindow, annotations: Sequence[Annotation], channels: Sequence[str]
) -> Mapping[int, tuple[int, int, int, int]]:
    """Of each annotation `(id, first minute, minute after the last, chart)`; chart -1 is all of them."""
    return {
        each.id: (
            each.id,
            *inside(each, window.minutes),
            channels.index(each.channel) if each.channel in channels else -1,
        )
        for each in annotations
    }


def _caption(caption: Caption, marks: Mapping[int, tuple[int, int, int, int]]) -> None:
    with el("div", classes="caption"):
        with el("p"):
            for sentence in caption.sentences:
                spans = [marks[number] for number in sentence.annotations if number in marks]
                el("span", f"{sentence.text} ", "sentence", data_spans=json.dumps(spans), tabindex="0")
        with el("p", classes="by"):
            el("span", caption.author, "author")
            if caption.verified:
                el("span", "verified", "chip met", title="Every sentence was recomputed from the signal and holds")
            else:
                el("span", "not verified", "chip low", title="Not recomputed from the signal: it may be wrong")
