"""Of what answers a question each thing is told once."""

from services.search.page.why import _apart, _near
from services.store.search import Evidence


def span(first: int, end: int, kind: str = "span") -> Evidence:
    return Evidence(kind, first, end, f"{first} to {end}", 0.5, None)  # type: ignore[arg-type]  # a kind of them


def test_of_spans_that_are_much_the_same_the_nearest_stays() -> None:
    nearest, alike, apart = span(100, 200), span(120, 220), span(180, 300)
    condition, caption = span(100, 200, "condition"), span(100, 200, "caption")
    assert _apart([condition, nearest, alike, apart, caption]) == [condition, nearest, apart, caption]


def test_what_is_about_the_whole_window_stays() -> None:
    whole = Evidence("span", None, None, "a calm day", 0.4, None)
    assert _apart([span(0, 60), whole, whole]) == [span(0, 60), whole, whole]


def test_what_is_far_off_is_no_reason() -> None:
    met = Evidence("condition", 0, 300, "asleep 5 h", None, True)
    near, half, far, away = (Evidence("caption", None, None, "…", score, None) for score in (0.8, 0.4, 0.39, -0.1))
    assert _near([met, near, half, far, away]) == [met, near, half]
    assert _near([met]) == [met]
    assert _near([away]) == []
