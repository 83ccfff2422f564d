import time
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import relazione
from relazione.errors import RelazioneError
from relazione.ontology.own import read_actors
from relazione.records import Document
from relazione.sources import SourceFault, open_source
from relazione.watching.rules import load_alerts
from relazione.watching.subscriptions import subscriptions

GERMAN = (
    "Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar Lissabon. „Wir zahlen 200 Millionen Euro“, sagte sie."
)
ENGLISH = (
    "Norway's Foreign Minister Liv Sandvik visited Lisbon on January 27. “We will pay 200 million euros,” she said."
)
NAMES = (
    "",
    "a.txt",
    "a.md",
    "a.html",
    "a.rss",
    "a.docx",
    "a.eml",
    "a.mbox",
    "a.warc",
    "a.jsonl",
    "a.parquet",
    "a.zip",
    "a.gz",
)
SIGNS = (
    "\u202e",
    "\u200f",
    "\u200b",
    "\u00ad",
    "\u0301" * 9,
    "\u2028",
    "\x85",
    "\x1c",
    "\U0001f468\u200d\U0001f469",
    "\uffff",
    "İ",
    "½",
    "²",
    "Ⅷ",
    "٣",
    "\t",
    "\r",
    "\n\n",
    "\u3000",
    "`",
    "„",
    "“",
    "”",
    "»",
    "(",
    ")",
    "[",
    ",",
    ";",
    ":",
    "...",
    "%",
    "€",
    "-",
    "1" * 400,
    "1e999",
    "31.02.2026",
    "1.000.000,00",
    "x" * 300,
)
LOADERS = {
    "actors.csv": read_actors,
    "actors.yaml": read_actors,
    "alerts.yaml": load_alerts,
    "feeds.opml": lambda path: subscriptions([str(path)]),
}
SECONDS = 20  # where time grew with the square, the inputs below took minutes
MANY = 200_000


def sources(data: bytes, name: str) -> list[Document | SourceFault]:
    started = time.process_time()
    found = list(open_source(BytesIO(data), name=name))
    assert time.process_time() - started < SECONDS
    return found


def spans(value):
    if isinstance(value, dict):
        if {"start", "end"} <= value.keys():
            yield value["start"], value["end"]
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from spans(part)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(NAMES),
    st.lists(
        st.binary(max_size=40)
        | st.sampled_from(
            [
                b"<html><p>",
                b"<rss version='2.0'><item>",
                b"From a@b 2026\n",
                b"WARC/1.0\r\nContent-Length: 9\r\n\r\n",
                b"Content-Type: ",
                b"multipart/mixed; boundary=a\n\n--a\n",
                b'{"text": "',
                b'"}\n',
                b"---\n",
                b"PK\x03\x04",
                b"\x1f\x8b",
                b"Oslo schweigt.",
                b"&a;",
            ]
        ),
        max_size=12,
    ).map(b"".join),
)
def test_a_source_gives_documents_and_faults_whatever_it_holds(name, data):
    for found in sources(data, name):
        assert isinstance(found, Document | SourceFault)
        if isinstance(found, Document):
            found.text.encode()
            assert "\0" not in found.text


@pytest.mark.parametrize("language", ["de", "en"])
def test_spans_cut_words_out_of_the_text_whatever_signs_are_in_it(language):
    words = (GERMAN if language == "de" else ENGLISH).split(" ")

    @settings(max_examples=40, deadline=None, database=None)
    @given(st.lists(st.tuples(st.integers(0, len(words)), st.sampled_from(SIGNS), st.booleans()), max_size=12))
    def holds(inserted):
        pieces = list(words)
        for place, sign, alone in inserted:
            if alone or place == len(words):
                pieces.insert(place, sign)
            else:
                pieces[place] += sign
        text = " ".join(pieces)
        reading = relazione.read(text, language=language, published="2026-01-29")
        received = text.replace("\r\n", "\n").replace("\r", "\n")
        assert reading.document.length == len(received)
        for start, end in spans(reading.to_dict()):
            assert received[start:end].strip() == received[start:end] != ""
        for actor in reading.actors:
            for mention in actor.mentions:
                assert mention.anaphor or received[mention.start : mention.end] in actor.names
        assert relazione.Reading.from_json(reading.to_json()) == reading

    holds()


