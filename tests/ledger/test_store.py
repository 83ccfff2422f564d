import gc
import sqlite3

import pytest
import sqlalchemy as sa

from relazione.errors import LedgerError
from relazione.ledger import Ledger, default_path, tables
from relazione.ledger.checks import find_faults
from relazione.records import Document, DocumentHead, Reading
from relazione.resolution.claims import Question

REPORT = Document.of("Oslo schweigt.", title="Norwegen")


def reading_of(document, reader="relazione/1", published=None):
    head = DocumentHead(
        id=document.id,
        title=document.title,
        language="de",
        published=published,
        publisher=None,
        url=None,
        length=len(document.text),
    )
    return Reading(reader=reader, document=head)


def test_a_report_comes_back_as_it_was_added(ledger):
    ledger.add(REPORT, reading_of(REPORT))
    assert ledger.document(REPORT.id).text == REPORT.text
    assert ledger.reading(REPORT.id) == reading_of(REPORT)


def test_adding_twice_changes_nothing(ledger):
    assert ledger.add(REPORT, reading_of(REPORT))
    assert not ledger.add(REPORT, reading_of(REPORT))
    assert len(ledger.contents()) == 1


def test_a_newer_reader_adds_its_reading_beside_the_old_one(ledger):
    ledger.add(REPORT, reading_of(REPORT))
    assert ledger.add(REPORT, reading_of(REPORT, reader="relazione/2"))
    assert ledger.reading(REPORT.id).reader == "relazione/2"


def test_the_first_digits_of_an_id_find_the_document(ledger):
    ledger.add(REPORT, reading_of(REPORT))
    assert ledger.find(REPORT.id[7:15]) == REPORT.id
    assert ledger.find(REPORT.id) == REPORT.id


@pytest.mark.parametrize("start", ["ffffffffff", "abc", "%%%%%%%%"])
def test_an_id_that_finds_nothing_is_an_error(ledger, start):
    ledger.add(REPORT, reading_of(REPORT))
    with pytest.raises(LedgerError):
        ledger.find(start)


def test_a_file_that_is_no_ledger_is_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes, and they are no ledger at all." * 20)
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=r"notes\.txt"):
        Ledger(path)
    assert path.read_bytes() == before


def test_another_programs_database_is_left_alone(tmp_path):
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE friends (name TEXT)")
    connection.close()
    with pytest.raises(LedgerError, match="another program"):
        Ledger(path)


def test_the_environment_says_where_the_ledger_lies(monkeypatch, tmp_path):
    monkeypatch.setenv("RELAZIONE_LEDGER", str(tmp_path / "mine.sqlite"))
    assert default_path() == str(tmp_path / "mine.sqlite")


def visit(report, text, published="2026-01-28", **metadata):
    made = report(text, published, **metadata)
    israel, kazakhstan = made.state("ISR", "Israel"), made.state("KAZ", "Kasachstan")
    return made, israel, kazakhstan


def pair_of(ledger, first="ISR", second="KAZ", **filters):
    with ledger.view() as view:
        return view.material(Question(first=first, second=second, **filters))


def test_what_was_taken_in_is_found_from_both_sides_with_its_words(ledger, report):
    made, israel, kazakhstan = visit(report, "Israel besuchte Kasachstan.")
    made.event("besuchte", actor=(israel,), recipient=(kazakhstan,), date="2026-01-27", mode="visit")
    ledger.add(*made.built)
    (merged,) = pair_of(ledger).events
    assert pair_of(ledger, "KAZ", "ISR").events == (merged,)
    assert (merged.event.actor, merged.event.recipient) == (("ISR",), ("KAZ",))
    assert [quote.words for claim in merged.claims for quote in claim.quotes] == ["besuchte"]
    assert pair_of(ledger, "ISR", "AZE").events == ()


def test_a_better_reader_replaces_the_records_and_keeps_the_old_reading(ledger, report):
    made, israel, kazakhstan = visit(report, "Israel besuchte Kasachstan.")
    made.event("besuchte", actor=(israel,), recipient=(kazakhstan,))
    ledger.add(*made.built)
    better, israel, kazakhstan = visit(report, "Israel besuchte Kasachstan.")
    better.reader = "relazione/2"
    better.event("besuchte", actor=(israel,), recipient=(kazakhstan,), mode="visit")
    assert ledger.add(*better.built)
    assert [merged.event.mode for merged in pair_of(ledger).events] == ["visit"]
    assert [reading.reader for reading in ledger.readings(made.document.id)] == ["relazione/1", "relazione/2"]


