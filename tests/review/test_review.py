"""A review session on real sentences: the queue, verdicts of two people, agreement, precision, gold."""

import pytest
import yaml

import relazione
from relazione.ledger import Ledger
from relazione.records import Document
from relazione.resolution.applying import settle
from relazione.resolution.claims import Question
from relazione.resolution.proposals import decide_on
from relazione.review import alpha_of, gold_of, next_items, precisions_of
from scoring import compare

TEXT = (
    "Norwegens Außenministerin Ingrid Solberg besuchte am Montag Lissabon und sprach dort mit Portugals Präsident "
    "Duarte Meireles. „Wir werden den Handel ausbauen“, sagte Solberg. Nach Angaben des Ministeriums erreichte der "
    "Warenaustausch im vergangenen Jahr 1,2 Milliarden Euro.\nNorwegen und Portugal unterzeichneten ein Memorandum "
    "über die Fischerei. Norwegen verurteilte den Angriff auf die Häfen."
)


@pytest.fixture(scope="module")
def read_once():
    document = Document.of(TEXT, published="2026-03-15", language="de")
    return document, relazione.read(TEXT, published="2026-03-15", language="de")


@pytest.fixture
def ledger(tmp_path, read_once):
    with Ledger(tmp_path / "ledger.sqlite") as opened:
        opened.add(*read_once)
        yield opened


def judge(ledger, document, who, verb, kind, local, **slots):
    reading = ledger.reading(document.id)
    decision = decide_on(verb, kind, reading=reading, text=document.text, who=who, local=local, slots=slots)
    return ledger.decide(decision)


def items(ledger, **filters):
    with ledger.view() as view:
        return next_items(view, **filters)


def test_the_queue_brings_the_least_sure_first_and_leaves_out_what_is_decided(ledger, read_once):
    document, reading = read_once
    found = items(ledger)
    assert len(found) == sum(
        len(getattr(reading, f"{kind}s")) for kind in ("event", "statement", "figure", "agreement")
    )
    weights = [item.weight for item in found]
    assert weights == sorted(weights, reverse=True)
    first = found[0]
    judge(ledger, document, "Ada", "accept", first.kind, first.claim.local)
    assert first.claim.id not in {item.claim.id for item in items(ledger)}
    (second,) = items(ledger, seconds=True, reviewer="Ben")
    assert (second.claim.id, second.by) == (first.claim.id, ("Ada",))
    assert items(ledger, seconds=True, reviewer="Ada") == []


def test_the_queue_is_filtered_by_states_kind_and_document(ledger, read_once):
    document, _ = read_once
    assert {item.kind for item in items(ledger, kinds=("event",))} == {"event"}
    both = items(ledger, question=Question(first="NOR", second="PRT"))
    assert both
    assert items(ledger, question=Question(first="NOR", second="KAZ")) == []
    assert len(items(ledger, question=Question(first="PRT"))) >= len(both)
    assert len(items(ledger, document=document.id, limit=3)) == 3
    assert items(ledger, document="sha256:0") == []


def test_an_event_that_more_reports_tell_of_comes_sooner(ledger, read_once):
    document, _ = read_once
    (before,) = [item for item in items(ledger, kinds=("event",)) if item.claim.record.type == "SUPPORT"]
    other = Document.of(TEXT.replace("die Häfen", "die Schiffe"), published="2026-03-15", language="de")
    ledger.add(other, relazione.read(other.text, published="2026-03-15", language="de"))
    after = [item for item in items(ledger, document=document.id) if item.claim.id == before.claim.id]
    assert [(item.reports, item.weight > before.weight) for item in after] == [(2, True)]


def test_agreement_and_precision_count_what_people_said_of_what_the_reader_found(ledger, read_once):
    document, reading = read_once
    first, second = reading.events[:2]
    for who, verb, event in (
        ("Ada", "accept", first),
        ("Ben", "accept", first),
        ("Ada", "reject", second),
        ("Ben", "reject", second),
    ):
        judge(ledger, document, who, verb, "event", event.id)
    assert alpha_of(ledger.decisions()) == (1.0, 2)
    judge(ledger, document, "Ben", "accept", "event", second.id)
    found, number = alpha_of(ledger.decisions())
    assert number == 2
    assert found < 1
    rules = {one.rule: one for one in precisions_of(ledger.decisions()) if one.kind == "event"}
    assert sum(one.judged for one in rules.values()) == 2
    assert sum(one.accepted for one in rules.values()) == 2
    assert all(one.low < one.share <= one.high for one in rules.values())


def test_a_reading_held_against_its_own_gold_is_right_throughout(ledger, read_once):
    document, reading = read_once
    for kind in ("event", "statement", "figure", "agreement", "actor"):
        for record in getattr(reading, f"{kind}s"):
            judge(ledger, document, "Ada", "accept", kind, record.id)
    decided = settle(ledger.reading(document.id), ledger.decisions_on(document.id))
    gold = yaml.safe_load(gold_of(decided, document.text, "report.txt"))
    for kind, tally in compare(gold, document.text, reading.to_dict()).items():
        assert (kind, tally.found_f1, tally.full_f1, tally.gold) == (kind, 1.0, 1.0, len(getattr(reading, kind)))
        assert tally.right == tally.asked


def test_in_gold_what_nobody_decided_on_is_optional_and_what_was_rejected_is_wrong(ledger, read_once):
    document, reading = read_once
    first, second = reading.events[:2]
    judge(ledger, document, "Ada", "accept", "event", first.id)
    judge(ledger, document, "Ada", "reject", "event", second.id)
    decided = settle(ledger.reading(document.id), ledger.decisions_on(document.id))
    tally = compare(yaml.safe_load(gold_of(decided, TEXT, "report.txt")), TEXT, reading.to_dict())["events"]
    assert (tally.gold, tally.found, tally.predicted) == (1, 1, 2)
    whole = yaml.safe_load(gold_of(decided, TEXT, "report.txt", whole=True))
    assert compare(whole, TEXT, reading.to_dict())["events"].gold == len(reading.events) - 1


@pytest.mark.parametrize("kind", ["event", "statement", "figure", "agreement", "actor"])
def test_every_record_of_a_reading_survives_being_accepted(ledger, read_once, kind):
    document, reading = read_once
    for record in getattr(reading, f"{kind}s"):
        judge(ledger, document, "Ada", "accept", kind, record.id)
    decided = ledger.decided_reading(document.id)
    own = [(one.id, one.confidence) for one in getattr(decided, f"{kind}s")]
    assert own == [(one.id, 1.0) for one in getattr(reading, f"{kind}s")]
    with ledger.view() as view:
        before = view.material(Question())
    assert len(before.events) == len(reading.events)
