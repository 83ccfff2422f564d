"""Every page in Chromium: axe finds nothing grave, narrow screens do not overflow, scripts do what they should."""

import re

import pytest

from relazione.ledger import Ledger

PATHS = (
    "/read",
    "/search?q=Norwegen",
    "/actors",
    "/actors/NOR",
    "/review",
    "/review/agreement",
    "REPORT",
    "DESK",
    "DESK_NEW",
)


@pytest.fixture
def visit(own):
    """The id of a report on a visit to Norway."""
    with Ledger(own) as ledger:
        return next(id_ for id_, _, title in ledger.contents() if title == "Portugals Außenminister besucht Norwegen")


def address(path: str, visit: str) -> str:
    places = {"REPORT": f"/reports/{visit}", "DESK": f"/review/{visit}/e1", "DESK_NEW": f"/review/{visit}/new"}
    return places.get(path, path)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave(tab, grave, visit, path, scheme):
    tab.emulate_media(color_scheme=scheme)
    tab.goto(address(path, visit))
    assert grave() == []


@pytest.mark.parametrize("path", PATHS)
def test_narrow_screens_need_no_scrolling_sideways(tab, visit, path):
    tab.set_viewport_size({"width": 360, "height": 720})
    tab.goto(address(path, visit))
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_record_shows_its_words_and_words_show_the_records_over_them(tab, visit):
    tab.goto(f"/reports/{visit}")
    title = tab.locator("#kind-event .title").first
    title.click()
    assert tab.locator(".piece.chosen").count() > 0
    assert "#r-e" in tab.url
    tab.locator("a.piece.k-event.k-actor").first.click()
    over = tab.locator(".over")
    assert over.is_visible()
    assert over.locator(".record").count() >= 2
    assert tab.locator("#live").inner_text()
    tab.keyboard.press("Escape")
    assert over.is_hidden()


def test_the_text_is_walked_with_arrow_keys_and_opened_with_enter(tab, visit):
    tab.goto(f"/reports/{visit}")
    pieces = tab.locator("a.piece")
    pieces.first.focus()
    tab.keyboard.press("ArrowRight")
    second = pieces.nth(1)
    assert second.evaluate("element => element === document.activeElement")
    tab.keyboard.press("Enter")
    assert re.search(r"\bchosen\b", second.get_attribute("class"))


def test_a_kind_is_switched_off_without_scripts(chromium, server, visit):
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/reports/{visit}")
    assert page.locator("#kind-event").is_visible()
    page.locator("#show-event").uncheck()
    assert page.locator("#kind-event").is_hidden()
    page.locator("#kind-actor .title").first.click()
    assert "#w-a" in page.url
    context.close()


def test_a_text_is_read_kept_and_found(tab):
    tab.goto("/read")
    text = "Besuch in Oslo\n\nDer portugiesische Außenminister João Silva besuchte am Dienstag Oslo."
    tab.get_by_label("Text of the report").fill(text)
    tab.get_by_label("Published on").fill("2026-02-03")
    tab.get_by_role("button", name="Read").click()
    assert "Portugal visits Norway" in tab.locator(".records").inner_text()
    tab.get_by_role("button", name="Keep in the ledger").click()
    tab.wait_for_url("**/reports/sha256:*")
    tab.goto("/search?q=portugiesische")
    tab.locator(".results a").first.click()
    tab.wait_for_url("**/reports/sha256:*")


def test_what_was_typed_is_not_lost_without_a_question(tab):
    asked = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    tab.goto("/read")
    tab.get_by_label("Text of the report").fill("Oslo")
    tab.get_by_role("button", name="Deutsch").click()
    tab.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert tab.get_by_label("Text of the report").input_value() == "Oslo"
