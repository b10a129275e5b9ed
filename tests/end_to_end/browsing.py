"""A real Chromium, and a page in it that must neither complain nor reach beyond this machine."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 360, "height": 780}
_SECONDS = 40.0  # that a page may take on a machine that does much else
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Skips, and says why, where there is none."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip("THE PAGE IS NOT TESTED: no Chromium on the PATH; `make browser` installs one on Debian, as root")
    expect.set_options(timeout=_SECONDS * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visitor(browser: Browser, address: str, **differing: object) -> Iterator[BrowserContext]:
    """Somebody with a browser of their own: cookies, cache, preferences."""
    context = browser.new_context(base_url=address, **{"viewport": DESKTOP, "color_scheme": "light", **differing})
    context.set_default_timeout(_SECONDS * 1000)
    try:
        yield context
    finally:
        context.close()


@contextmanager
def visit(who: BrowserContext, *, expected: str | None = None) -> Iterator[Page]:
    """A page that must have written no error to the console in the end, but those that hold `expected`, and asked
    nobody but this machine."""
    page, complaints, beyond = who.new_page(), [], []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: beyond.append(request.url) if _is_beyond(request.url) else None)
    try:
        yield page
        assert not [each for each in complaints if expected is None or expected not in each]
        assert not beyond
    finally:
        page.close()


def _is_beyond(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1"


def keep(page: Page, folder: Path, name: str) -> None:
    """A screenshot, as an artefact of the tests."""
    page.screenshot(path=folder / f"{name}.png")


def ask(page: Page, question: str) -> None:
    page.get_by_role("searchbox").fill(question)
    page.keyboard.press("Enter")


def days(page: Page) -> list[str]:
    """The ids of the windows on the cards, once the answer is there."""
    expect(page.locator(".results:not([aria-busy]) .card").first).to_be_visible()
    return [card.get_attribute("data-card") or "" for card in page.locator(".card").all()]


def settled(page: Page) -> None:
    """Return when all that was asked for is there, and the chart, if there is one, is drawn."""
    page.wait_for_function("""() => document.querySelector("[data-main]") && !document.querySelector("[aria-busy]")
        && (!document.querySelector("[data-chart]") || document.querySelector("[data-drawn]"))""")


def open_window(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("[data-drawn]")).to_be_visible()
