"""The controls that narrow a search: plain form fields, named as in the address."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from services.search.page.dom import el
from services.search.page.question import Question
from services.search.page.wording import name_of, wearer
from services.store.choices import Choices

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_COVERAGE = (("0.5", "at least 50 %"), ("0.8", "at least 80 %"), ("0.95", "at least 95 %"))
_BY = (("words", "words"), ("both", "both"))


def filters(question: Question, there: Choices) -> None:
    """Set as the question has them."""
    given = dict(question.pairs())
    with el("div", classes="filters"):
        _select("Wearer", "subject", [(each, wearer(each)) for each in there.subjects], given)
        _select("Source", "source", [(each, name_of(each)) for each in there.sources], given, short=True)
        _select("Logged activity or sleep", "label", [(each, name_of(each)) for each in there.labels], given)
        _select("Worn", "min_coverage", _COVERAGE, given, short=True)
        _select("Match by", "by", _BY, given, "meaning", short=True)
        _pair("Day", "date", ("since", "From day"), ("to", "To day"), given)
        _pair("Time of day", "time", ("time_from", "From time"), ("time_to", "To time"), given)
        with el("fieldset", classes="field days"):
            el("legend", "Weekday")
            with el("div", classes="toggles"):
                for number, name in enumerate(_DAYS, start=1):
                    with el("label", classes="toggle"):
                        el("input", type="checkbox", name="weekday", value=str(number),
                           checked=number in question.weekday, aria_label=name)  # fmt: skip
                        el("span", name)


def _select(
    title: str, name: str, options: Sequence[tuple[str, str]], given: dict[str, str], nothing: str = "any",
    *, short: bool = False,
) -> None:  # fmt: skip
    chosen = given.get(name)
    with _field(title, short), el("select", name=name):
        el("option", nothing, value="")
        known = {value for value, _ in options}
        for value, said in [*options, *([(chosen, chosen)] if chosen and chosen not in known else [])]:
            el("option", said, value=value, selected=value == chosen)


def _pair(title: str, kind: str, first: tuple[str, str], second: tuple[str, str], given: dict[str, str]) -> None:
    with el("fieldset", classes="field"):
        el("legend", title)
        with el("div", classes="pair"):
            for name, label in (first, second):
                el("input", type=kind, name=name, value=given.get(name, ""), aria_label=label)


@contextmanager
def _field(title: str, short: bool) -> Iterator[None]:
    with el("label", classes="field short" if short else "field"):
        el("span", title, "field-name")
        yield
