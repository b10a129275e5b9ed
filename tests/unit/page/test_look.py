"""How a window is looked at stands in the address."""

from urllib.parse import urlencode

from services.search.page.look import Look, marks


def test_the_minutes_that_matched_come_back() -> None:
    spans = [(0, 290), (1100, 1150)]
    assert Look.read(urlencode(marks(spans)), 1440) == Look(spans)


def test_what_does_not_lie_in_the_window_is_not_given() -> None:
    query = "match=0-1440&match=30-20&match=1-1441&match=x&match=1-99999&said=&q=a+nap"
    assert Look.read(query, 1440) == Look([])


def test_no_layer_at_all_can_be_chosen() -> None:
    assert Look.read("", 60).layers is None
    assert "sleep" not in (Look.read("layers=", 60).layers or {"sleep"})
    assert Look.read("layers=gap,sleep&said=ko", 60) == Look([], "ko", frozenset({"gap", "sleep"}))
