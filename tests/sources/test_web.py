"""Reports at web addresses become documents."""

import pytest

from relazione.errors import FetchError, SourceError
from relazione.sources import Options, Particulars, SourceFault
from relazione.sources.fetching import Fetcher
from relazione.sources.web import document_at, open_page

TEXT = "Norwegens Außenministerin besuchte am Montag Lissabon."
FEED = f"""<rss version="2.0"><channel><title>Nordblatt</title>
<item><title>Besuch</title><link>https://nord.example/1</link><description>{TEXT}</description></item>
<item><title>Abreise</title><link>https://nord.example/2</link><description>Sie reiste ab.</description></item>
</channel></rss>"""


@pytest.fixture
def fetcher(simulated_clock):
    return Fetcher(allow_private=True, clock=simulated_clock)


def page_of(text, charset="iso-8859-1"):
    body = f"<html><head><title>Reise in den Süden</title></head><body><article><p>{text}</p></article></body></html>"
    return 200, {"Content-Type": f"text/html; charset={charset}"}, body.encode(charset)


def test_a_page_is_its_article_in_the_encoding_that_the_server_names(site, fetcher):
    site.pages["/old"] = (301, {"Location": "/new"}, b"")
    site.pages["/new"] = page_of(TEXT)
    document = document_at(f"{site.url}/old", fetcher)
    assert document.text == f"Reise in den Süden\n\n{TEXT}"
    assert (document.url, document.origin) == (f"{site.url}/new", f"{site.url}/new")


def test_a_plain_text_stays_as_it_is(site, fetcher):
    site.pages["/a"] = (200, {"Content-Type": "text/plain; charset=utf-8"}, f"<b>{TEXT}".encode())
    document = document_at(f"{site.url}/a", fetcher)
    assert (document.text, document.url) == (f"<b>{TEXT}", f"{site.url}/a")


def test_a_page_that_cannot_be_had_or_holds_nothing_is_a_fault(site, fetcher):
    site.pages["/empty"] = (200, {"Content-Type": "text/html"}, b"")
    with pytest.raises(FetchError, match="404"):
        document_at(f"{site.url}/nothing", fetcher)
    with pytest.raises(SourceError):
        document_at(f"{site.url}/empty", fetcher)
    (fault,) = open_page(f"{site.url}/nothing", fetcher)
    assert isinstance(fault, SourceFault)
    assert fault.origin == f"{site.url}/nothing"
    assert "404" in fault.what


def test_a_feed_gives_each_of_its_entries_and_what_is_given_goes_before(site, fetcher):
    site.pages["/rss"] = (200, {"Content-Type": "application/rss+xml"}, FEED.encode())
    site.pages["/a"] = page_of(TEXT)
    options = Options(given=Particulars(publisher="Abendblatt", country="NOR"))
    found = [*open_page(f"{site.url}/rss", fetcher, options), *open_page(f"{site.url}/a", fetcher, options)]
    assert [(document.title, document.url) for document in found] == [
        ("Besuch", "https://nord.example/1"),
        ("Abreise", "https://nord.example/2"),
        ("Reise in den Süden", f"{site.url}/a"),
    ]
    assert {(document.publisher, document.country) for document in found} == {("Abendblatt", "NOR")}