def test_a_failure_in_the_middle_leaves_the_ledger_as_it_was(ledger, report):
    def broken():
        made, israel, kazakhstan = visit(report, "Israel besuchte Kasachstan.")
        made.event("besuchte", actor=(israel,), recipient=(kazakhstan,))
        yield made.built
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.add_all(broken())
    assert ledger.contents() == []
    assert pair_of(ledger).events == ()


def test_memory_is_tidied_again_after_a_save_and_after_a_failure(ledger, report):
    ledger.add(*report("Oslo schweigt.").built)
    assert gc.isenabled()
    with ledger.writer():
        assert not gc.isenabled()

    def broken():
        yield report("Oslo schweigt weiter.").built
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.add_all(broken())
    assert gc.isenabled()


def test_forgetting_removes_the_text_and_all_that_derives_from_it_and_leaves_a_stub(ledger, report):
    made, israel, kazakhstan = visit(report, "Israel besuchte Kasachstan.")
    made.event("besuchte", actor=(israel,), recipient=(kazakhstan,))
    other, israel, kazakhstan = visit(report, "Kasachstan lobte Israel.")
    other.event("lobte", type="SUPPORT", actor=(kazakhstan,), recipient=(israel,))
    ledger.add_all([made.built, other.built])
    assert ledger.forget(made.document.id) == 1
    assert [merged.event.type for merged in pair_of(ledger).events] == ["SUPPORT"]
    with ledger.view() as view:
        assert view.search("besuchte") == []
    with ledger.transaction() as connection:
        stubs = connection.execute(sa.select(tables.forgotten)).mappings().all()
        assert list(find_faults(connection)) == []
    assert [(stub["document"], stub["records"]) for stub in stubs] == [(made.document.id, 1)]


def test_filters_let_through_days_publishers_and_their_states(ledger, report):
    for text, day, publisher, country in (
        ("Israel besuchte Kasachstan.", "2026-01-27", "Nordblatt", "DEU"),
        ("Israel empfing Kasachstan.", "2026-03-02", "Alpenbote", "AUT"),
    ):
        made, israel, kazakhstan = visit(report, text, day, publisher=publisher, country=country)
        made.event(text.split()[1], actor=(israel,), recipient=(kazakhstan,), date=day)
        ledger.add(*made.built)
    assert len(pair_of(ledger).events) == 2
    for filters in ({"until": "2026-01-31"}, {"publishers": ("Nordblatt",)}, {"countries": ("DEU",)}):
        assert [merged.event.date for merged in pair_of(ledger, **filters).events] == ["2026-01-27"]
    assert [merged.event.date for merged in pair_of(ledger, since="2026-02-01").events] == ["2026-03-02"]


def test_what_is_due_by_a_day_lies_at_that_day(ledger, report):
    made, israel, kazakhstan = visit(report, "Israel will Kasachstan bis 2028 beliefern.", "2026-01-27")
    made.event("beliefern", actor=(israel,), recipient=(kazakhstan,), date="../2028", status="planned")
    ledger.add(*made.built)
    assert [pair_of(ledger, until=day).events for day in ("2026-12-31", "2028-12-30")] == [(), ()]
    assert len(pair_of(ledger, since="2027-01-01", until="2028-12-31").events) == 1


def test_a_group_is_asked_by_its_members_and_as_itself(ledger, report):
    made, israel, kazakhstan = visit(report, "Israel besuchte Kasachstan. Die C6 dankte Israel.")
    group = made.actor("C6", "group", None, "de.gazetteer.group", identifiers={"relazione": "C6"})
    made.event("besuchte", actor=(israel,), recipient=(kazakhstan,), mode="visit")
    made.event("dankte", type="SUPPORT", actor=(group,), recipient=(israel,))
    ledger.add(*made.built)
    question = Question(first="ISR", second="C6")
    with ledger.view() as view:
        members = view.material_of(view.member_questions(question))
        itself = view.material(question)
    assert [merged.event.type for merged in members.events] == ["CONSULT"]
    assert [merged.event.type for merged in itself.events] == ["SUPPORT"]


def test_a_statement_without_an_object_belongs_to_the_states_of_its_paragraph(ledger, report):
    made, _, _ = visit(report, "Israel und Kasachstan berieten.\n„Wasser verbindet“, sagte Lior Adan.")
    made.statement("Wasser verbindet", made.person("Lior Adan", "ISR", "foreign_minister"))
    ledger.add(*made.built)
    (said,) = pair_of(ledger).statements
    assert said.quotes[0].words == "Wasser verbindet"


