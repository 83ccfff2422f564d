"""What a ledger knows of feeds, of their entries and of alerts."""

import msgspec
import pytest

from relazione.ledger.alerts import Raised, in_force_since, keep_waiting, raise_alert, waiting_alerts
from relazione.ledger.feeds import (
    FeedState,
    SeenEntry,
    document_of_url,
    feed_state,
    keep_entry,
    keep_feed,
    mark_judged,
    seen_entries,
    unjudged,
)
from relazione.resolution.claims import Question

FEED = "https://a.example/rss"
ENTRY = SeenEntry(feed=FEED, entry="1", url="https://a.example/1", tries=1, until=1_772_000_900.25, note="503")


def test_a_feed_that_was_never_asked_has_no_past(ledger):
    with ledger.transaction() as connection:
        assert feed_state(connection, FEED) == FeedState(url=FEED)


def test_how_a_feed_stands_is_kept_and_replaced(ledger):
    states = [
        FeedState(url=FEED, etag='"1"', polled=1_772_000_000.5),
        FeedState(url=FEED, modified="Thu", polled=1_772_000_900.0, failures=2, until=1_772_003_600.0),
    ]
    for state in states:
        with ledger.writer() as writer:
            keep_feed(writer.connection, state)
        with ledger.transaction() as connection:
            assert feed_state(connection, FEED) == state


def test_an_entry_is_seen_only_with_its_document(ledger, report):
    def torn():
        with ledger.writer() as writer:
            writer.add_all([report("Der Zoll auf Weizen entfiel.").built])
            keep_entry(writer.connection, ENTRY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        torn()
    with ledger.transaction() as connection:
        assert seen_entries(connection, FEED, ["1", "2"]) == {}
    assert ledger.contents() == []


def test_what_became_of_an_entry_is_kept_and_replaced(ledger):
    settled = msgspec.structs.replace(ENTRY, document="sha256:1", until=None, note=None)
    for seen in (ENTRY, settled):
        with ledger.writer() as writer:
            keep_entry(writer.connection, seen)
        with ledger.transaction() as connection:
            assert seen_entries(connection, FEED, ["1", "2"]) == {"1": seen}
            assert seen_entries(connection, "https://b.example/rss", ["1"]) == {}
    with ledger.transaction() as connection:
        assert document_of_url(connection, "https://a.example/1") == "sha256:1"
        assert document_of_url(connection, "https://a.example/2") is None


def test_documents_wait_for_rules_until_these_looked_at_them(ledger):
    with ledger.writer() as writer:
        for number, judged in (("1", False), ("2", True), ("3", False)):
            seen = SeenEntry(feed=FEED, entry=number, document=f"sha256:{number}")
            keep_entry(writer.connection, seen, judged=judged)
        keep_entry(writer.connection, SeenEntry(feed=FEED, entry="4", note="404"), judged=False)
        assert unjudged(writer.connection) == ["sha256:1", "sha256:3"]
        mark_judged(writer.connection, ["sha256:1"])
    with ledger.transaction() as connection:
        assert unjudged(connection) == ["sha256:3"]


def test_an_alert_is_raised_once_and_waits_for_its_outlets(ledger):
    raised = Raised(id="alert:1", raised="2026-03-03T12:00:00+00:00", alert="{}", pending=("file", "mail"))
    with ledger.writer() as writer:
        assert raise_alert(writer.connection, raised)
        assert not raise_alert(writer.connection, raised)
        assert waiting_alerts(writer.connection) == [raised]
        keep_waiting(writer.connection, "alert:1", {"mail"})
        assert [one.pending for one in waiting_alerts(writer.connection)] == [("mail",)]
        keep_waiting(writer.connection, "alert:1", ())
        assert waiting_alerts(writer.connection) == []
        assert not raise_alert(writer.connection, raised)


def test_a_rule_is_in_force_since_it_was_first_looked_at(ledger):
    with ledger.writer() as writer:
        assert in_force_since(writer.connection, ["a"], "2026-03-01") == {"a": "2026-03-01"}
        assert in_force_since(writer.connection, ["a", "b"], "2026-03-05") == {"a": "2026-03-01", "b": "2026-03-05"}


def test_forgetting_a_document_empties_the_alerts_that_cite_it(ledger, report):
    document, reading = report("Der Zoll auf Weizen entfiel.").built
    ledger.add(document, reading)
    with ledger.writer() as writer:
        for id_, text in (("alert:1", f'{{"document": "{document.id}"}}'), ("alert:2", "{}")):
            raise_alert(writer.connection, Raised(id=id_, raised="2026", alert=text, pending=("mail",)))
    ledger.forget(document.id)
    with ledger.transaction() as connection:
        assert [raised.id for raised in waiting_alerts(connection)] == ["alert:2"]


def test_what_some_documents_tell_comes_with_every_telling_of_its_events(ledger, report):
    made = []
    for text in ("Israels Minister besuchte Astana.", "Der Minister besuchte am Dienstag Astana."):
        one = report(text)
        parties = {"actor": (one.state("ISR"),), "recipient": (one.state("KAZ"),)}
        one.event("besuchte", mode="visit", date="2026-01-27", **parties)
        made.append(one)
    other = report("Norwegens Minister besuchte Lima.")
    other.event("besuchte", actor=(other.state("NOR"),), recipient=(other.state("PER"),))
    ledger.add_all(one.built for one in (*made, other))
    ids = [one.document.id for one in (*made, other)]
    pair = [Question(first="KAZ", second="ISR")]
    with ledger.view() as view:
        (merged,) = view.told_by(ids[:1], pair).events
        assert {claim.source.document for claim in merged.claims} == set(ids[:2])
        assert view.told_by(ids[2:], pair).events == ()
        assert view.told_by([], pair).events == ()
        assert len(view.told_by(ids, [Question()]).events) == 2
