"""The controls that narrow a search: plain form fields, named as in the address."""

from collections.abc import Sequence

from services.search.page.dom import el
from services.search.page.wording import name_of, wearer
from services.store.choices import Choices

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_COVERAGE = (("0.5", "at least 50 %"), ("0.8", "at least 80 %"), ("0.95", "at least 95 %"))
_BY = (("words", "words"), ("both", "both"))


def filters(there: Choices) -> None:
    """All open: the form is filled from the address."""
    with el("div", classes="filters"):
        _select("Wearer", "subject", [(each, wearer(each)) for each in there.subjects])
        _select("Source", "source", [(each, name_of(each)) for each in there.sources], short=True)
        _select("Logged activity or sleep", "label", [(each, name_of(each)) for each in there.labels])
        _select("Worn", "min_coverage", _COVERAGE, short=True)
        _select("Match by", "by", _BY, "meaning", short=True)
        _pair("Day", "date", ("since", "From day"), ("to", "To day"))
        _pair("Time of day", "time", ("time_from", "From time"), ("time_to", "To time"))
        with el("fieldset", classes="field"):
            el("legend", "Weekday")
            with el("div", classes="toggles"):
                for number, name in enumerate(_DAYS, start=1):
                    with el("label", classes="toggle"):
                        el("input", type="checkbox", name="weekday", value=str(number), aria_label=name)
                        el("span", name)


def _select(
    title: str, name: str, options: Sequence[tuple[str, str]], nothing: str = "any", *, short: bool = False
) -> None:
    with el("label", classes="field short" if short else "field"):
        el("span", title, "field-name")
        with el("select", name=name):
            for value, said in (("", nothing), *options):
                el("option", said, value=value)


def _pair(title: str, kind: str, *ends: tuple[str, str]) -> None:
    with el("fieldset", classes="field"):
        el("legend", title)
        with el("div", classes="pair"):
            for name, label in ends:
                el("input", type=kind, name=name, aria_label=label)
