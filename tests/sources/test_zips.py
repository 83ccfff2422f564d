import struct
import zipfile
from io import BytesIO

import pytest

from relazione.sources import SourceFault
from relazione.sources.limits import DEEPEST, HARMLESS


def zipped(members, *, method=zipfile.ZIP_DEFLATED):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_members_that_are_reports_are_documents_that_name_archive_and_member(opened):
    data = zipped({"a/oslo.txt": "Oslo schweigt.", "a/bild.png": "x", "__MACOSX/a.txt": "x", "README.txt": "x"})
    assert [(found.origin, found.text) for found in opened(data, "press.zip")] == [
        ("press.zip!a/oslo.txt", "Oslo schweigt.")
    ]


def test_archives_in_archives_are_opened(opened):
    data = zipped({"inner.zip": zipped({"oslo.txt": "Oslo schweigt."})})
    assert [found.origin for found in opened(data, "press.zip")] == ["press.zip!inner.zip!oslo.txt"]


def test_archives_that_lie_too_deep_are_a_fault(opened):
    data = b"Oslo schweigt."
    for depth in range(DEEPEST + 2):
        data = zipped({"oslo.txt" if depth == 0 else "inner.zip": data})
    (fault,) = opened(data, "press.zip")
    assert "too deep" in fault.what


def test_a_name_that_climbs_out_of_its_folder_is_only_a_name(opened, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (document,) = opened(zipped({"../../oslo.txt": "Oslo schweigt."}), "press.zip")
    assert document.origin == "press.zip!../../oslo.txt"
    assert list(tmp_path.iterdir()) == []


def test_a_broken_member_costs_no_other(opened):
    data = bytearray(zipped({"a.txt": "Oslo schweigt.", "b.txt": "Lissabon auch."}, method=zipfile.ZIP_STORED))
    data[data.index(b"Oslo")] ^= 1
    broken, document = opened(bytes(data), "press.zip")
    assert isinstance(broken, SourceFault)
    assert broken.origin == "press.zip!a.txt"
    assert document.text == "Lissabon auch."


def test_a_member_that_grows_out_of_all_proportion_is_a_fault(opened):
    bomb, document = opened(zipped({"bomb.txt": b" " * (4 * HARMLESS), "oslo.txt": "Oslo schweigt."}), "press.zip")
    assert "unpacks to too much" in bomb.what
    assert document.text == "Oslo schweigt."


def test_a_member_that_lies_about_its_size_is_a_fault(opened):
    data = bytearray(zipped({"bomb.txt": b" " * (4 * HARMLESS)}))
    size = struct.pack("<L", 4 * HARMLESS)
    for place in (data.index(size), data.rindex(size)):
        data[place : place + 4] = struct.pack("<L", 100)
    (fault,) = opened(bytes(data), "press.zip")
    assert isinstance(fault, SourceFault)


def test_an_encrypted_member_is_a_fault_that_says_so(opened):
    data = bytearray(zipped({"oslo.txt": "Oslo schweigt."}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (fault,) = opened(bytes(data), "press.zip")
    assert "encrypted" in fault.what


@pytest.mark.parametrize("cut", [10, 60])
def test_an_archive_that_is_cut_off_is_a_fault(opened, cut):
    (fault,) = opened(zipped({"oslo.txt": "Oslo schweigt."})[:-cut], "press.zip")
    assert fault.origin == "press.zip"


def test_names_of_old_archives_keep_their_umlauts(opened):
    data = zipped({"Koln.txt": "Oslo schweigt."}).replace(b"Koln", b"K\x94ln")
    assert [found.origin for found in opened(data, "press.zip")] == ["press.zip!Köln.txt"]


def test_reports_yaml_in_an_archive_tells_of_the_reports_beside_it(opened):
    table = "oslo.txt: {published: 2026-01-29, publisher: Nordblatt}\n"
    data = zipped({"a/oslo.txt": "Oslo schweigt.", "a/reports.yaml": table, "b/oslo.txt": "Lissabon auch."})
    assert [(found.published, found.publisher) for found in opened(data, "press.zip")] == [
        ("2026-01-29", "Nordblatt"),
        (None, None),
    ]


@pytest.mark.parametrize("table", ["oslo.txt: {", "a: &a [x]\nb: [*a, *a]", "[" * 5000, b"\xff\xfe"])
def test_a_faulty_reports_yaml_in_an_archive_costs_no_report(opened, table):
    fault, document = opened(zipped({"oslo.txt": "Oslo schweigt.", "reports.yaml": table}), "press.zip")
    assert fault.origin == "press.zip!reports.yaml"
    assert document.text == "Oslo schweigt."


@pytest.mark.parametrize("member", ["mimetype", "[Content_Types].xml"])
def test_documents_that_are_zips_inside_are_no_archives(opened, member):
    (fault,) = opened(zipped({member: "x", "content.xml": "<x/>"}), "oslo.odt")
    assert "another form" in fault.what
