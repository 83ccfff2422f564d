import pytest

from relazione.errors import SourceError
from relazione.sources.feeds import Feed, entries, opml
from relazione.sources.limits import LARGEST_FEED, MOST_FEED_TAGS

RSS = """<?xml version="1.0" encoding="ENCODING"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Северный вестник</title>
<item><title>Осло &amp; Лиссабон</title><link>/a/1</link><guid>n1</guid>
<pubDate>Thu, 29 Jan 2026 00:30:00 +0300</pubDate>
<description>&lt;p&gt;Кратко.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Первый абзац.</p><p>Второй <b>абзац</b>.</p>]]></content:encoded></item>
<item><title>Второе</title><link>https://nord.example/2</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Nordblatt</title><entry>
<title type="html">Oslo &lt;i&gt;schweigt&lt;/i&gt;</title><link href="https://nordblatt.example/1"/><id>urn:1</id>
<updated>2026-01-30T08:00:00Z</updated><published>2026-01-29T23:30:00+01:00</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Oslo &amp; Lissabon</p></div></content>
</entry></feed>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r"])
def test_the_entries_of_rss_have_their_text_day_and_link(encoding):
    first, second = entries(RSS.replace("ENCODING", encoding).encode(encoding), url="https://nord.example/feed")
    assert (first.title, first.published, first.link) == ("Осло & Лиссабон", "2026-01-29", "https://nord.example/a/1")
    assert (first.summary, first.content) == ("Кратко.", "Первый абзац.\n\nВторой абзац.")
    assert (second.published, second.content, second.publisher) == (None, None, "Северный вестник")


def test_the_entries_of_atom_have_their_day_of_publication():
    (entry,) = entries(ATOM.encode())
    assert (entry.title, entry.published, entry.id) == ("Oslo schweigt", "2026-01-29", "urn:1")
    assert (entry.content, entry.publisher) == ("Oslo & Lissabon", "Nordblatt")


def test_a_feed_without_entries_is_empty():
    assert entries(b"<rss version='2.0'><channel></channel></rss>") == []


@pytest.mark.parametrize("data", [b"", b"Oslo", b"<html></html>", b"/etc/hostname", b"http://127.0.0.1/feed"])
def test_what_is_no_feed_is_refused_and_never_opened(data):
    with pytest.raises(SourceError, match="no feed"):
        entries(data)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"<!DOCTYPE x [<!ENTITY a 'ha'>]><rss version='2.0'><channel><title>&a;</title></channel></rss>", "entities"),
        (b" " * (LARGEST_FEED + 1), "too large"),
        (b"<" * (MOST_FEED_TAGS + 1), "too many tags"),
    ],
)
@pytest.mark.parametrize("read", [entries, opml])
def test_hostile_feeds_and_lists_are_refused(read, data, fault):
    with pytest.raises(SourceError, match=fault):
        read(data)


def test_a_list_of_feeds_names_each_once():
    data = b"""<?xml version="1.0"?><opml version="2.0"><body><outline text="Zeitungen">
    <outline type="rss" text="Nordblatt" xmlUrl="https://nordblatt.example/feed"/>
    <outline type="rss" text="Doppelt" xmlUrl="https://nordblatt.example/feed"/>
    <outline xmlUrl="https://kurier.example/rss"/><outline xmlUrl="file:///etc/hostname"/></outline></body></opml>"""
    assert opml(data) == [
        Feed(url="https://nordblatt.example/feed", title="Nordblatt"),
        Feed(url="https://kurier.example/rss"),
    ]


@pytest.mark.parametrize("data", [b"", b"Oslo", b"<rss></rss>"])
def test_what_is_no_list_of_feeds_is_refused(data):
    with pytest.raises(SourceError, match="no list of feeds"):
        opml(data)
