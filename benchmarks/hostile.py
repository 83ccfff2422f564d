"""Hostile inputs for `fuzz.py`: small whole files of every form, ways to break them, and texts that no paper prints."""

import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any, TypeAlias

DIGITS = re.compile(rb"\d+")
Change: TypeAlias = Callable[[Random, bytes], bytes]

WORDS = {
    "de": (
        "Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar 2026 Lissabon. „Wir werden bis Ende März "
        "200 Millionen Euro zahlen“, sagte sie. Portugal und Norwegen unterzeichneten ein Abkommen über Fischerei; "
        "der Handel wuchs um 12,5 Prozent auf 3,4 Milliarden Euro. Die EU-Kommission kritisierte, dass Oslo die Zölle "
        "nicht senke. Der G-20-Gipfel beginnt am 5.6.2026 um 14.30 Uhr."
    ),
    "en": (
        "Norway's Foreign Minister Liv Sandvik visited Lisbon on January 27, 2026. “We will pay 200 million euros by "
        "the end of March,” she said. Portugal and Norway signed a fisheries agreement; trade rose by 12.5 per cent to "
        "$3.4bn. The European Commission criticised Oslo for not cutting tariffs. The U.S. President, who had "
        "threatened sanctions, will meet Mr. Sandvik at 2.30 p.m. on 5 June."
    ),
}
# Signs that break what counts characters: other directions, parts of characters, widths of none, and of two.
SIGNS = (
    "\0",
    "\ufeff",
    "\u202e",
    "\u200f",
    "\u200b",
    "\u00ad",
    "\u0301" * 40,
    "e\u0301",
    "\u2028",
    "\x85",
    "\x1c",
    "\x0b",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001d54f",
    "\u1e9e",
    "ﬁ",
    "İ",
    "ŉ",
    "\ufffd",
    "\uffff",
    "\U0010ffff",
    "Ⅷ",
    "²",
    "½",
    "٣٤٥",
    "१२",
    "עברית",
    "العربية",
    "中文",
    "\t",
    "\r",
    "\r\n",
    "\n\n",
    "\u3000",
    "\u00a0",
    "`",
)
MARKS = (
    ",",
    ";",
    ".",
    "…",
    "„",
    "“",
    "”",
    '"',
    "'",
    "»",
    "«",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "-",
    "–",
    "/",
    "%",
    "€",
    "#",
    "@",
)
NUMBERS = (
    "0",
    "-1",
    "1" * 400,
    "99999999999999999999",
    "1e999",
    "1.000.000,00",
    "31.02.2026",
    "00.00.0000",
    "29. Februar 2025",
    "1/0",
    "2026-13-45",
    "25:61",
    "12,3,4,5",
    "1.2.3.4.5",
    "2147483648",
    "9" * 5000,
    "zehntausendmillionenfach",
    "'99",
)
CHARSETS = (
    "utf-7",
    "utf-16",
    "rot13",
    "zlib_codec",
    "hex",
    "idna",
    "punycode",
    "unicode_escape",
    "undefined",
    "mbcs",
    "\0",
    "x" * 300,
)


def seeds() -> dict[str, tuple[str, bytes]]:
    """Return a whole small file of each form by the form's name, with the file's name."""
    text = WORDS["de"]
    made = {
        "text": ("a.txt", f"Besuch in Lissabon\n\n{text}\n".encode()),
        "markdown": (
            "a.md",
            f"---\ntitle: Besuch\ndate: 2026-01-29\n---\n# Besuch\n\n*{text}* [x](http://a.b/)\n".encode(),
        ),
        "html": ("a.html", _page(text)),
        "pdf": ("a.pdf", _pdf()),
        "docx": ("a.docx", _docx(text)),
        "mail": ("a.eml", _mail(text)),
        "mailbox": (
            "a.mbox",
            b"From a@b Thu Jan 29 08:00:00 2026\n"
            + _mail(text)
            + b"\n\nFrom a@b Thu Jan 29 08:00:00 2026\n"
            + _mail(text),
        ),
        "feeds": ("a.rss", _feed(text)),
        "opml": ("a.xml", OPML),
        "warc": ("a.warc", _warc(text)),
        "lines": ("a.jsonl", b"\n".join(json.dumps(row).encode() for row in _rows(text))),
        "parquet": ("a.parquet", _parquet(text)),
    }
    made["zips"] = ("a.zip", _zip(dict(made.values()) | {"reports.yaml": REPORTS}))
    made["gzips"] = ("a.html.gz", gzip.compress(made["html"][1]))
    return made


OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>F</title></head><body><outline text="Nord">
<outline type="rss" text="Nordblatt" xmlUrl="https://nordblatt.example/rss"/></outline></body></opml>"""
REPORTS = b"a.txt: {published: 2026-01-29, publisher: Nordblatt, country: DEU}\n"
ACTORS = b"""- kind: state
  code: BRE
  name: Bretonia
  names: {de: [Bretonien]}
  adjectives: {de: [bretonisch], en: [Bretonian]}
  people: {de: [Bretonier]}
  capital: {de: Port Vasca}
- {kind: person, name: Jorund Vale, state: BRE, office: foreign minister, since: 2024-03}
- {kind: organisation, code: BAY, name: League of the Bay, members: [BRE, NOR]}
"""
ALERTS = b"""language: en
rules:
  - name: Hostile acts
    when: event
    between: [ISR, KAZ]
    score: {below: -3}
  - {name: Promises, when: promise, of: ISR, becomes: [overdue]}
  - {name: Figures, when: contradiction}
outlets:
  - {to: file, path: alerts.jsonl}
  - {to: mail, host: a.example, sender: a@b, recipients: [c@d]}
"""
LISTING = b"# feeds\nhttps://nordblatt.example/rss Nordblatt\nfeed://kurier.example/ # Kurier\n"


def _page(text: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html lang="de"><head><title>Besuch</title>'
        '<meta charset="utf-8">'
        '<meta property="article:published_time" content="2026-01-29T08:00:00Z">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-01-29"}</script></head>'
        "<body>"
        f"<nav><a href='/'>Start</a></nav><article><h1>Besuch</h1><p>{text}</p><table><tr><td>1</td></tr></table>"
        f"<p>{text}</p></article><!-- x --></body></html>"
    ).encode()


def _pdf() -> bytes:
    shown = b"\n".join(
        b"BT /F 11 Tf 60 %d Td (Oslo schweigt zu allem, was gefragt wird.) Tj ET" % (760 - 14 * row) for row in range(9)
    )
    packed = zlib.compress(shown)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> "
        b"/Contents 5 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
    ]
    body = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, found) for number, found in enumerate(objects, 1)
    )
    return body + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n0\n%%EOF"


def _docx(text: str) -> bytes:
    import docx

    document, target = docx.Document(), io.BytesIO()
    document.add_heading("Besuch", 1)
    document.add_paragraph(text)
    document.add_table(2, 2).cell(0, 0).text = "Oslo"
    document.save(target)
    return target.getvalue()


def _mail(text: str) -> bytes:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Nordblatt <a@b.example>", "c@d.example", "Außenministerin in Lissabon"
    mail["Date"], mail["Message-ID"], mail["List-Id"] = (
        "Thu, 29 Jan 2026 08:00:00 +0100",
        "<1@b.example>",
        "<nord.b.example>",
    )
    mail.set_content(text)
    mail.add_alternative(f"<p>{text}</p>", subtype="html")
    mail.add_attachment(text.encode(), maintype="text", subtype="plain", filename="Bericht.txt")
    inner = EmailMessage()
    inner["Subject"] = "Darin"
    inner.set_content(text)
    mail.add_attachment(inner)
    return mail.as_bytes()


def _feed(text: str) -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Nord'
        f"</title><item><title>Besuch</title><link>https://a.example/1</link><description><![CDATA[<p>{text}</p>]]></description>"
        f"<content:encoded>&lt;p&gt;{text}&lt;/p&gt;</content:encoded>"
        "<pubDate>Thu, 29 Jan 2026 08:00:00 GMT</pubDate></item>"
        "<item><title>Noch einer</title></item></channel></rss>"
    ).encode()


def _warc(text: str) -> bytes:
    page = gzip.compress(_page(text))
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    answer += b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer += b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    plain = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + text.encode()
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/%d\r\nContent-Length: %d\r\n\r\n"
    return b"".join(head % (number, len(block)) + block + b"\r\n\r\n" for number, block in enumerate((answer, plain)))


def _rows(text: str) -> list[dict[str, Any]]:
    return [
        {
            "text": text,
            "title": "Besuch",
            "date": "2026-01-29",
            "source": "Nord",
            "url": "https://a.example/1",
            "language": "de",
        },
        {"body": text, "headline": "Besuch", "published": 1769673600, "country": "DEU"},
    ]


def _parquet(text: str) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table, target = (
        pa.table({"text": [text, text], "date": ["2026-01-29", None], "title": ["Besuch", ""]}),
        io.BytesIO(),
    )
    pq.write_table(table, target)
    return target.getvalue()


def _zip(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


# Changes of bytes


def _place(random: Random, data: bytes) -> int:
    return random.randrange(len(data) + 1)


def flip(random: Random, data: bytes) -> bytes:
    """Return data with some bytes changed."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 4, 40)) if data else 0):
        changed[random.randrange(len(changed))] = random.choice((0, 255, random.randrange(256)))
    return bytes(changed)