def test_a_limit_says_what_it_left_out(ledger, report):
    made, israel, kazakhstan = visit(report, "Israel lobte, rief und besuchte Kasachstan.")
    for day, words in enumerate(("lobte", "rief", "besuchte"), 1):
        made.event(words, actor=(israel,), recipient=(kazakhstan,), date=f"2026-01-0{day}")
    ledger.add(*made.built)
    with ledger.view() as view:
        found = view.material(Question(first="ISR", second="KAZ"), limit=2)
    assert [merged.event.date for merged in found.events] == ["2026-01-02", "2026-01-03"]
    assert found.left_out == {"event": 1}


def test_batches_bring_everything_once_with_merged_events_whole(ledger, report):
    for paper in ("Nordblatt", "Alpenbote", "Abendpost"):
        made, israel, kazakhstan = visit(report, f"{paper}: Israel besuchte am Dienstag Kasachstan.")
        made.event("besuchte am Dienstag", actor=(israel,), recipient=(kazakhstan,), mode="visit", date="2026-01-27")
        made.statement("Dienstag", made.person(f"Lior {paper}", "ISR"), about=(kazakhstan,))
        ledger.add(*made.built)
    with ledger.view() as view:
        parts = list(view.batches(Question(), size=1))
    assert [len(merged.claims) for part in parts for merged in part.events] == [3]
    assert sum(len(part.statements) for part in parts) == 3


@pytest.mark.parametrize("words", ["Gesprache", "gespräche über wasser", "WASSER-gesp", "Ben-Ami", "ben ami"])
def test_search_minds_neither_case_nor_accents_nor_hyphens_nor_endings(ledger, report, words):
    made, israel, kazakhstan = visit(report, "Israel und Kasachstan führten Gespräche über Wasser. Das sagte Ben-Ami.")
    made.event("Gespräche über Wasser", actor=(israel, kazakhstan))
    made.person("Ben-Ami", "ISR")
    ledger.add(*made.built)
    with ledger.view() as view:
        assert view.search(words)


def test_search_may_be_kept_to_kinds_states_and_days(ledger, report):
    made, israel, kazakhstan = visit(report, "Israel und Kasachstan führten Gespräche.")
    made.event("Gespräche", actor=(israel, kazakhstan))
    ledger.add(*made.built)
    with ledger.view() as view:
        assert {hit.kind for hit in view.search("Gespräche")} == {"document", "event"}
        assert [hit.words for hit in view.search("Gespräche", kinds=("event",))] == ["Gespräche"]
        assert [hit.kind for hit in view.search("Gespräche", question=Question(first="KAZ"))] == ["event"]
        assert view.search("Gespräche", question=Question(first="AZE")) == []
        assert view.search("Gespräche", question=Question(since="2026-02")) == []
        assert view.search("!?") == []


@pytest.mark.parametrize("few", [0, 3000])
def test_search_about_a_state_finds_the_same_whether_it_has_few_records_or_many(ledger, report, monkeypatch, few):
    monkeypatch.setattr("relazione.ledger.view.FEW", few)
    for day in ("2026-01-02", "2026-01-05", "2026-01-03"):
        made, israel, kazakhstan = visit(report, f"Israel und Kasachstan führten bis {day} Gespräche.", published=day)
        made.event("Gespräche", actor=(israel, kazakhstan))
        ledger.add(*made.built)
    with ledger.view() as view:
        for question in (Question(first="KAZ"), Question(first="ISR", second="KAZ")):
            found = view.search("gesp", question=question)
            assert [hit.source.published for hit in found] == ["2026-01-05", "2026-01-03", "2026-01-02"]
            assert len(view.search("gesp", question=question, limit=2)) == 2
        assert view.search("Gespräche Wasser", question=Question(first="KAZ")) == []
        assert view.search("gesp", question=Question(first="KAZ", second="AZE")) == []


def test_search_with_filters_goes_further_back(ledger, report, monkeypatch):
    monkeypatch.setattr("relazione.ledger.view.LATEST", 2)
    for number in range(8):
        publisher = "Nordblatt" if number == 0 else "Alpenbote"
        made, israel, kazakhstan = visit(report, f"Israel sprach {number} Mal mit Kasachstan.", publisher=publisher)
        made.event("sprach", actor=(israel, kazakhstan))
        ledger.add(*made.built)
    with ledger.view() as view:
        assert [hit.source.publisher for hit in view.search("sprach", limit=1)] == ["Alpenbote"]
        found = view.search("sprach", question=Question(publishers=("Nordblatt",)), limit=1)
        assert [hit.source.publisher for hit in found] == ["Nordblatt"]
        monkeypatch.setattr("relazione.ledger.view.DEEPEST", 4)
        assert view.search("sprach", question=Question(publishers=("Nordblatt",)), limit=1) == []


def test_a_database_of_another_kind_is_refused():
    with pytest.raises(LedgerError, match="mysql"):
        Ledger("mysql://localhost/ledger")
