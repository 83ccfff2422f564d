import gzip

import pytest

from relazione.sources import SourceFault

PAGE = """<article><h1>Oslo über alles</h1><p>Norwegens Außenministerin Liv Sandvik reiste nach Lissabon.</p>
<p>Dort traf sie ihren Amtskollegen, der ihr über die Fischerei berichtete.</p></article>"""


def record(kind: str, address: str, block: bytes, media: str = "application/http; msgtype=response") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-02-01T00:00:00Z\r\n"
    return f"{head}Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def answer(number: int, media: str, body: bytes, status: str = "200 OK") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() + body
    return record("response", f"https://oslo.example/{number}", http)


RECORDS = (
    record("warcinfo", "", b"software: none\r\n", "application/warc-fields"),
    answer(1, "text/html; charset=windows-1252", PAGE.encode("cp1252")),
    answer(2, "image/png", b"x"),
    answer(3, "text/html", b"gone", status="404 Not Found"),
    answer(4, "text/html", b""),
    answer(5, "text/plain", b"Oslo schweigt."),
    record("conversion", "https://oslo.example/6", b"Lissabon auch.", "text/plain"),
    answer(7, "application/rss+xml", b"<rss version='2.0'><channel><item><title>Eins</title></item></channel></rss>"),
)


@pytest.mark.parametrize("packed", [False, True])
def test_pages_texts_and_feeds_are_documents_that_name_their_address(opened, packed):
    data = b"".join(map(gzip.compress, RECORDS) if packed else RECORDS)
    page, empty, text, converted, entry = opened(data, "crawl.warc.gz" if packed else "crawl.warc")
    assert page.text.startswith("Oslo über alles\n\nNorwegens Außenministerin Liv Sandvik")
    assert (page.url, page.published) == ("https://oslo.example/1", None)
    assert page.origin.endswith("#https://oslo.example/1")
    assert isinstance(empty, SourceFault)
    assert (text.text, text.url) == ("Oslo schweigt.", "https://oslo.example/5")
    assert converted.text == "Lissabon auch."
    assert entry.title == "Eins"


def test_records_before_a_break_are_read(opened):
    found = opened(b"".join(map(gzip.compress, RECORDS))[:-30], "crawl.warc.gz")
    assert found[0].title == "Oslo über alles"
    assert "broken" in found[-1].what


def test_a_broken_record_costs_no_other(opened):
    found = opened(RECORDS[1] + b"garbage\r\n\r\n" + RECORDS[5], "crawl.warc")
    assert [one.text for one in found if not isinstance(one, SourceFault)][1:] == ["Oslo schweigt."]
    assert any(isinstance(one, SourceFault) for one in found)


def test_answers_in_chunks_and_packed_are_unpacked(opened):
    packed = gzip.compress(PAGE.encode())
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    head += b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    (page,) = opened(record("response", "https://oslo.example/1", head + chunks), "crawl.warc")
    assert page.title == "Oslo über alles"
