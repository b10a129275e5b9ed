"""The pictures of the README: an answer, and its first day, of the page that `make demo` serves. While it is up:

.venv/bin/python -m tests.browser.screenshot docs/images "an evening run"
"""

import sys
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import expect

from tests.end_to_end.browsing import chromium, days, visit, visitor

ADDRESS = "http://127.0.0.1:8765"
SIZE = {"width": 1120, "height": 720}


def main(folder: str, question: str, address: str = ADDRESS) -> None:
    with chromium() as browser, visitor(browser, address, viewport=SIZE) as who, visit(who) as page:
        page.goto(f"/?{urlencode({'q': question})}")
        days(page)
        page.mouse.move(0, 0)
        page.screenshot(path=Path(folder) / "search.png")
        page.locator(".card-day").first.click()
        expect(page.locator("[data-drawn]")).to_be_visible()
        page.mouse.move(0, 0)
        page.screenshot(path=Path(folder) / "window.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
