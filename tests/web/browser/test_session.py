"""One whole session in Chromium: from the dossier of a pair to decisions that outlive another reading."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from relazione.cli.main import app

PAIR = "/dossier/NOR/PRT"


def test_a_session_from_a_dossier_to_decisions_that_outlive_another_reading(tab: Page, own: Path) -> None:
    # follow a figure to its words
    tab.goto(PAIR)
    figure = tab.locator(".lines.figures > li", has_text="Trade turnover").first
    expect(figure.locator(".badge.contradiction")).to_be_visible()
    figure.locator("a.proof").first.click()
    words = figure.locator(".evidence mark").first.inner_text()
    figure.locator(".evidence .from a").first.click()
    tab.wait_for_url(re.compile(r"/reports/sha256:\w+#r-f\d+$"))
    expect(tab.locator(".piece.k-figure.chosen").first).to_be_visible()
    assert "".join(tab.locator(".piece.k-figure.chosen").all_inner_texts()) == words

    # correct the date of a visit, and see the dossier change
    tab.goto(PAIR)
    visit = tab.locator(".lines.timeline > li", has_text="Portugal visits Norway")
    expect(visit).to_contain_text("11 June 2026")
    visit.locator("a.proof").click()
    visit.get_by_role("link", name="Review").click()
    tab.wait_for_url("**/review/**")
    tab.keyboard.press("e")
    tab.locator("#f-date").fill("2026-06-10")
    tab.get_by_role("button", name="Save the correction").click()
    tab.locator(".banner", has_text="corrected").wait_for()
    tab.goto(PAIR)
    expect(visit).to_contain_text("10 June 2026")

    # merge two actors, and see the dossier change
    actors = tab.locator(".lines.actors > li")
    before = actors.count()
    tab.locator(".lines.actors").get_by_role("link", name="Ministerium", exact=True).click()
    tab.wait_for_url("**/actors/**")
    tab.get_by_placeholder("The same actor as").fill("Portugiesisches Außenministerium")
    tab.get_by_role("button", name="Search").click()
    tab.get_by_role("button", name="Merge").first.click()
    tab.locator(".members").wait_for()
    merged = tab.url
    tab.goto(PAIR)
    expect(actors).to_have_count(before - 1)

    # undo
    tab.goto(merged)
    tab.locator(".log .undo button").first.click()
    tab.locator(".log .undone").wait_for()
    tab.goto(PAIR)
    expect(actors).to_have_count(before)
    expect(visit).to_contain_text("10 June 2026")

    # read everything again: the decisions are still there
    reread = CliRunner().invoke(app, ["ledger", "reread", "--ledger", str(own)])
    assert reread.exit_code == 0, reread.output
    tab.goto(PAIR)
    expect(visit).to_contain_text("10 June 2026")
    expect(actors).to_have_count(before)
    tab.goto("/review")
    log = tab.locator(".log")
    for told in ("corrected", "11 June 2026", "10 June 2026", "merged", "undone"):
        expect(log).to_contain_text(told)
