"""The page of the stream while something flows, who may do what on it, and every page when a part is away."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from services.cli.replay import run
from services.replay.open_source import open_source
from services.replay.replay import Options
from services.search.tokens import Role, Tokens
from services.stack import ports
from tests.end_to_end.browsing import keep, visit, visitor
from tests.end_to_end.conftest import Filled
from tests.end_to_end.served import serving

pytestmark = pytest.mark.real


def test_windows_appear_while_a_replay_runs(page: Page, filled: Filled, screenshots: Path) -> None:
    page.goto("/live")
    landed = page.locator("[data-stage=landed] .stage-big")
    expect(landed).not_to_have_text("–")
    before = int(landed.inner_text().replace(",", ""))
    settings = filled.line.settings.model_copy(update={"study": "live"})
    (summary,) = run([open_source("synthetic", people=1, days=5, seed=7)], settings, Options())
    assert summary.sent == 5
    expect(landed).to_have_text(f"{before + 5:,}", timeout=60_000)
    expect(page.locator("[data-arrivals] .row.new").first).to_contain_text("synthetic")
    expect(page.locator("[data-stage=sink] .stage-small")).to_have_text("nothing waiting", timeout=60_000)
    keep(page, screenshots, "live")
    page.locator("[data-arrivals] a").first.click()
    expect(page.locator("[data-drawn]")).to_be_visible()


def test_an_operator_sends_rejected_messages_back(page: Page) -> None:
    page.goto("/live")
    rejected = page.locator("[data-rejections] .rejection").first
    expect(rejected).to_contain_text("features")
    rejected.get_by_role("button", name="Replay").click()
    expect(page.locator("[data-toast]")).to_contain_text("sent back", timeout=60_000)
    expect(page.locator("[data-replayed]").first).to_contain_text("sent back, last", timeout=60_000)


def test_who_sent_them_back_is_told(browser: Browser, served: str, filled: Filled, screenshots: Path) -> None:
    token = Tokens(filled.line.settings.token_file).add("mina", Role.operator)
    with visitor(browser, served) as who, visit(who) as page:
        page.goto("/login?next=/live")
        page.get_by_label("Token").fill(token)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Replay").first.click()
        expect(page.locator("[data-replayed]").first).to_contain_text("by mina", timeout=60_000)
        keep(page, screenshots, "sent-back")


def test_a_reader_signs_in_and_sends_nothing_back(
    browser: Browser, served: str, filled: Filled, screenshots: Path
) -> None:
    token = Tokens(filled.line.settings.token_file).add("reader-of-the-page", Role.reader)
    with visitor(browser, served) as who, visit(who, expected="401") as page:
        page.goto("/login?next=/live")
        page.get_by_label("Token").fill("not-a-token")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_contain_text("Nobody holds this token")
        keep(page, screenshots, "login")
        page.get_by_label("Token").fill(token)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/live")
        expect(page.locator("[data-rejections] .rejection").first).to_be_visible()
        expect(page.locator("[data-replay]")).to_have_count(0)
        (cookie,) = page.context.cookies()
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Strict"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "/\\example.org"])
def test_the_sign_in_leads_nowhere_else(page: Page, filled: Filled, elsewhere: str) -> None:
    page.goto("/")
    token = Tokens(filled.line.settings.token_file).add(f"mover-{abs(hash(elsewhere))}", Role.reader)
    sent = page.request.post("/login", form={"token": token, "next": elsewhere}, max_redirects=0)
    assert sent.headers["location"] == "/"


def test_a_database_that_is_away_is_said_with_what_to_do(
    browser: Browser, filled: Filled, tmp_path: Path, screenshots: Path
) -> None:
    away = f"postgresql+psycopg2://nobody:nothing@127.0.0.1:{ports.choose()}/gone"
    with (
        serving(filled.line.settings, tmp_path / "log", WEARSCRIBE_DATABASE=away) as address,
        visitor(browser, address) as who,
        visit(who) as page,
    ):
        for path in ("/", "/?q=an+evening+run", "/window/00000000-0000-0000-0000-000000000000"):
            page.goto(path)
            alert = page.get_by_role("alert")
            expect(alert).to_contain_text("The database does not answer")
            expect(alert).to_contain_text("wearscribe doctor")
        page.goto("/?q=an+evening+run")
        keep(page, screenshots, "database-gone")
        page.get_by_role("button", name="Try again").click()
        expect(alert).to_contain_text("The database does not answer")
        page.goto("/live")
        expect(page.get_by_role("alert")).to_contain_text("Postgres does not answer", timeout=30_000)