def cut(random: Random, data: bytes) -> bytes:
    """Return data without a stretch, or broken off."""
    first, last = sorted((_place(random, data), _place(random, data)))
    return random.choice((data[:first], data[first:], data[:first] + data[last:]))


def repeat(random: Random, data: bytes) -> bytes:
    """Return data in which a stretch stands many times."""
    first = _place(random, data)
    last = min(len(data), first + random.choice((1, 8, 60, 600)))
    return data[:first] + data[first:last] * random.choice((2, 20, 500)) + data[last:]


def insert(random: Random, data: bytes) -> bytes:
    """Return data with hostile signs or numbers in them."""
    at = _place(random, data)
    sign = random.choice((*SIGNS, *NUMBERS, *MARKS)) * random.choice((1, 1, 30, 2000))
    return data[:at] + sign.encode("utf-8", "surrogatepass") + data[at:]


def swap_numbers(random: Random, data: bytes) -> bytes:
    """Return data with one run of digits replaced: lengths, counts, dates, offsets."""
    start = _place(random, data)
    match = DIGITS.search(data, start) or DIGITS.search(data)
    return data[: match.start()] + random.choice(NUMBERS).encode() + data[match.end() :] if match else data


BYTES: tuple[Change, ...] = (flip, cut, repeat, insert, swap_numbers)


# Changes that know the form


def _of_markup(random: Random, data: bytes) -> bytes:
    deep = random.choice(
        (b"div", b"table", b"blockquote", b"b", b"a", b"svg", b"item", b"outline", b"math", b"p", b"form", b"select")
    )
    many = random.choice((50, 300, 5_000))
    at = random.choice([place for place in range(len(data)) if data[place : place + 1] in b"<>"] or [0])
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>' % b"".join(
        b'<!ENTITY a%d "%s">' % (step, b"&a%d;" % (step - 1) * 10) for step in range(1, 12)
    )
    piece = random.choice(
        (
            b"<%s>" % deep * many,
            b"</%s>" % deep * many,
            b"<%s " % deep + b"a=b " * many + b">",
            b"<![CDATA[",
            b"]]>",
            b"<!--",
            b"<" * many,
            b"&#0;&#xD800;&#x110000;&a11;",
            bomb,
            b"<script>",
            b"<plaintext>",
            b"<template>",
            b"<%s/>" % deep * many,
            b'<meta charset="%s">' % random.choice(CHARSETS).encode(),
            b'<p style="%s">' % (b"display:" * many),
            b"<?xml version='1.0'",
        )
    )
    return data[:at] + piece + data[at:]


