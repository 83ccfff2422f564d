import html
import re
import time
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import pytest
import yaml

from relazione.dossier import gather
from relazione.ledger import Ledger
from relazione.reader import read_document
from relazione.records import Document
from relazione.web.latest import PATIENCE
from relazione.web.pages import dossier

TEXT = """Besuch in Oslo

Der portugiesische Außenminister João Silva besuchte am 27. Januar 2026 Oslo. „Wir werden Norwegen helfen“, sagte Silva.
Die Gespräche dauerten drei Stunden. 𝕏 Norwegen rügte Peru.
"""


@pytest.fixture
def report(own: Path) -> str:
    """A report in the ledger, by id."""
    document = Document.of(TEXT, published="2026-01-29", publisher="Nordblatt", title="Besuch in Oslo")
    with Ledger(own) as ledger:
        ledger.add(document, read_document(document))
    return document.id


def reading(own: Path, id_: str):
    with Ledger(own) as ledger:
        return ledger.decided_reading(id_)


def visit(own: Path, id_: str) -> str:
    return next(event.id for event in reading(own, id_).events if event.mode == "visit")


def form_in(page: str) -> dict[str, list[str]]:
    """Return the fields of the form that corrects a record, as a browser would send them."""
    found = re.search(r'<form class="slots-form".*?</form>', page, re.DOTALL)
    assert found
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", found[0]):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            fields.setdefault(name[1], []).append(value[1] if value else "")
    for name, body in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', found[0], re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        fields.setdefault(name, []).append(chosen[1] if chosen else "")
    for name, body in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n(.*?)</textarea>', found[0], re.DOTALL):
        fields[name] = [html.unescape(body)]
    return fields


def desk(id_: str, local: str) -> str:
    return f"/review/{quote(id_)}/{local}"


def correct(reviewer, id_: str, local: str, *, status: int = 200, **changed: object) -> str:
    fields = form_in(reviewer.get(desk(id_, local)))
    return reviewer.post(f"{desk(id_, local)}?verb=correct", {**fields, **changed}, status=status)


def test_a_form_sent_back_as_it_came_corrects_nothing(reviewer, own: Path, report: str) -> None:
    before = reading(own, report)
    actors = [actor for actor in before.actors if actor.mentions]
    for record in (*before.events, *before.statements, *before.figures, *before.agreements, *actors):
        assert "nothing is corrected" in correct(reviewer, report, record.id, status=422)
    assert reading(own, report) == before


def test_a_date_is_corrected_and_the_page_says_who_changed_what(reviewer, own: Path, report: str) -> None:
    local = visit(own, report)
    page = correct(reviewer, report, local, date="2026-01-26", reason="am Vortag")
    assert next(event.date for event in reading(own, report).events if event.id == local) == "2026-01-26"
    assert "<del>27 January 2026</del> → <ins>26 January 2026</ins>" in page
    assert "am Vortag" in page


def test_a_date_that_is_none_is_told_beside_its_field_and_nothing_typed_is_lost(
    reviewer, own: Path, report: str
) -> None:
    page = correct(reviewer, report, visit(own, report), status=422, date="27.1.2026", reason="wichtig")
    assert re.search(r'<input id="f-date"[^>]*value="27.1.2026"[^>]*aria-describedby="fault-date"', page)
    assert "No date:" in page
    assert 'value="wichtig"' in page


def test_an_actor_that_the_reader_missed_is_added_by_name(reviewer, own: Path, report: str) -> None:
    local = visit(own, report)
    correct(reviewer, report, local, **{"recipient+": "Island"})
    after = reading(own, report)
    event = next(event for event in after.events if event.id == local)
    countries = [actor.country for actor in after.actors if actor.id in event.recipient]
    assert set(countries) == {"NOR", "ISL"}


def test_words_typed_from_the_text_become_a_span_in_code_points(reviewer, own: Path, report: str) -> None:
    local = visit(own, report)
    correct(reviewer, report, local, **{"evidence": [], "evidence~": "Norwegen rügte Peru"})
    (span,) = next(event for event in reading(own, report).events if event.id == local).evidence
    assert TEXT[span.start : span.end] == "Norwegen rügte Peru"


def test_words_that_are_not_in_the_text_are_told(reviewer, own: Path, report: str) -> None:
    page = correct(reviewer, report, visit(own, report), status=422, **{"evidence~": "Oslo schwieg"})
    assert "does not stand in the text" in page


def test_accepted_records_leave_the_queue_and_rejected_ones_the_report(reviewer, own: Path, report: str) -> None:
    local = visit(own, report)
    seen = form_in(reviewer.get(desk(report, local)))["seen"]
    reviewer.post(f"{desk(report, local)}?verb=accept", {"seen": seen})
    assert f"{report}/{local}?way=queue" not in reviewer.get("/review").replace("%3A", ":")
    seen = form_in(reviewer.get(desk(report, local)))["seen"]
    reviewer.post(f"{desk(report, local)}?verb=reject", {"seen": seen})
    assert f'id="r-{local}"' not in reviewer.get(f"/reports/{report}")


