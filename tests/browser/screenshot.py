"""The picture of the README: an answer of the page that `make demo` serves. While it is up:

.venv/bin/python -m tests.browser.screenshot docs/images/search.png "an evening run"
"""

import sys
from urllib.parse import urlencode

from tests.end_to_end.browsing import chromium, days, visit, visitor

ADDRESS = "http://127.0.0.1:8765"
SIZE = {"width": 1120, "height": 720}


def main(path: str, question: str, address: str = ADDRESS) -> None:
    with chromium() as browser, visitor(browser, address, viewport=SIZE) as who, visit(who) as page:
        page.goto(f"/?{urlencode({'q': question})}")
        days(page)
        page.mouse.move(0, 0)
        page.screenshot(path=path)


if __name__ == "__main__":
    main(*sys.argv[1:])
