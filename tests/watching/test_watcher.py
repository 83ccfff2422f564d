"""What a watcher takes in, and what it leaves for later."""

import re

import msgspec
import pytest

from relazione.errors import LanguageError, LedgerError, PipelineError
from relazione.ledger.checks import find_faults
from relazione.ledger.feeds import feed_state, unjudged
from relazione.records import DocumentHead, Reading
from relazione.sources.feeds import Feed
from relazione.watching import go_round, keep_going

TEXT = "Israels Außenminister Lior Adan besuchte am Montag Astana und traf dort Präsident Daniar Ospan."
HOUR = 3600.0


def blank(document):
    """Return a reading without records, to save the time that reading takes."""
    head = DocumentHead(
        id=document.id,
        title=document.title,
        language="de",
        published=document.published,
        publisher=document.publisher,
        url=document.url,
        length=len(document.text),
    )
    return Reading(reader="relazione/1", document=head)


@pytest.fixture
def north(paper):
    return paper("nordblatt")


@pytest.fixture
def feed(north):
    return Feed(url=north.url)


def kinds(notices):
    return [(notice.kind, notice.title) for notice in notices if notice.kind != "quiet"]


def texts(ledger):
    return [document.text for document in ledger.documents()]


def test_a_stop_at_any_moment_neither_loses_nor_doubles_a_report(north, feed, watcher, kept):
    for number in range(4):
        north.publish(number / 10, f"Bericht {number}", f"{number}. {TEXT}")
    north.clock.now += HOUR
    seen = []

    def torn(document):
        seen.append(document.id)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return blank(document)

    with pytest.raises(KeyboardInterrupt):
        go_round(watcher(read=torn), [feed])
    assert len(kept.contents()) == 2
    go_round(watcher(read=torn), [feed])
    assert len(kept.contents()) == 4
    assert len(seen) == 5  # the one at hand when it stopped was read again
    assert [path for path in north.site.paths() if path.count("/") == 2] == [
        f"/nordblatt/{number}" for number in (0, 1, 2, 2, 3)
    ]
    with kept.transaction() as connection:
        assert list(find_faults(connection)) == []


def test_who_asks_to_stop_is_heard_after_the_report_at_hand(north, feed, watcher, kept):
    for number in range(3):
        north.publish(0, f"Bericht {number}", f"{number}. {TEXT}")
    go_round(watcher(read=blank, stopped=lambda: len(kept.contents()) >= 1), [feed])
    assert len(kept.contents()) == 1
    with kept.transaction() as connection:
        assert feed_state(connection, feed.url).etag is None
    go_round(watcher(read=blank), [feed])
    assert len(kept.contents()) == 3


def test_where_the_page_cannot_be_had_the_feed_s_own_text_is_taken(north, feed, watcher, kept, notices):
    north.publish(0, "Besuch in Astana", TEXT, content=f"<p>{TEXT}</p><p>Er blieb zwei Tage.</p>", page=False)
    go_round(watcher(read=blank), [feed])
    (document,) = kept.documents()
    assert document.text == f"Besuch in Astana\n\n{TEXT}\n\nEr blieb zwei Tage."
    assert (document.url, document.origin, document.publisher) == (
        f"{north.site.url}/nordblatt/0",
        north.url,
        "Nordblatt",
    )
    assert kinds(notices) == [("added", "Besuch in Astana")]


def test_a_page_that_is_gone_is_left_out_and_not_asked_for_again(north, feed, watcher, notices):
    north.publish(0, "Weg", TEXT, page=False)
    for _ in range(3):
        go_round(watcher(read=blank), [feed])
        north.clock.now += HOUR
    assert kinds(notices) == [("left out", "Weg")]
    assert "404" in notices[0].reason
    assert north.site.paths().count("/nordblatt/0") == 1


def test_a_page_that_fails_is_tried_again_ever_more_seldom_then_left_out(north, feed, watcher, notices):
    path = north.publish(0, "Störung", TEXT)
    north.site.pages[path] = (500, {}, b"")
    one = watcher(read=blank)
    for _ in range(40):
        go_round(one, [feed])
        north.clock.now += 900
    assert kinds(notices) == [("later", "Störung")] * 4 + [("left out", "Störung")]
    assert [round((notice.until - notices[0].until + 900) / 900) for notice in notices if notice.until] == [1, 3, 7, 15]


def test_a_page_that_comes_back_is_taken_in_though_the_feed_did_not_change(north, feed, watcher, notices):
    path = north.publish(0, "Störung", TEXT)
    page, north.site.pages[path] = north.site.pages[path], (503, {"Retry-After": "1200"}, b"")
    one = watcher(read=blank)
    go_round(one, [feed])
    north.site.pages[path] = page
    for _ in range(3):
        north.clock.now += 900
        go_round(one, [feed])
    assert kinds(notices) == [("later", "Störung"), ("added", "Störung")]
    assert [status for _, status in north.asked] == [200, 200, 200, 304]


def test_a_report_in_two_feeds_is_fetched_once(paper, watcher, kept, notices):
    north, south = paper("nordblatt"), paper("suedpost")
    north.publish(0, "Besuch", TEXT)
    south.articles = north.articles
    go_round(watcher(read=blank), [Feed(url=north.url), Feed(url=south.url)])
    assert kinds(notices) == [("added", "Besuch"), ("known", "Besuch")]
    assert north.site.paths().count("/nordblatt/0") == 1
    assert len(kept.contents()) == 1


