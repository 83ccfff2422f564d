from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from relazione.web.pages import dossier


def test_evidence_opens_in_place_and_closes_again(tab: Page, grave: Callable[[], list[str]]) -> None:
    tab.goto("/dossier/NOR/PRT")
    link = tab.locator("a.proof").first
    link.click()
    opened = tab.locator(".timeline .evidence mark").first
    expect(opened).to_be_visible()
    expect(link).to_have_attribute("aria-expanded", "true")
    assert tab.url.endswith("/dossier/NOR/PRT")
    assert grave() == []
    link.press("Enter")
    expect(opened).to_have_count(0)
    expect(link).to_have_attribute("aria-expanded", "false")


def test_a_filter_changes_lists_and_address_without_loading_the_page(tab: Page) -> None:
    tab.goto("/dossier/NOR/PRT")
    lines = tab.locator(".timeline > li")
    before = lines.count()
    tab.evaluate("window.stayed = true")
    tab.select_option("select[name=type]", "CONSULT")
    tab.wait_for_url("**/dossier/NOR/PRT?*type=CONSULT*")
    expect(lines).not_to_have_count(before)
    assert tab.evaluate("window.stayed") is True
    tab.go_back()
    expect(lines).to_have_count(before)


def test_the_band_narrows_the_period_by_dragging_and_widens_it_again(tab: Page) -> None:
    tab.goto("/dossier/NOR/PRT")
    lines = tab.locator(".timeline > li")
    before = lines.count()
    band = tab.locator(".band svg").first
    band.scroll_into_view_if_needed()
    box = band.bounding_box()
    assert box
    tab.mouse.move(box["x"] + box["width"] * 0.35, box["y"] + 30)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 30, steps=5)
    tab.mouse.up()
    tab.wait_for_url("**since=2*")
    expect(lines).not_to_have_count(before)
    tab.get_by_role("button", name="Whole period").click()
    expect(lines).to_have_count(before)


def test_the_band_speaks_the_readers_language_and_counts_days_at_least(tab: Page) -> None:
    tab.goto("/dossier/NOR/PRT?since=2026-03-12&until=2026-03-14")
    ticks = tab.locator(".band .tick text")
    expect(ticks.first).to_be_attached()
    assert {"12 Mar", "13 Mar"} <= set(ticks.all_text_contents())
    tab.get_by_role("button", name="Deutsch").click()
    expect(tab.locator("html")).to_have_attribute("lang", "de")
    expect(ticks.first).to_be_attached()
    assert {"12. März", "13. März"} <= set(ticks.all_text_contents())
    tab.goto("/dossier/NOR/PRT")
    expect(ticks.first).to_be_attached()
    assert any("Okt" in tick for tick in ticks.all_text_contents())


def test_the_band_is_driven_by_keys(tab: Page) -> None:
    tab.goto("/dossier/NOR/PRT")
    tab.locator(".band svg").first.press("+")
    tab.wait_for_url("**since=*")
    tab.locator(".band svg").first.press("0")
    tab.wait_for_url(lambda address: "since=2" not in address)


def test_whoever_drives_the_band_by_keys_goes_on_driving_it(tab: Page) -> None:
    tab.goto("/dossier/NOR/PRT")
    tab.locator(".band svg").first.press("+")
    tab.wait_for_url("**since=*")
    expect(tab.locator(".band svg").first).to_be_focused()


def test_more_lines_take_the_focus_of_the_button_that_brought_them(tab: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier, "PART", 5)
    tab.goto("/dossier/NOR/PRT")
    lines = tab.locator(".lines.timeline > li")
    tab.locator(".lines.timeline > li.more a").press("Enter")
    expect(lines).to_have_count(11)
    expect(lines.nth(5).locator("a.proof")).to_be_focused()


def test_actors_of_the_network_are_dragged_with_their_ties(tab: Page) -> None:
    tab.goto("/dossier/NOR/PRT")
    node = tab.locator(".network .node circle").first
    node.scroll_into_view_if_needed()
    box = node.bounding_box()
    assert box
    ends = "[...document.querySelectorAll('.tie')].map((tie) => tie.getAttribute('x1') + tie.getAttribute('x2')).join()"
    before = tab.evaluate(ends)
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 60, box["y"] + 40, steps=4)
    tab.mouse.up()
    assert tab.evaluate(ends) != before


def test_dossiers_have_no_grave_fault_for_keyboard_and_screen_reader(tab: Page, grave: Callable[[], list[str]]) -> None:
    for address in ("/dossier", "/dossier/NOR/PRT", "/dossier/KGZ/C5", "/dossier/part?first=NOR&section=timeline"):
        for scheme in ("light", "dark"):
            tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            tab.goto(address)
            assert grave() == [], address


def test_a_narrow_screen_does_not_scroll_sideways(tab: Page) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    for address in ("/", "/dossier/NOR/PRT", "/dossier"):
        tab.goto(address)
        tab.wait_for_load_state("networkidle")
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
