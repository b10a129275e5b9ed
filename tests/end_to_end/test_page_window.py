"""One window in a real Chromium: its signal, what is said of it, and how the two are tied."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from services.store.engine import connect, transaction
from tests.end_to_end.browsing import days, keep, open_window
from tests.end_to_end.conftest import Filled, LoggedRun

pytestmark = pytest.mark.real
HOSTILE = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'> zyzzyva & \"so\" on"


def test_a_sentence_lights_its_minutes_and_a_span_finds_its_sentence(
    page: Page, logged_run: LoggedRun, screenshots: Path
) -> None:
    window_id, first, end = logged_run
    open_window(page, f"/window/{window_id}")
    chart = page.locator("[data-chart]")
    about = [
        sentence
        for sentence in page.locator("[data-said=en] .sentence").all()
        if any(span[1:3] == [first, end] for span in json.loads(sentence.get_attribute("data-spans") or ""))
    ]
    about[0].scroll_into_view_if_needed()
    about[0].hover()
    expect(chart).to_have_attribute("data-lit", re.compile(rf"\[{first},{end}\]"))
    assert chart.locator("path[fill='var(--lit)']").count() > 0
    keep(page, screenshots, "lit")
    page.mouse.move(5, 5)
    expect(chart).to_have_attribute("data-lit", "[]")

    x, y = page.evaluate(
        """([minute]) => {
            const box = document.querySelector("[data-chart]"), chart = getElement(Number(box.dataset.chart)).chart;
            const at = chart.convertToPixel({gridIndex: 0}, [Number(box.dataset.start) + minute * 60000, 100]);
            const place = box.getBoundingClientRect();
            return [place.x + at[0], place.y + 60];
        }""",
        [(first + end) // 2],
    )
    page.mouse.click(x, y)
    chosen = page.locator(".sentence.chosen")
    expect(chosen).to_have_count(1)
    spans = json.loads(chosen.get_attribute("data-spans") or "")
    assert any(span[1] <= (first + end) // 2 < span[2] for span in spans)


def test_gaps_stay_gaps_and_layers_are_shown_and_hidden(page: Page, logged_run: LoggedRun) -> None:
    open_window(page, f"/window/{logged_run.window_id}")
    heart = page.locator("[data-chart] path[stroke='var(--heart)']").first.get_attribute("d") or ""
    assert heart.count("M") > 1  # the pen was lifted
    layer = page.locator("[data-kind=activity]")
    overlays = page.locator("[data-chart] path[fill='var(--over-activity, var(--over))']")
    assert overlays.count() > 0
    layer.click()
    expect(layer).to_have_attribute("aria-pressed", "false")
    expect(overlays).to_have_count(0)
    layer.click()
    assert overlays.count() > 0


def test_the_window_speaks_both_languages(page: Page, logged_run: LoggedRun) -> None:
    open_window(page, f"/window/{logged_run.window_id}")
    page.get_by_role("button", name="한국어").click()
    expect(page.locator("[data-said=ko]")).to_be_visible()
    expect(page.locator("[data-said=en]")).to_be_hidden()
    for level in ("In short", "What happened", "How the signal moved", "In numbers"):
        expect(page.locator("[data-said=ko]").get_by_role("heading", name=level)).to_be_visible()


def test_what_is_inferred_is_told_with_its_doubt_in_the_language_of_the_captions(
    page: Page, filled: Filled, screenshots: Path
) -> None:
    engine = connect(filled.line.settings.database)
    with transaction(engine) as connection:
        inferred = connection.execute(
            text("SELECT window_id, start_minute, end_minute FROM inferences WHERE name <> 'unknown' ORDER BY 1, 2")
        ).first()
    engine.dispose()
    assert inferred is not None
    window_id, first, end = inferred
    open_window(page, f"/window/{window_id}")
    labels = page.locator("[data-chart] text")
    expect(labels.filter(has_text=re.compile("^perhaps .+, [0-9]{2}%$")).first).to_be_visible()
    line = page.locator("[data-said=en] .inferred .sentence").first
    expect(line).to_contain_text("perhaps")
    line.hover()
    expect(page.locator("[data-chart]")).to_have_attribute("data-lit", f"[[{first},{end}]]")
    keep(page, screenshots, "inferred")
    page.get_by_role("button", name="한국어").click()
    expect(labels.filter(has_text=re.compile("^아마 .+, [0-9]{2}%$")).first).to_be_visible()
    expect(labels.filter(has_text="perhaps")).to_have_count(0)
    layer = page.locator("[data-kind=inferred]")
    layer.click()
    expect(layer).to_have_attribute("aria-pressed", "false")
    expect(labels.filter(has_text="%")).to_have_count(0)


def test_whoever_has_the_address_sees_the_same(page: Page, logged_run: LoggedRun) -> None:
    window_id, first, end = logged_run
    open_window(page, f"/window/{window_id}?q=an+evening+run&match={first}-{end}")
    page.get_by_role("button", name="Zoom to the match").click()
    page.wait_for_url("**zoom=**")
    page.locator("[data-kind=activity]").click()
    page.get_by_role("button", name="한국어").click()
    page.reload()
    expect(page.locator("[data-drawn]")).to_be_visible()
    shown = page.evaluate(
        """() => {
            const box = document.querySelector("[data-chart]");
            const {startValue, endValue} = getElement(Number(box.dataset.chart)).chart.getOption().dataZoom[0];
            return [startValue, endValue].map(time => (time - Number(box.dataset.start)) / 60000);
        }"""
    )
    assert first - 60 <= shown[0] < first
    assert end < shown[1] <= end + 60
    expect(page.locator("[data-kind=activity]")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("[data-said=ko]")).to_be_visible()
    expect(page.get_by_role("region", name="Why this matched")).to_be_visible()  # the question stays
    page.get_by_role("button", name="Whole day").click()
    page.wait_for_url(lambda url: "zoom=" not in url)


def test_like_this_but_leads_to_the_answers(page: Page, logged_run: LoggedRun) -> None:
    open_window(page, f"/window/{logged_run.window_id}")
    page.get_by_role("button", name="Like this, but…").click()
    expect(page.get_by_label("Like this day, but with what")).to_be_focused()
    page.keyboard.type("with a nap in the afternoon")
    page.keyboard.press("Enter")
    assert days(page)
    expect(page.locator(".asked")).to_contain_text("but with a nap in the afternoon")


def test_what_captions_hold_is_shown_never_run(page: Page, filled: Filled, logged_run: LoggedRun) -> None:
    window_id = logged_run.window_id
    sentences = json.dumps([{"text": HOSTILE, "annotations": []}])
    engine = connect(filled.line.settings.database)
    change = "UPDATE captions SET text = :text, sentences = CAST(:sentences AS jsonb) "
    which = "WHERE window_id = :id AND level = 'summary' AND language = 'en' AND author = 'template'"
    with transaction(engine) as connection:
        before = connection.execute(text(f"SELECT text, sentences FROM captions {which}"), {"id": window_id}).one()
        connection.execute(text(change + which), {"id": window_id, "text": HOSTILE, "sentences": sentences})
    try:
        page.goto("/?q=zyzzyva&by=words")
        expect(page.locator(".card-caption")).to_have_text(HOSTILE)
        open_window(page, f"/window/{window_id}?q=%3Cscript%3Ewindow.hacked%20%3D%201%3C%2Fscript%3E%20zyzzyva")
        expect(page.locator("[data-said=en]")).to_contain_text(HOSTILE)
        expect(page.locator(".why-asked").first).to_contain_text("<script>window.hacked = 1</script>")
        assert page.evaluate("window.hacked") is None
    finally:
        restored = {"id": window_id, "text": before.text, "sentences": json.dumps(before.sentences)}
        with transaction(engine) as connection:
            connection.execute(text(change + which), restored)
        engine.dispose()


def test_no_such_window_is_said(page: Page) -> None:
    for wrong in ("00000000-0000-0000-0000-000000000000", "no-id"):
        page.goto(f"/window/{wrong}")
        expect(page.get_by_role("alert")).to_contain_text("There is no such window")
