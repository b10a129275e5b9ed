"""How the page looks and sounds: light and dark, on a phone, to a screen reader."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.end_to_end.browsing import PHONE, days, keep, settled, visit, visitor
from tests.end_to_end.conftest import LoggedRun

pytestmark = pytest.mark.real
RUN = "/?q=an+evening+run"


def test_dark_follows_the_system_until_it_is_chosen(browser: Browser, served: str, screenshots: Path) -> None:
    def is_dark(page: Page) -> bool:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, re.findall(r"\d+", colour)[:3])) < 150

    with visitor(browser, served, color_scheme="dark") as who, visit(who) as page:
        page.goto(RUN)
        days(page)
        assert is_dark(page)
        keep(page, screenshots, "dark")
        page.get_by_role("button", name="Light or dark").click()
        assert not is_dark(page)
        page.reload()
        days(page)
        assert not is_dark(page)


def test_a_phone_never_scrolls_sideways(
    browser: Browser, served: str, logged_run: LoggedRun, screenshots: Path
) -> None:
    window_id = logged_run.window_id
    with visitor(browser, served, viewport=PHONE, has_touch=True, is_mobile=True) as who, visit(who) as page:
        for name, address in (
            ("start", "/"), ("answers", RUN), ("window", f"/window/{window_id}?q=an+evening+run"), ("live", "/live"),
        ):  # fmt: skip
            page.goto(address)
            expect(page.locator("[data-main]")).to_be_visible()
            if name == "start":
                page.get_by_text("Filters", exact=True).click()
            settled(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
            keep(page, screenshots, f"phone-{name}")


def test_everything_has_a_name(page: Page, logged_run: LoggedRun) -> None:
    for address in (RUN, f"/window/{logged_run.window_id}", "/live"):
        page.goto(address)
        expect(page.locator("[data-main]")).to_be_visible()
        nameless = page.evaluate("""() => [...document.querySelectorAll("main a, main button, main input, main select")]
            .filter(each => each.type !== "hidden" && each.checkVisibility())
            .filter(each => !(each.ariaLabel || each.textContent.trim() || each.labels?.length))
            .map(each => each.outerHTML)""")
        assert nameless == []


_CONTRASTS = (Path(__file__).parents[1] / "browser" / "contrasts.js").read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(browser: Browser, served: str, logged_run: LoggedRun, scheme: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    with visitor(browser, served, color_scheme=scheme) as who, visit(who) as page:
        for address in (
            "/", "/?q=less+than+seven+hours+of+sleep", "/?q=a+nap&since=2100-01-01",
            f"/window/{logged_run.window_id}?q=an+evening+run", "/live",
        ):  # fmt: skip
            page.goto(address)
            expect(page.locator("[data-main]")).to_be_visible()
            settled(page)
            assert [each for each in page.evaluate(_CONTRASTS) if each["contrast"] < 4.5] == []
