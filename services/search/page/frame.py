"""What every page has: the head, the bar above, the line below."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from nicegui import ui

from services.search.page.dom import el

ASSETS = Path(__file__).parent / "assets"
ASSETS_PATH = "/page"
FAVICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0f766e"/>'
    '<path d="M5 18h5l3-9 5 15 3-8h6" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" '
    'stroke-linejoin="round"/></svg>'
)
#: Before the first paint, so that a page chosen dark never flashes white.
THEME = '<script>document.documentElement.dataset.theme = localStorage.getItem("theme") || "auto"</script>'


def _head() -> str:
    tags = [THEME]
    for asset in sorted(ASSETS.iterdir()):
        address = f"{ASSETS_PATH}/{asset.name}?{sha256(asset.read_bytes()).hexdigest()[:10]}"
        if asset.suffix == ".css":
            tags.append(f'<link rel="stylesheet" href="{address}">')
        elif asset.suffix == ".js":
            tags.append(f'<script defer src="{address}"></script>')
    return "\n".join(tags)


HEAD = _head()


@contextmanager
def frame(title: str, current: str, wide: bool = False) -> Iterator[None]:
    """The page around its main part. `current`: the address that the bar marks as being here."""
    ui.page_title(title)
    ui.add_head_html(HEAD)
    el("a", "Skip to the content", "skip", href="#main")
    with el("header", classes="bar"), el("div", classes="bar-in"):
        with el("a", classes="brand", href="/", aria_label="wearscribe, to the start"):
            ui.html(FAVICON, sanitize=False, tag="span")
            el("span", "wearscribe")
        with el("nav", aria_label="Pages"):
            for name, address in (("Search", "/"), ("Live", "/live")):
                el("a", name, "nav", href=address, aria_current="page" if address == current else None)
        el(
            "button",
            "",
            "theme",
            type="button",
            data_theme_toggle="",
            aria_label="Light or dark",
            title="Light or dark",
        )
    with el("div", classes="main wide" if wide else "main", id="main", data_main=""):
        yield
    with el("footer"):
        el("p", "Not medical advice. wearscribe describes what a wearable recorded; it diagnoses nothing.")
        with el("p"):
            for name, address in (("API", "/openapi.json"), ("Metrics", "/metrics"), ("Health", "/readyz")):
                el("a", name, href=address)
    el("div", "", "toast", role="status", aria_live="polite", data_toast="")