def _of_mail(random: Random, data: bytes) -> bytes:
    field = random.choice(
        (
            b'Content-Type: multipart/mixed; boundary=""\n',
            b"Content-Type: message/rfc822\n",
            b"Content-Type: text/html; charset=%s\n" % random.choice(CHARSETS).encode(),
            b"Subject: =?utf-8?b?%s?=\n" % (b"A" * random.choice((3, 5, 4000))),
            b"Subject: =?%s?q?=FF=00?=\n" % random.choice(CHARSETS).encode(),
            b"Content-Transfer-Encoding: x-uuencode\n",
            b"Content-Transfer-Encoding: base64\n",
            b"Date: 99 Foo 99999 99:99:99 +9999\n",
            b'From: "' + b"(" * 3000 + b"\n",
            b"Content-Disposition: attachment; filename*0*=x''%FF; filename*9999999=y.txt\n",
            b"Content-Type: text/plain; format=flowed; delsp=yes; charset*=a'b\n",
            b"To: " + b"a@b, <" * 2000 + b"\n",
            b": \n",
            b" x\n",
        )
    )
    lines = data.splitlines(keepends=True)
    lines.insert(random.randrange(len(lines) + 1), field * random.choice((1, 1, 200)))
    return b"".join(lines)


def _of_lines(random: Random, data: bytes) -> bytes:
    many = random.choice((10, 2_000, 100_000))
    value = random.choice(
        (
            b"null",
            b"NaN",
            b"[" * many + b"]" * many,
            b'{"a":' * many,
            b'"\\ud800"',
            b'"\\u0000"',
            b"9" * many,
            b"1e999",
            b"-0",
            b"true",
            b'{"$date": "2026"}',
            b'["a"]',
            b'"' + b"x" * many + b'"',
            b"253402300800",
            b"-99999999999999",
            b'"' + b" " * many + b'"',
        )
    )
    name = random.choice((b"text", b"title", b"date", b"published", b"url", b"country", b"language", b"source", b"x"))
    return data + b'\n{"text": "Oslo schweigt.", "%s": %s}\n' % (name, value)


