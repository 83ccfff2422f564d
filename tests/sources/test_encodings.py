import pytest

from relazione.errors import SourceError
from relazione.sources.encodings import decode

GERMAN = (
    "für",
    "Öl",
    "Außenministerin reist nach Köln",
    "„Das ist gut“, sagte er.",
    "Der Handel stieg auf 5 Millionen € im Jahr",
    "Ministerpräsident Milošević",
    "René traf François – in Genf",
)
RUSSIAN = (
    "США",
    "Москва",
    "нефть",
    "Президент прибыл в Пекин",
    "ВАШИНГТОН. США",
    "«Это хорошо», — сказал он.",
    "Объём торговли вырос",
)
WIDE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


def written(texts, encodings):
    """Return each text with its bytes in each encoding that can write it."""
    pairs = ((text, encoding) for text in texts for encoding in encodings)
    return [
        pytest.param(text, text.encode(encoding), id=f"{encoding}: {text}")
        for text, encoding in pairs
        if "?" not in text.encode(encoding, errors="replace").decode(encoding)
    ]


@pytest.mark.parametrize(("text", "data"), written(GERMAN, (*WIDE, "cp1252", "iso8859-15", "cp850")))
def test_short_german_texts_are_read_in_the_encoding_they_were_written_in(text, data):
    assert decode(data) == text


@pytest.mark.parametrize(("text", "data"), written(RUSSIAN, (*WIDE, "cp1251", "koi8-r", "cp866")))
def test_short_russian_texts_are_read_in_the_encoding_they_were_written_in(text, data):
    assert decode(data) == text


def test_a_declared_encoding_counts():
    assert decode("Łódź".encode("cp1250"), declared="windows-1250") == "Łódź"


def test_a_declared_encoding_that_gives_no_words_does_not_count():
    assert decode("Президент прибыл в Пекин".encode("koi8-r"), declared="iso-8859-1") == "Президент прибыл в Пекин"


@pytest.mark.parametrize("declared", ["no-such-encoding", "", "utf-8", "base64"])
def test_a_declaration_that_cannot_be_true_is_passed_over(declared):
    assert decode("Außenminister über Köln".encode("cp1252"), declared=declared) == "Außenminister über Köln"


def test_one_broken_byte_does_not_make_utf8_another_encoding():
    text = "Die Außenminister führten in München Gespräche über Zölle. " * 5
    assert decode(text.encode() + b"\xc3") == f"{text}\ufffd"


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(SourceError, match="no text"):
        decode(b"\x89PNG\0\xff\xd8\0")