@pytest.mark.parametrize(
    "line",
    [
        "_a_" * MANY,
        "*a " * MANY,
        "_" * MANY,
        "[a](" * MANY,
        "<a" * MANY,
        "[a]:" * MANY,
        "\n " * MANY,
        " \n" * MANY,
        "# a" + " #" * MANY + " b",
    ],
    ids=lambda line: repr(line[:6]),
)
def test_marks_without_end_cost_markdown_no_time(line):
    (found,) = sources(f"{line}\n\nOslo".encode(), "a.md")
    assert isinstance(found, Document)


@pytest.mark.parametrize(
    "field",
    [b"Content-Type: text/plain" + b"; a=b" * MANY, b"Subject: " + b"=?utf-8?q?a?= " * MANY],
    ids=["type", "subject"],
)
@pytest.mark.parametrize("name", ["a.eml", "a.mbox"])
def test_a_field_without_end_costs_a_mail_no_time(field, name):
    head = b"From a@b Thu Jan 29 08:00:00 2026\n" if name == "a.mbox" else b""
    (found,) = sources(head + field + b"\n\nOslo schweigt.", name)
    assert isinstance(found, Document)
    assert found.text == "Oslo schweigt."


def test_a_table_that_repeats_one_long_text_is_refused():
    target = BytesIO()
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 5_000, pa.int32()), pa.array(["Oslo schweigt. " * 5_000]))
    pq.write_table(pa.table({"text": column}), target, store_schema=False)
    *documents, fault = sources(target.getvalue(), "a.parquet")
    assert isinstance(fault, SourceFault)
    assert fault.what == "unpacks to too much"
    assert len(documents) < 1_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("actors.csv", "kind,name\nperson," + "x" * MANY),
        ("actors.csv", "kind,name,names,names.de\nperson,Vale,Vale,Vale"),
        ("actors.yaml", "[" * MANY),
        ("actors.yaml", "&a [*a]"),
        ("alerts.yaml", "rules: !!timestamp x"),
        ("alerts.yaml", "rules: !!int 0xx"),
        ("alerts.yaml", "rules: [{name: a, when: \t, of: ISR}]"),
        ("alerts.yaml", "rules: " + "9" * 5_000),
        ("alerts.yaml", "rules: " + "[" * MANY),
        ("alerts.yaml", "rules: &a [*a]"),
        ("feeds.opml", "<opml>" + "<outline>" * 30_000),
    ],
    ids=lambda given: given[:20],
)
def test_a_faulty_file_of_a_user_is_told_with_its_name(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(RelazioneError) as raised:
        LOADERS[name](path)
    assert name in str(raised.value)


@pytest.mark.parametrize(
    "value", ["!!timestamp x", "!!int 0xx", "9" * 5_000, "2026-02-31", "[" * 5_000], ids=lambda value: value[:15]
)
def test_a_value_that_yaml_cannot_read_costs_a_report_its_head_at_most(tmp_path, value):
    (found,) = sources(f"---\ndate: {value}\n---\nOslo schweigt.".encode(), "a.md")
    assert isinstance(found, Document)
    assert found.published is None
    (tmp_path / "a.txt").write_text("Oslo schweigt.")
    (tmp_path / "reports.yaml").write_text(f"a.txt: {{published: {value}}}")
    (fault,) = open_source(tmp_path)
    assert isinstance(fault, SourceFault)


@pytest.mark.parametrize("charset", ["punycode", "idna", "undefined", "rot13", "hex", "zlib_codec", "utf-7", "x" * 300])
def test_an_encoding_that_decodes_no_words_does_not_count(charset):
    page = f"<html><meta charset='{charset}'><p>Österreich schweigt.</p></html>".encode("cp1252")
    (found,) = sources(page, "a.html")
    assert isinstance(found, Document)
    assert found.text == "Österreich schweigt."
