"""Review in Chromium, driven from the keyboard."""

import pytest

from relazione.ledger import Ledger
from relazione.reader import read_document
from relazione.records import Document

TEXT = """𝕏 Besuch in Oslo

Der portugiesische Außenminister João Silva besuchte am 27. Januar 2026 Oslo. „Wir werden Norwegen helfen“, sagte Silva.
In Oslo traf er die norwegische Ministerin Kari Lund. Die Gespräche mit Lund dauerten drei Stunden.
"""


@pytest.fixture
def report(own):
    """The id of a report whose first character lies beyond UTF-16's first plane."""
    document = Document.of(TEXT, published="2026-01-29", publisher="Nordblatt", title="Besuch in Oslo")
    with Ledger(own) as ledger:
        ledger.add(document, read_document(document))
    return document.id


@pytest.fixture
def reading(own, report):
    """The report's reading as decided now."""

    def read():
        with Ledger(own) as ledger:
            return ledger.decided_reading(report)

    return read


def visit_in(reading):
    return next(event for event in reading().events if event.mode == "visit")


def test_the_queue_is_worked_from_the_keyboard(tab):
    tab.goto("/review")
    first = tab.locator(".queue a").first.inner_text()
    tab.keyboard.press("n")
    tab.wait_for_url("**way=queue")
    assert first in tab.locator(".what h1").inner_text()
    tab.keyboard.press("a")
    tab.locator(".banner", has_text="accepted").wait_for()
    assert first not in tab.locator(".what h1").inner_text()
    assert "accepted" in tab.locator("#live").inner_text()
    tab.keyboard.press("u")
    tab.locator(".banner", has_text="undone").wait_for()
    tab.goto("/review")
    assert tab.locator(".queue a").first.inner_text() == first
    tab.keyboard.press("n")
    tab.wait_for_url("**way=queue")
    tab.keyboard.press("?")
    assert tab.locator("#keys").is_visible()


def test_spans_are_chosen_word_by_word_and_counted_in_code_points(tab, report, reading):
    event = visit_in(reading)
    tab.goto(f"/review/{report}/{event.id}")
    tab.keyboard.press("s")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Shift+ArrowRight")
    tab.keyboard.press("Enter")
    taken = tab.locator("[data-spans] li q").last.inner_text()
    assert len(taken.split()) == 2
    tab.get_by_role("button", name="Save the correction").click()
    tab.locator(".banner", has_text="corrected").wait_for()
    spans = [TEXT[span.start : span.end] for span in visit_in(reading).evidence]
    assert taken in spans


def test_words_selected_with_the_mouse_snap_and_become_a_new_record(tab, report, reading):
    tab.goto(f"/review/{report}")
    tab.locator(".text p").nth(1).wait_for()
    box = tab.evaluate(
        """() => {
            const pieces = [...document.querySelectorAll(".desk [data-start]")];
            const piece = pieces.find((one) => one.textContent.includes("drei Stunden"));
            const at = piece.firstChild.textContent.indexOf("drei Stunden");
            const range = document.createRange();
            range.setStart(piece.firstChild, at + 1);
            range.setEnd(piece.firstChild, at + 8);
            piece.scrollIntoView({behavior: "instant"});
            const {left, right, top, bottom} = range.getBoundingClientRect();
            return {left, right, middle: (top + bottom) / 2};
        }"""
    )
    tab.mouse.move(box["left"] + 1, box["middle"])
    tab.mouse.down()
    tab.mouse.move(box["right"] - 1, box["middle"], steps=5)
    tab.mouse.up()
    tab.locator(".picking [data-kind=agreement]").click()
    tab.wait_for_url("**kind=agreement**")
    assert tab.locator("[data-spans=evidence] q").inner_text() == "drei Stunden"
    tab.locator("#f-name").fill("Gesprächsrunde")
    tab.locator("#f-kind").select_option("format")
    tab.get_by_role("button", name="Add").click()
    tab.locator(".banner", has_text="added").wait_for()
    added = next(agreement for agreement in reading().agreements if agreement.name == "Gesprächsrunde")
    (span,) = added.evidence
    assert TEXT[span.start : span.end] == "drei Stunden"


def test_a_fault_is_told_beside_its_field_which_has_the_focus(tab, report, reading, grave):
    tab.goto(f"/review/{report}/{visit_in(reading).id}")
    tab.keyboard.press("e")
    tab.locator("#f-date").fill("gestern")
    tab.get_by_role("button", name="Save the correction").click()
    tab.locator("#fault-date").wait_for()
    assert tab.locator("#f-date").evaluate("field => field === document.activeElement")
    assert grave() == []
