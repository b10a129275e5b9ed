"""How fast the model is on this machine: measured once, no gate."""

from collections.abc import Callable
from time import perf_counter

from wearscribe.annotate import annotate
from wearscribe.evaluate.held_out import HeldOut
from wearscribe.evaluate.results import Row, Section
from wearscribe.evaluate.texts import text_of

_DAYS = 256

ABOUT = """Wall clock on this machine, with whatever else runs on it; {days} days of two channels. *Embedding* reads the
annotated day into tokens and embeds it and its bouts; *annotating* comes before it once a day. *Captions read*: a mixed
caption to its vector, none of them met before."""


def measure(held_out: HeldOut) -> Section:
    held_out.progress("taking times")
    days = held_out.days[:_DAYS]
    seen = [day.seen for day in days]
    texts = [text for day in days if (text := text_of(day, "mixed", "en", exact=True))]
    held_out.model.embed(seen[:8])  # the first call loads what the next ones have
    rows: list[Row] = [
        {"what": "embedding, days/s", "rate": _rate(len(seen), lambda: held_out.model.embed(seen))},
        {"what": "annotating, days/s", "rate": _rate(len(seen), lambda: [annotate(each.window) for each in seen])},
        {"what": "captions read, texts/s", "rate": _rate(len(texts), lambda: held_out.model.embed_text(texts))},
    ]
    return Section(
        "speed", "Speed", ABOUT.format(days=len(days)), rows, headline={str(row["what"]): row["rate"] for row in rows}
    )


def _rate(count: int, work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return count / (perf_counter() - begin)
