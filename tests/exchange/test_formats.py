import io

import pytest

from relazione.exchange import FORMATS, ExportError, Options, Writer, export, find_format

NAMES = ["dyads", "ftm", "gdelt-events", "gdelt-mentions", "graphml", "parquet", "plover", "polecat", "web-annotation"]
OF_TEXT = [name for name, entry in FORMATS.items() if not entry.folder]


def test_the_formats_are_sorted_and_known_by_name():
    assert list(FORMATS) == NAMES
    assert all(name == entry.name for name, entry in FORMATS.items())


def test_every_format_says_what_it_is_and_what_it_loses():
    for entry in FORMATS.values():
        assert entry.description.endswith(".")
        assert entry.loses.endswith(".")
        assert entry.suffix.startswith(".") or entry.folder


@pytest.mark.parametrize("name", NAMES)
def test_every_format_has_a_writer(tmp_path, name, material):
    with FORMATS[name].open(tmp_path / "out", Options()) as writer:
        assert isinstance(writer, Writer)
        writer.write(material)
    assert (tmp_path / "out").exists()


@pytest.mark.parametrize("name", OF_TEXT)
def test_equal_materials_give_equal_bytes(write, name, material):
    assert write(name, material) == write(name, material)
    assert len(write(name, material)) > 200


@pytest.mark.parametrize("name", OF_TEXT)
def test_a_file_gets_what_a_stream_gets(tmp_path, write, name, batches):
    export(batches, name, tmp_path / "out", Options(reader="relazione/test"))
    assert (tmp_path / "out").read_bytes().decode() == write(name, *batches)


def _write_and_fail(writer, material):
    writer.write(material)
    raise ExportError("stop")


@pytest.mark.parametrize("name", OF_TEXT)
def test_an_exception_leaves_no_file_and_an_older_one_as_it_was(tmp_path, name, material):
    (tmp_path / "out").write_text("older", encoding="utf-8")
    with pytest.raises(ExportError), FORMATS[name].open(tmp_path / "out", None) as writer:
        _write_and_fail(writer, material)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out").read_text(encoding="utf-8") == "older"


def test_a_stream_stays_open(material):
    stream = io.BytesIO()
    export([material], "plover", stream)
    assert not stream.closed


def test_export_counts_what_it_left_out(tmp_path, batches):
    assert export(batches, "gdelt-events", tmp_path / "out") == {
        "negated or hypothetical": 1,
        "date told no finer than a season or year": 1,
    }


def test_an_unknown_format_is_refused_with_those_there_are():
    with pytest.raises(ExportError, match="allowed: dyads, ftm"):
        find_format("icews")


def test_a_file_that_cannot_be_written_is_refused(tmp_path):
    with pytest.raises(ExportError, match="cannot be written"):
        FORMATS["plover"].open(tmp_path / "missing" / "out", None)


@pytest.mark.parametrize("name", ["polecat", "plover", "gdelt-events", "dyads", "graphml", "ftm"])
def test_an_actor_that_the_material_lacks_is_an_error(write, material_of, event, name):
    with pytest.raises(ExportError, match="no actor 'actor:gone'"):
        write(name, material_of(event("AID", actor=("actor:gone",), recipient=("KAZ",), date="2024-05-03")))