def test_who_decided_sees_a_dossier_that_holds_it_however_long_it_takes(
    reviewer, own: Path, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = visit(own, report)
    assert f"{report}" in reviewer.get("/dossier/NOR/PRT")

    def slowly(*given: object, **more: object) -> object:
        time.sleep(2 * PATIENCE)
        return gather(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(dossier, "gather", slowly)
    before = len(re.findall(r'class="proof"', reviewer.get("/dossier/NOR/PRT")))
    seen = form_in(reviewer.get(desk(report, local)))["seen"]
    reviewer.post(f"{desk(report, local)}?verb=reject", {"seen": seen})
    after = reviewer.get("/dossier/NOR/PRT")
    assert "being reckoned" not in after
    assert len(re.findall(r'class="proof"', after)) < before


def test_others_see_the_last_known_dossier_while_it_is_made_anew(
    reviewer, own: Path, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewer.get("/dossier/NOR/PRT")

    def slowly(*given: object, **more: object) -> object:
        time.sleep(2 * PATIENCE)
        return gather(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(dossier, "gather", slowly)
    with Ledger(own) as ledger:
        ledger.forget(report)
    assert "being reckoned" in reviewer.get("/dossier/NOR/PRT")


def test_undoing_brings_a_rejected_record_back(reviewer, own: Path, report: str) -> None:
    local = visit(own, report)
    seen = form_in(reviewer.get(desk(report, local)))["seen"]
    page = reviewer.post(f"{desk(report, local)}?verb=reject", {"seen": seen})
    decision = re.search(r'name="decision" value="([^"]+)"', page)
    assert decision
    reviewer.post("/review/undo", {"decision": decision[1], "back": f"/reports/{report}"})
    assert f'id="r-{local}"' in reviewer.get(f"/reports/{report}")


def test_a_record_that_changed_since_the_page_was_made_is_not_decided_on(reviewer, own: Path, report: str) -> None:
    local = visit(own, report)
    fields = form_in(reviewer.get(desk(report, local)))
    correct(reviewer, report, local, date="2026-01-26")
    page = reviewer.post(f"{desk(report, local)}?verb=correct", {**fields, "date": "2026-01-25"}, status=422)
    assert "has changed since" in page


def test_a_missing_record_is_added_over_selected_words(reviewer, own: Path, report: str) -> None:
    start = TEXT.index("Norwegen rügte")
    page = reviewer.get(f"{desk(report, 'new')}?kind=agreement&spans={start}-{start + 14}")
    assert "<q>Norwegen rügte</q>" in page
    fields = {**form_in(page), "name": "Rüge", "kind": "declaration", "parties+": "Norwegen, Peru"}
    page = reviewer.post(f"{desk(report, 'new')}?kind=agreement&verb=add", fields)
    (added,) = reading(own, report).agreements
    assert (added.name, len(added.parties), added.evidence[0].start) == ("Rüge", 2, start)
    assert "added</span> <a href" in page


def test_actors_are_merged_and_parted_again(reviewer) -> None:
    people = re.findall(r'href="/actors/(actor:\w+)"', reviewer.get("/actors?kind=person"))[:2]
    page = reviewer.post("/review/merge", {"left": people[0], "right": people[1], "back": f"/actors/{people[0]}"})
    assert page.count("/review/split") == 2
    assert people[1] not in re.findall(r'href="/actors/(actor:\w+)"', reviewer.get("/actors?kind=person"))
    decision = re.search(r'name="decision" value="([^"]+)"', page)
    assert decision
    reviewer.post("/review/undo", {"decision": decision[1], "back": "/actors"})
    assert set(people) <= set(re.findall(r'href="/actors/(actor:\w+)"', reviewer.get("/actors?kind=person")))


def test_decisions_outlive_another_reading(reviewer, own: Path, report: str) -> None:
    local = visit(own, report)
    correct(reviewer, report, local, date="2026-01-26")
    with Ledger(own) as ledger:
        for document in ledger.documents():
            ledger.add(document, read_document(document))
    assert "26 January 2026" in reviewer.get(desk(report, visit(own, report)))


def test_the_log_tells_who_decided_what(reviewer, own: Path, report: str) -> None:
    correct(reviewer, report, visit(own, report), date="2026-01-26")
    page = reviewer.get("/review")
    assert "Portugal visits Norway" in page
    assert "corrected" in page


def test_agreement_and_precision_are_told(reviewer, own: Path, report: str) -> None:
    local = visit(own, report)
    seen = form_in(reviewer.get(desk(report, local)))["seen"]
    reviewer.post(f"{desk(report, local)}?verb=accept", {"seen": seen})
    with Ledger(own) as ledger:
        event = next(event for event in ledger.reading(report).events if event.id == local)
    page = reviewer.get("/review/agreement")
    assert f"<code>{event.rule}</code>" in page
    assert "100%" in page
    assert "0 records" in page


def test_reviewed_reports_are_downloaded_as_gold(reviewer, own: Path, report: str) -> None:
    correct(reviewer, report, visit(own, report), date="2026-01-26")
    answer = reviewer.client.get("/review/gold")
    with ZipFile(BytesIO(answer.content)) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".gold.yaml"))
        gold = yaml.safe_load(archive.read(name))
        assert archive.read(gold["document"]["file"]).decode() == TEXT
    assert [event["date"] for event in gold["events"].values() if "optional" not in event] == ["2026-01-26"]


def test_deciding_needs_the_pages_token(reviewer, own: Path, report: str) -> None:
    reviewer.client.get("/review")
    assert reviewer.client.post(f"{desk(report, visit(own, report))}?verb=reject").status_code == 403