def _of_zip(random: Random, data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {member.filename: archive.read(member) for member in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        return flip(random, data)
    name = random.choice([*members, "reports.yaml"])
    content = members.get(name, REPORTS)
    change = (
        _of_markup
        if name.endswith((".xml", ".html", ".rss", ".rels"))
        else _of_yaml
        if name.endswith("yaml")
        else random.choice(BYTES)
    )
    members[name] = change(random, content)
    odd = random.choice(
        ("", "", "../../a.txt", "/etc/a.txt", "a\0.txt", "ä" * 300 + ".txt", "con.txt", "a.zip", "b/" * 500 + "a.txt")
    )
    if odd:
        members[odd] = data if odd == "a.zip" else content
    return _zip(members)


def _of_gzip(random: Random, data: bytes) -> bytes:
    try:
        inner = zlib.decompress(data, 31)
    except zlib.error:
        return flip(random, data)
    packed = gzip.compress(random.choice((*BYTES, _of_markup))(random, inner))
    return random.choice(
        (packed, packed + packed, packed + b"\0" * 100, packed[:-4] + b"\xff" * 4, gzip.compress(packed))
    )


def _of_parquet(random: Random, data: bytes) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = (
        pa.array([["a"], None]),
        pa.array([{"a": 1}, None]),
        pa.array([b"\xff\0", b""]),
        pa.array([2**63 - 1, -(2**63)]),
        pa.array([float("nan"), float("inf")]),
        pa.array([None, None]),
        pa.array(["\0", " "]),
        pa.array(["x" * 100_000, "y"]),
        pa.array([2**62, -(2**62)], pa.timestamp("us")),
        pa.array([10**6, -(10**6)], pa.date32()),
        pa.array(["a", "a"]).dictionary_encode(),
    )
    names = ("text", "date", "title", "url", "country", "language", "TEXT", "a.b", "")
    table = pa.table({name: random.choice(columns) for name in random.sample(names, random.randrange(1, len(names)))})
    target = io.BytesIO()
    pq.write_table(table, target)
    return random.choice((target.getvalue(), flip(random, data), flip(random, target.getvalue())))


def _of_pdf(random: Random, data: bytes) -> bytes:
    old = random.choice(
        (
            b"[4 0 R]",
            b"5 0 R",
            b"/Count 1",
            b"0 0 595 842",
            b"/Filter /FlateDecode",
            b"/Type /Page",
            b"/Root 1 0 R",
            b"/Size 6",
        )
    )
    new = random.choice(
        (
            b"[2 0 R 2 0 R]",
            b"[1 0 R]",
            b"/Count 99999999",
            b"0 0 1e30 -1",
            b"/Filter [/FlateDecode /FlateDecode]",
            b"[" * 20_000,
            b"<< " * 5_000,
            b"/Filter /LZWDecode",
            b"6 0 R",
            b"/Encrypt 5 0 R",
            b"/Root 99 0 R",
            b"null",
            b"0 0 0 0",
            b"/Rotate 45 /UserUnit 1e9",
        )
    )
    return data.replace(old, new)


def _of_warc(random: Random, data: bytes) -> bytes:
    old = random.choice(
        (
            b"chunked",
            b"gzip",
            b"200 OK",
            b"Content-Length",
            b"text/html",
            b"response",
            b"https://a.example/0",
            b"\r\n\r\n",
            b"WARC/1.0",
        )
    )
    new = random.choice(
        (
            b"br",
            b"deflate",
            b"identity",
            b"999",
            b"text/plain",
            b"application/pdf",
            b"application/rss+xml",
            b"",
            b"\0",
            b"\r\n",
            b"x" * 70_000,
        )
    )
    return data.replace(old, new, random.choice((1, -1)))


def _of_yaml(random: Random, data: bytes) -> bytes:
    many = random.choice((20, 1_200, 30_000))
    piece = random.choice(
        (
            b"[" * many,
            b"{a: " * many,
            b"- " * many,
            b"&a [*a]",
            b"*b",
            b"!!python/object:os.system x",
            b"? [a]\n: b",
            b"!!binary x",
            b"{}",
            b"~",
            b"&a [x, x, x, x, x, x, x, x, x, x]\n",
            b"'",
            b"|\n" + b" x" * many,
            b"\t",
            b"!!timestamp 9999-99-99",
            b"!!int 0x",
            b"<<: *a",
            b"---\n",
            b"2026-02-31",
            b"!!float .nan",
            b"0o9",
            b"'\\ud800'",
            b'"\\ud800"',
            b"{[a]: b}",
            b"{{a: b}: c}",
            b"*a",
            b"1:2:3",
            b"!!set {a}",
            b"!<x> y",
        )
    )
    tokens = [at for at in range(len(data)) if data[at : at + 1] in b" \n:,["] or [0]
    at = random.choice(tokens) + 1
    end = random.choice((at, at, next((place for place in tokens if place > at), at)))
    return data[:at] + piece + data[end:]


FORMED: dict[str, Change] = {
    "html": _of_markup,
    "markdown": _of_markup,
    "feeds": _of_markup,
    "opml": _of_markup,
    "mail": _of_mail,
    "mailbox": _of_mail,
    "lines": _of_lines,
    "docx": _of_zip,
    "zips": _of_zip,
    "gzips": _of_gzip,
    "parquet": _of_parquet,
    "pdf": _of_pdf,
    "warc": _of_warc,
    "actors.yaml": _of_yaml,
    "alerts.yaml": _of_yaml,
    "reports.yaml": _of_yaml,
    "actors.csv": insert,
    "feeds.opml": _of_markup,
}


def changed(random: Random, form: str, data: bytes, others: list[bytes]) -> bytes:
    """Return a file of a form broken in one to four places, in half of the cases by what knows its form."""
    for _ in range(random.choice((1, 1, 2, 4))):
        kind = random.random()
        if kind < 0.5 and form in FORMED:
            data = FORMED[form](random, data)
        elif kind < 0.6:
            other = random.choice(others)
            data = data[: _place(random, data)] + other[_place(random, other) :]
        else:
            data = random.choice(BYTES)(random, data)
    return data[: 4 << 20]


@cache
def bombs() -> dict[str, list[tuple[str, bytes]]]:
    """Return by form the names and bytes of files that are small or simple and cost a careless reader all there is."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    for form, name, data in _bombs():
        found.setdefault(form, []).append((name, data))
    return found


def _bombs() -> Iterator[tuple[str, str, bytes]]:  # noqa: PLR0915  (a list)
    zeros, deep = bytes(64 << 20), 200_000
    inner = _zip({"a.txt": zeros})
    nested = inner
    for _ in range(8):
        nested = _zip({f"{number}.zip": nested for number in range(4)})
    laughs = b'<!DOCTYPE x [<!ENTITY a0 "ha">%s]>' % b"".join(
        b'<!ENTITY a%d "%s">' % (step, b"&a%d;" % (step - 1) * 10) for step in range(1, 30)
    )
    quadratic = b'<!DOCTYPE x [<!ENTITY a "%s">]><rss version="2.0"><channel><title>%s</title></channel></rss>' % (
        b"x" * 100_000,
        b"&a;" * 100_000,
    )
    yield "zips", "a.zip", inner
    yield "zips", "a.zip", nested
    yield "gzips", "a.txt.gz", gzip.compress(zeros)
    yield "gzips", "a.txt.gz", gzip.compress(gzip.compress(gzip.compress(zeros)))
    yield "feeds", "a.rss", laughs + b"<rss version='2.0'><channel><title>&a29;</title></channel></rss>"
    yield "feeds", "a.rss", quadratic
    yield "opml", "a.xml", laughs + b"<opml><body><outline text='&a29;'/></body></opml>"
    yield "html", "a.html", laughs + b"<html><p>&a29;</p></html>"
    yield (
        "docx",
        "a.docx",
        _zip({"word/document.xml": laughs + b"<x>&a29;</x>", "[Content_Types].xml": laughs + b"<Types>&a29;</Types>"}),
    )
    yield "docx", "a.docx", _zip({"word/document.xml": b"<w>" * deep, "[Content_Types].xml": b"<Types>" * deep})
    for tag in (b"div", b"p", b"b", b"table", b"ul><li", b"svg", b"a", b"font", b"blockquote", b"select"):
        yield "html", "a.html", b"<html><body>" + b"<%s>" % tag * 30_000 + b"Oslo schweigt."
    yield "html", "a.html", b"<html><body><p " + b"a=b " * deep + b">Oslo schweigt.</p>"
    yield "html", "a.html", b"<html><body><p>" + b"Oslo" * 300_000 + b"</p></body></html>"
    yield "html", "a.html", b"<html><body><p>" + b"Oslo schweigt. " * 300_000 + b"</p></body></html>"
    yield "html", "a.html", b"<html>" + b"<!--" * deep
    yield "html", "a.html", b"<html>" + b"&" * (1 << 20)
    yield (
        "html",
        "a.html",
        b'<html><head><script type="application/ld+json">' + b'{"a":' * deep + b"</script></head><p>Oslo schweigt.</p>",
    )
    yield "html", "a.html", b"<html><head><title>" + b"2026-01-29 " * deep + b"</title></head><p>Oslo schweigt.</p>"
    yield "feeds", "a.rss", b"<rss version='2.0'><channel>" + b"<item>" * 30_000
    yield (
        "feeds",
        "a.rss",
        b"<rss version='2.0'><channel>" + b"<item><title>a</title></item>" * 9_000 + b"</channel></rss>",
    )
    yield (
        "feeds",
        "a.rss",
        b"<rss version='2.0'><channel><item><title>" + b"&lt;" * deep + b"</title></item></channel></rss>",
    )
    yield (
        "feeds",
        "a.rss",
        b"<rss version='2.0'><channel><item><description>"
        + b"&lt;div&gt;" * 39_000
        + b"</description></item></channel></rss>",
    )
    yield "opml", "a.xml", b"<opml>" + b"<outline>" * 30_000
    yield "lines", "a.jsonl", b'{"text": ' + b"[" * deep
    yield "lines", "a.jsonl", b'{"text": "' + b"x" * (17 << 20)
    for mark in (
        b"*",
        b"_",
        b"[",
        b"![",
        b"<",
        b"`",
        b"> ",
        b"#",
        b"- ",
        b"\\",
        b"=",
        b"[a](",
        b"*a ",
        b"_a_",
        b"\n-",
        b" ",
        b"***",
        b"<a",
        b"[a]:",
    ):
        yield "markdown", "a.md", mark * deep + b" Oslo"
    yield "markdown", "a.md", b"---\na: &a [x,x]\nb: [*a,*a]\n---\nOslo"
    yield "markdown", "a.md", b"---\n" + b"[" * 15_000 + b"\n---\nOslo"
    yield (
        "mail",
        "a.eml",
        b"Subject: a\nContent-Type: multipart/mixed; boundary=a\n\n"
        + b"--a\nContent-Type: text/plain\n\nOslo\n" * 20_000,
    )
    yield (
        "mail",
        "a.eml",
        b"".join(b"Content-Type: multipart/mixed; boundary=a%d\n\n--a%d\n" % (step, step) for step in range(3_000))
        + b"\nOslo",
    )
    yield "mail", "a.eml", b"Content-Type: message/rfc822\n\n" * 3_000 + b"Oslo"
    yield "mail", "a.eml", b"Subject: " + b"=?utf-8?q?a?= " * deep + b"\n\nOslo"
    yield "mail", "a.eml", b"From: " + b"(" * deep + b"\nList-Id: a\n\nOslo"
    yield "mail", "a.eml", b"Content-Type: text/plain" + b"; a=b" * deep + b"\n\nOslo"
    yield "mail", "a.eml", b"A: b\n" * deep + b"\nOslo"
    yield "mail", "a.eml", b"Subject: a\n\n" + b"\n-- \n" * deep
    yield "mailbox", "a.mbox", b"From a@b Thu Jan 29 08:00:00 2026\n\n" * 20_000
    yield "mailbox", "a.mbox", b"From a@b 2026\n\n" + b">" * (1 << 20) + b"From "
    yield "mailbox", "a.mbox", b"From " + b" " * (1 << 20)
    yield "warc", "a.warc", b"WARC/1.0\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n"
    yield "warc", "a.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999\r\n\r\nHTTP/1.1 200 OK"
    yield "warc", "a.warc", _warc_of(b"Content-Encoding: gzip\r\n", gzip.compress(bytes(200 << 20)))
    yield "warc", "a.warc", _warc_of(b"Content-Encoding: br\r\n", b"\xff" * 1000)
    yield "warc", "a.warc", _warc_of(b"Transfer-Encoding: chunked\r\n", b"ffffffffff\r\n" + b"x" * 1000)
    yield "warc", "a.warc", _warc_of(b"Transfer-Encoding: chunked\r\n", b"-1\r\n" * 1000)
    yield "warc", "a.warc", _warc_of(b"X: y\r\n" * 100_000, b"Oslo")
    yield "text", "a.txt", b"x" * (4 << 20)
    yield "text", "a.txt", b"\n" * (4 << 20)
    yield "text", "a.txt", b"\xe4\xf6\xfc" * (1 << 20)
    yield "text", "a.txt", "e\u0301".encode() * (1 << 20)
    yield "text", "a.txt", "ъ".encode("cp1251") * (1 << 20)
    yield "pdf", "a.pdf", b"%PDF-1.4\n" + b"[" * deep
    yield "pdf", "a.pdf", _pdf_of(zlib.compress(b"BT /F 1 Tf " + b"(a) Tj " * 3_000_000 + b"ET"))
    yield "pdf", "a.pdf", _pdf_of(zlib.compress(b"q " * 10_000_000))
    yield (
        "pdf",
        "a.pdf",
        _pdf().replace(b"[4 0 R]", b"[" + b"4 0 R " * 2_900 + b"]").replace(b"/Count 1", b"/Count 2900"),
    )
    yield "pdf", "a.pdf", _pdf().replace(b"[4 0 R]", b"[2 0 R 2 0 R]")
    yield "parquet", "a.parquet", _wide_parquet()


def _warc_of(fields: bytes, body: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + fields + b"\r\n" + body
    return b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)


def _pdf_of(packed: bytes) -> bytes:
    head, _, rest = _pdf().partition(b"stream\n")
    return head + b"stream\n" + packed + b"\nendstream" + rest.partition(b"\nendstream")[2]


def _wide_parquet() -> bytes:
    """Return a table in which one long text stands in every row, packed to almost nothing."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    target = io.BytesIO()
    indices = pa.array([0] * 200_000, pa.int32())
    pq.write_table(pa.table({"text": pa.DictionaryArray.from_arrays(indices, pa.array(["x" * 1_000_000]))}), target)
    return target.getvalue()


# Texts


def texts() -> Iterator[str]:
    """Yield texts of each kind that no paper prints, none longer than a hundred thousand characters or so."""
    for sign in (
        *SIGNS,
        *MARKS,
        "7",
        "a",
        "A",
        " ",
        "\n",
        "a ",
        "1,",
        "1.",
        "a\n",
        "„a“ ",
        "(a",
        "und ",
        "and ",
        "A. ",
        "Dr. ",
        "USA ",
        "EU-",
        "1 Euro ",
    ):
        yield (sign * (20_000 // len(sign))) + "Oslo"
        yield WORDS["de"] + sign * (3_000 // len(sign)) + WORDS["de"]
    for number in NUMBERS:
        yield f"Norwegen zahlt Portugal {number} Euro, am {number} stieg er um {number} Prozent auf {number} Dollar."
        yield f"Norway pays Portugal ${number}bn on {number}; it rose by {number}% to {number} euros by {number}."
    yield "\n" * 100_000 + "Oslo schweigt."
    yield "Oslo\n" * 20_000
    yield "x" * 1_000_000
    yield "Donaudampfschiff" * 10_000
    yield "Norwegen, " * 5_000
    yield "Norwegen und Portugal und " * 2_000
    yield "Er sagte, dass sie sagte, dass " * 1_000
    yield "He said that she said that " * 1_000
    yield "„Wir „sagen „etwas “" * 1_000
    yield "der Außenminister der Tochter des Präsidenten " * 1_000
    yield " ".join(WORDS["de"].split() * 60)
    yield WORDS["de"].replace(" ", "")
    yield WORDS["de"].replace(".", ",").replace(";", ",") * 40
    yield "".join(letter + "\u0301" for letter in WORDS["de"])
    yield "\u00ad".join(WORDS["de"])
    yield WORDS["de"].upper() * 5
    yield WORDS["de"][::-1]


def text(random: Random, language: str) -> str:
    """Return the words of a report with hostile signs, numbers and repetitions among them, or a wild mixture."""
    words = WORDS[language].split(" ")
    if random.random() < 0.2:
        return "".join(
            random.choice((*SIGNS, *MARKS, *NUMBERS[:5], *words, " ")) for _ in range(random.choice((5, 60, 600)))
        )
    for _ in range(random.choice((1, 3, 10, 40))):
        at = random.randrange(len(words) + 1)
        kind = random.random()
        if kind < 0.5:
            words.insert(at, random.choice((*SIGNS, *MARKS, *NUMBERS)) * random.choice((1, 1, 2, 50)))
        elif kind < 0.7:
            words[at:at] = words[at : at + random.choice((1, 4, 12))] * random.choice((1, 5, 40))
        elif kind < 0.8:
            del words[at : at + random.choice((1, 3, 9))]
        elif at < len(words):
            place = random.randrange(len(words[at]) + 1)
            words[at] = words[at][:place] + random.choice((*SIGNS, *MARKS)) + words[at][place:]
    return random.choice((" ", " ", "\n", "\n\n", "", "\u00a0")).join(words)[:60_000]
