"""The page, in a real Chromium: asked, narrowed, shared, and driven from the keyboard."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from services.search.page.sparkline import WIDTH
from tests.end_to_end.browsing import ask, days, keep

pytestmark = pytest.mark.real
RUN, KOREAN_RUN = "/?q=an+evening+run", "/?q=저녁 달리기"


def test_a_question_is_answered_by_cards(page: Page, screenshots: Path) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Find days with words")).to_be_visible()
    expect(page.locator("footer")).to_contain_text("Not medical advice")
    keep(page, screenshots, "start")
    ask(page, "an evening run")
    assert len(days(page)) == 10
    assert "q=an+evening+run" in page.url
    card = page.locator(".card").first
    expect(card.locator(".card-caption")).to_contain_text("run")
    expect(card.locator(".card-score")).to_have_text(re.compile(r"^-?\d\.\d\d$"))
    expect(card.locator(".worn")).to_have_text(re.compile(r"worn \d+%"))
    assert card.locator(".spark-heart").get_attribute("d")
    assert page.locator(".spark-match").count() > 0
    expect(page).to_have_title("an evening run · wearscribe")
    keep(page, screenshots, "answers")


def test_an_example_asks_its_question(page: Page) -> None:
    page.goto("/")
    page.locator(".example", has_text="저녁 달리기").click()
    days(page)
    expect(page.get_by_role("searchbox")).to_have_value("저녁 달리기")


def test_a_korean_question_shows_korean_captions(page: Page, screenshots: Path) -> None:
    page.goto(KOREAN_RUN)
    days(page)
    expect(page.locator(".card-caption").first).to_have_text(re.compile("[가-힣]"))
    keep(page, screenshots, "korean")


def test_whoever_has_the_address_sees_the_same(page: Page) -> None:
    page.goto(f"{RUN}&label=run&weekday=6&weekday=7&since=2000-01-01&min_coverage=0.5&k=5")
    found = days(page)
    page.reload()
    assert days(page) == found
    expect(page.locator("select[name=label]")).to_have_value("run")
    assert page.locator("input[name=weekday]:checked").count() == 2
    ask(page, "a nap")
    expect(page).to_have_title("a nap · wearscribe")
    assert "label=run" in page.url  # the filters stay
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("an evening run")
    expect(page).to_have_title("an evening run · wearscribe")
    assert days(page) == found


def test_filters_narrow_what_is_found(page: Page) -> None:
    page.goto(f"{RUN}&k=20")
    before = days(page)
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Source").select_option("synthetic")
    page.wait_for_url("**source=synthetic**")
    expect(page.locator("[data-filters-on]")).to_have_text("1")
    expect(page.locator(".card .chip", has_text="fitabase")).to_have_count(0)
    assert days(page) != before
    page.get_by_label("From day").fill("2001-01-01")
    page.locator(".toggle", has_text="Sun").click()
    page.wait_for_url("**weekday=7**")
    expect(page.locator(".card-day").filter(has_not_text="Sun")).to_have_count(0)
    assert days(page)
    page.get_by_role("button", name="Clear the filters").click()
    page.wait_for_url(lambda url: "source" not in url and "weekday" not in url)
    expect(page.locator(".card-day").first).to_be_visible()
    assert days(page) == before[:10]


def test_the_time_of_day_is_where_the_match_lies(page: Page) -> None:
    page.goto("/?q=a+walk&time_from=06:00&time_to=12:00")
    for span in [each.inner_text() for each in page.locator(".card-span").all()]:
        first, end = span.split("–")
        assert "06:00" <= first < end <= "12:00"


def test_what_meets_a_condition_is_shaded_and_told_with_its_minutes(page: Page, screenshots: Path) -> None:
    page.goto("/?q=less+than+seven+hours+of+sleep")
    days(page)
    card = page.locator(".card").filter(has=page.locator(".chip-minutes")).first
    told = card.locator(".chip.met .chip-minutes").first.inner_text()
    assert re.fullmatch(r"\d\d:\d\d–\d\d:\d\d", told)
    first = told.partition("–")[0].split(":")
    at = (60 * int(first[0]) + int(first[1])) / 1440 * WIDTH
    assert float(card.locator(".spark-over").first.get_attribute("x") or "") == pytest.approx(at, abs=0.1)
    keep(page, screenshots, "conditions")
    card.locator(".card-day").click()
    expect(page.locator("[data-drawn]")).to_be_visible()
    assert page.locator("[data-chart] path[fill='var(--tint)'][stroke='var(--accent)']").count() > 0
    expect(page.get_by_role("region", name="Why this matched")).to_contain_text(told)
    expect(page.get_by_role("button", name="Zoom to the match")).to_be_visible()


def test_nothing_that_matches_is_said_not_filled_up(page: Page, screenshots: Path) -> None:
    page.goto(f"{RUN}&since=2100-01-01")
    expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()
    expect(page.locator(".card")).to_have_count(0)
    keep(page, screenshots, "nothing")
    page.get_by_role("link", name="Search without the filters").click()
    days(page)


def test_the_keyboard_is_enough(page: Page) -> None:
    page.goto(RUN)
    box, found = page.get_by_role("searchbox"), days(page)
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/window/{found[1]}**")
    expect(page.locator("[data-drawn]")).to_be_visible()
    tab_to(page, page.locator(".sentence").first)
    expect(page.locator("[data-chart]")).to_have_attribute("data-lit", re.compile(r"\d"))
    tab_to(page, page.get_by_role("link", name="All answers"), back=True)
    page.keyboard.press("Enter")
    assert days(page) == found
    opened = page.locator(f'[data-card="{found[1]}"] .card-day')
    expect(opened).to_be_focused()  # where one was
    page.keyboard.press("ArrowUp")
    expect(page.locator(f'[data-card="{found[0]}"] .card-day')).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/window/{found[0]}**")
    expect(page.locator("[data-drawn]")).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_visible()


def tab_to(page: Page, element: Locator, *, back: bool = False) -> None:
    """Whoever has no mouse gets there, and sees where they are."""
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        if element.evaluate("each => each === document.activeElement"):
            return
    pytest.fail("sixty steps do not lead there")


@pytest.mark.parametrize("question", ["played tennis", "테니스 경기"])
def test_an_activity_that_no_day_has_is_said_to_be_absent(page: Page, screenshots: Path, question: str) -> None:
    page.goto(f"/?q={question}&since=2000-01-01")
    note = page.locator(".note")
    expect(note).to_contain_text(
        "No window has “played tennis”" if question.isascii() else "“테니스”: 기록된 날이 없어"
    )
    assert days(page)
    keep(page, screenshots, f"absent-{'en' if question.isascii() else 'ko'}")


def test_a_single_minute_can_be_seen(page: Page, screenshots: Path) -> None:
    page.goto("/?q=heart+rate+above+140")
    days(page)
    shade = page.locator(".card .spark-over").first
    assert (shade.bounding_box() or {})["width"] >= 4
    page.locator(".card-day").first.click()
    expect(page.locator("[data-drawn]")).to_be_visible()
    expect(page.locator("[data-chart]")).to_have_attribute(
        "aria-label", re.compile(r"Heart rate.*; matched: \d\d:\d\d$")
    )
    assert page.locator("[data-chart] path[stroke='var(--accent)'][stroke-width='2']").count() > 0
    keep(page, screenshots, "single-minute")


def test_more_like_this_and_like_this_but(page: Page, screenshots: Path) -> None:
    page.goto(RUN)
    (first, *_) = days(page)
    page.locator(".card").first.get_by_role("link", name="More like this").click()
    expect(page.locator(".asked")).to_contain_text("this day")
    assert f"like={first}" in page.url
    assert first not in days(page)
    page.locator(".card").first.get_by_role("button", name="Like this, but…").click()
    expect(page.get_by_label("Like this day, but with what").first).to_be_focused()
    keep(page, screenshots, "like-this-but")
    page.keyboard.type("with a nap in the afternoon")
    page.keyboard.press("Enter")
    expect(page.locator(".asked")).to_contain_text("but with a nap in the afternoon")
    assert days(page)


def test_a_card_opens_its_window_and_tells_why(page: Page, screenshots: Path) -> None:
    page.goto(RUN)
    days(page)
    page.locator(".card-day").first.click()
    expect(page.locator("[data-drawn]")).to_be_visible()
    expect(page.get_by_role("region", name="Why this matched")).to_contain_text("run")
    expect(page.locator(".by").first).to_contain_text("verified")
    keep(page, screenshots, "window")
    page.get_by_role("link", name="All answers").click()
    expect(page.get_by_role("searchbox")).to_have_value("an evening run")