def test_entries_that_all_bear_one_id_are_told_apart_by_their_pages(north, feed, watcher, kept):
    for number in range(3):
        north.publish(number, f"Bericht {number}", f"{number}. {TEXT}")
    item = north._item
    north._item = lambda *article: re.sub("<guid>.*</guid>", "<guid>1</guid>", item(*article))
    one = watcher(read=blank)
    north.clock.now += HOUR
    go_round(one, [feed])
    north.clock.now += 2 * HOUR
    go_round(one, [feed])
    assert sorted(document.title for document in kept.documents()) == ["Bericht 0", "Bericht 1", "Bericht 2"]


def test_a_report_that_was_forgotten_does_not_come_back(north, feed, watcher, kept):
    north.publish(0, "Besuch", TEXT)
    go_round(watcher(read=blank), [feed])
    (id_,) = (id_ for id_, _, _ in kept.contents())
    kept.forget(id_)
    north.publish(1, "Mehr", f"Mehr. {TEXT}")
    north.clock.now += HOUR
    go_round(watcher(read=blank), [feed])
    assert [document.title for document in kept.documents()] == ["Mehr"]


def test_what_cannot_be_read_costs_nothing_else(north, feed, watcher, kept, notices):
    for title in ("Fremd", "Bricht", "Gut"):
        north.publish(0, title, f"{title}. {TEXT}")

    def read(document):
        if document.title == "Fremd":
            raise LanguageError("there is no pack for the language 'xx'")
        if document.title == "Bricht":
            raise ZeroDivisionError
        return blank(document)

    go_round(watcher(read=read), [feed])
    assert sorted(kinds(notices)) == [("added", "Gut"), ("left out", "Bricht"), ("left out", "Fremd")]
    assert texts(kept) == [f"Gut\n\nGut. {TEXT}"]


def test_a_pipeline_that_cannot_be_loaded_stops_everything(north, feed, watcher, notices):
    north.publish(0, "Besuch", TEXT)

    def read(_):
        raise PipelineError("cannot be loaded")

    with pytest.raises(PipelineError):
        go_round(watcher(read=read), [feed])
    assert notices == []


def test_errors_make_a_feed_wait_twice_as_long_each_time(north, feed, watcher, notices):
    north.outage = (0, 100, "0")
    one = watcher(read=blank)
    for _ in range(64):
        go_round(one, [feed])
        north.clock.now += 900
    assert len(notices) == 7
    assert [round(4 * hour) for hour, _ in north.asked] == [0, 1, 3, 7, 15, 31, 63]


def test_a_site_that_forbids_its_feed_to_robots_is_told_of(north, feed, watcher, notices):
    north.site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /nordblatt")
    assert go_round(watcher(read=blank), [feed]) == 1
    assert "robots.txt" in notices[0].reason
    assert north.asked == []


def test_what_is_no_feed_fails(north, watcher, notices):
    north.site.pages["/page"] = (200, {"Content-Type": "text/html"}, b"<html><body>Guten Tag</body></html>")
    assert go_round(watcher(read=blank), [Feed(url=f"{north.site.url}/page")]) == 1
    assert "is no feed" in notices[0].reason


def test_once_asks_before_the_time_but_not_while_errors_make_it_wait(north, feed, watcher):
    one = watcher(read=blank)
    go_round(one, [feed])
    go_round(one, [feed])
    assert len(north.asked) == 1
    go_round(one, [feed], early=True)
    assert len(north.asked) == 2
    north.outage = (0, 100, "600")
    go_round(one, [feed], early=True)
    go_round(one, [feed], early=True)
    assert len(north.asked) == 3


def test_a_long_feed_of_a_slow_site_leaves_others_their_turn(north, feed, watcher, kept):
    north.site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 60")
    for number in range(25):
        north.publish(0, f"Bericht {number}", f"{number}. {TEXT}")
    one, begin = watcher(read=blank), north.clock.now
    counts = []
    for number in range(4):
        north.clock.now = begin + number * 2000
        go_round(one, [feed])
        counts.append(len(kept.contents()))
    assert counts == [10, 20, 25, 25]
    assert [status for _, status in north.asked] == [200, 200, 200, 304]


def test_only_a_watcher_that_judges_leaves_reports_to_rules(north, feed, watcher, kept):
    north.publish(0, "Eins", f"Eins. {TEXT}")
    go_round(watcher(read=blank), [feed])
    north.publish(1, "Zwei", f"Zwei. {TEXT}")
    north.clock.now += HOUR
    go_round(watcher(read=blank, judges=True), [feed])
    with kept.transaction() as connection:
        (id_,) = unjudged(connection)
    assert kept.document(id_).title == "Zwei"


def test_links_of_an_open_feed_do_not_lead_into_private_networks(north, feed, watcher, fetcher, kept, notices):
    north.publish(0, "Besuch", TEXT)
    one = watcher(read=blank)
    get = fetcher.get
    fetcher.get = lambda url, **asked: (
        msgspec.structs.replace(get(url, **asked), near=False) if url == feed.url else get(url, **asked)
    )
    go_round(one, [feed])
    assert kinds(notices) == [("left out", "Besuch")]
    assert "not in the open internet" in notices[0].reason
    assert kept.contents() == []


def test_a_ledger_that_fails_for_a_while_is_waited_for(north, feed, watcher, notices):
    north.publish(0, "Besuch", TEXT)
    troubles, begin = [], north.clock.now
    one = watcher(read=blank, complain=troubles.append, stopped=lambda: north.clock.now > begin + HOUR)
    poll, tries = one.poll, []

    def torn(feed):
        tries.append(north.hour)
        if len(tries) < 3:
            raise LedgerError("is locked")
        return poll(feed)

    one.poll = torn
    keep_going(one, [feed])
    assert [str(error) for error in troubles] == ["is locked", "is locked"]
    assert [round(hour * 60) for hour in tries[:3]] == [0, 1, 3]
    assert kinds(notices) == [("added", "Besuch")]
