import pytest
from hypothesis import given
from hypothesis import strategies as st

from relazione.errors import SourceError
from relazione.sources import document_of, find_reports, one_report, open_source

REPORT = "Oslo und Lissabon einig\n\nNorwegens Außenministerin reiste am Montag nach Lissabon.\n"


def test_a_first_line_set_off_as_a_headline_is_the_title():
    assert document_of(REPORT).title == "Oslo und Lissabon einig"


def test_a_first_line_that_is_a_sentence_is_no_title():
    assert document_of("Oslo schweigt.\nLissabon auch.").title is None


def test_the_text_keeps_its_words_and_loses_only_mark_and_carriage_returns():
    assert document_of("\ufeffOslo\r\nschweigt  heute.\r").text == "Oslo\nschweigt  heute.\n"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\0\r\ufeff"), min_size=1))
def test_any_other_text_is_kept_as_it_is(text):
    if text.strip():
        assert document_of(text).text == text


@pytest.mark.parametrize("text", ["", " \n\t", "Oslo\0schweigt", "Oslo \ud800"])
def test_what_is_no_text_is_refused(text):
    with pytest.raises(SourceError):
        document_of(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_umlauts_survive_the_usual_encodings(tmp_path, encoding):
    path = tmp_path / "report.txt"
    path.write_bytes("Außenminister über Köln".encode(encoding))
    assert one_report(open_source(path), str(path)).text == "Außenminister über Köln"


def test_a_binary_file_is_refused_with_its_path(tmp_path):
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\0\xff")
    with pytest.raises(SourceError, match=r"picture\.txt"):
        one_report(open_source(path), str(path))


def test_a_missing_file_is_refused_with_its_path():
    with pytest.raises(SourceError, match=r"nowhere\.txt"):
        one_report(open_source("nowhere.txt"), "nowhere.txt")


def test_a_folder_stands_for_the_text_files_below_it(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("b/two.txt", "one.txt", "picture.png"):
        (tmp_path / name).write_text("Oslo schweigt.")
    assert [path.name for path in find_reports([tmp_path])] == ["two.txt", "one.txt"]
