from contextlib import suppress

import pytest

from relazione.errors import SourceError
from relazione.sources.html import article, charset_of
from relazione.sources.limits import LARGEST_PAGE, MOST_TAGS

PARAGRAPHS = """
<p>Norwegens Außenministerin Liv Sandvik reiste am Montag nach Lissabon. Dort traf sie ihren Amtskollegen.</p>
<p>Beide Seiten vereinbarten, ihre <b>Zusammenarbeit</b> in der Fischerei zu vertiefen. „Gut so“, sagte Sandvik.</p>
"""
PAGE = f"""<!doctype html><html><head><meta charset="CHARSET"><title>Oslo und Lissabon einig | Nordblatt</title>
<meta property="og:site_name" content="Nordblatt"><meta name="author" content="Ines Lund">
<meta name="author" content="Per Holm"><meta property="og:title" content="Oslo und Lissabon einig">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Oslo und Lissabon einig",
"datePublished": "2026-01-29T08:00:00+01:00", "dateModified": "2026-02-03T08:00:00+01:00"}}</script></head>
<body><nav><ul><li><a href="/">Start</a></li><li><a href="/p">Politik</a></li></ul></nav>
<article><h1>Oslo und Lissabon einig</h1>{PARAGRAPHS}</article>
<footer><p>Copyright 2019 Nordblatt, alle Rechte vorbehalten</p></footer></body></html>"""


def page(charset="utf-8"):
    return PAGE.replace("CHARSET", charset).encode(charset)


def test_an_article_is_its_title_and_paragraphs_without_what_stands_around_them():
    text = article(page()).text
    assert text.split("\n\n") == [
        "Oslo und Lissabon einig",
        "Norwegens Außenministerin Liv Sandvik reiste am Montag nach Lissabon. Dort traf sie ihren Amtskollegen.",
        "Beide Seiten vereinbarten, ihre Zusammenarbeit in der Fischerei zu vertiefen. „Gut so“, sagte Sandvik.",
    ]


def test_a_page_names_title_day_and_publisher():
    document = article(page(), url="https://nordblatt.example/a/1")
    assert (document.title, document.published, document.publisher, document.url) == (
        "Oslo und Lissabon einig",
        "2026-01-29",
        "Nordblatt",
        "https://nordblatt.example/a/1",
    )


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-15", "utf-16"])
def test_the_charset_a_page_declares_is_read(charset):
    typographic = {"iso-8859-15": PAGE.translate({ord("„"): '"', ord("“"): '"'})}.get(charset, PAGE)
    assert "Außenministerin" in article(typographic.replace("CHARSET", charset).encode(charset)).text


def test_a_charset_of_the_server_counts_where_the_page_declares_none():
    data = f"<article><h1>Визит в Осло</h1>{'<p>Министр прибыл в Осло с визитом.</p>' * 3}</article>".encode("koi8-r")
    assert "Министр прибыл в Осло с визитом." in article(data, charset="koi8-r").text


def test_an_address_in_the_page_is_no_charset():
    assert charset_of(b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">') == "windows-1251"
    assert charset_of(b'<?xml version="1.0" encoding="koi8-r"?>') == "koi8-r"
    assert charset_of(b"<p>charset=utf-8</p>") is None


def test_a_page_without_a_date_has_none():
    assert article(f"<article><h1>Oslo</h1>{PARAGRAPHS}</article>".encode()).published is None


def test_a_page_that_is_no_article_gives_its_visible_words():
    assert article(b"<p>Oslo schweigt.</p>").text == "Oslo schweigt."


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "no text"),
        (b"<html><body></body></html>", "no text"),
        (b" " * (LARGEST_PAGE + 1), "too large"),
        (b"<p>a" * (MOST_TAGS + 1), "too many tags"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused_with_its_address(data, fault):
    with pytest.raises(SourceError, match=fault) as caught:
        article(data, url="https://nordblatt.example/1")
    assert "nordblatt.example" in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 20_000 + PARAGRAPHS.encode(),
        f"<article>{PARAGRAPHS}{'<ul><li>' * 5_000}".encode(),
        f"<article>{PARAGRAPHS}<script type='application/ld+json'>{'[' * 100_000}</script>".encode(),
        f"<article>{PARAGRAPHS}<p {' '.join(f'a{n}=1' for n in range(50_000))}>".encode(),
        f"<!DOCTYPE html [<!ENTITY a 'ha'><!ENTITY b '{'&a;' * 9}'>]><article>{PARAGRAPHS}<p>&b;</p>".encode(),
    ],
    ids=["deep", "lists", "json", "attributes", "entities"],
)
def test_hostile_pages_are_read_or_refused(data):
    with suppress(SourceError):
        assert "hahaha" not in article(data).text


def test_a_page_names_its_authors():
    assert article(page()).author == "Ines Lund, Per Holm"
