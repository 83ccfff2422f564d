from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_the_map_opens_the_dossier_of_a_pair_by_keyboard(tab: Page) -> None:
    tab.goto("/?state=Norway&period=365")
    partner = tab.locator("#map a").first
    partner.wait_for()
    assert "Portugal" in (partner.get_attribute("aria-label") or "")
    partner.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/dossier/NOR/PRT")


def test_disputed_areas_are_hatched(tab: Page) -> None:
    tab.goto("/?state=Norway&period=365")
    tab.locator("#map .area").first.wait_for()
    assert tab.locator('#map .area[fill="url(#hatch)"]').count() == 7


def test_the_colour_of_the_map_is_chosen(tab: Page) -> None:
    tab.goto("/?state=Norway&period=365")
    choice = tab.get_by_role("button", name="Colour by number of events")
    choice.click()
    expect(choice).to_have_attribute("aria-pressed", "true")
    expect(tab.locator("#map a .e4").first).to_be_attached()


def test_contradictions_and_promises_come_after_the_page(tab: Page, grave: Callable[[], list[str]]) -> None:
    tab.goto("/")
    expect(tab.locator(".finds .badge").first).to_be_visible()
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert grave() == []
