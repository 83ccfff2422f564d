import pytest

from relazione.errors import SourceError
from relazione.sources import one_report, open_source


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "besuch.txt").write_text("Oslo schweigt.", encoding="utf-8")
    return tmp_path


def test_a_report_takes_what_reports_yaml_says_of_it(folder):
    (folder / "reports.yaml").write_text(
        "besuch.txt: {published: 2026-01-29, publisher: Nordblatt, country: DEU, url: 'https://nordblatt.example/1'}\n",
        encoding="utf-8",
    )
    document = one_report(open_source(folder / "besuch.txt"), "besuch.txt")
    assert (document.published, document.publisher, document.country) == ("2026-01-29", "Nordblatt", "DEU")
    assert document.url == "https://nordblatt.example/1"


@pytest.mark.parametrize("text", ["", "anderer.txt: {published: 2026}\n"])
def test_a_report_that_it_does_not_name_stays_as_it_is(folder, text):
    (folder / "reports.yaml").write_text(text, encoding="utf-8")
    assert one_report(open_source(folder / "besuch.txt"), "besuch.txt").published is None


def test_a_year_may_stand_without_quotes(folder):
    (folder / "reports.yaml").write_text("besuch.txt: {published: 2026}\n", encoding="utf-8")
    assert one_report(open_source(folder / "besuch.txt"), "besuch.txt").published == "2026"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("besuch.txt: {publishd: 2026-01-29}\n", "publishd"),
        ("besuch.txt: {country: Germany}\n", "'Germany' is no state"),
        ("besuch.txt: [1, 2]\n", "reports.yaml"),
        ("besuch.txt: {", "reports.yaml"),
    ],
)
def test_a_faulty_reports_yaml_is_named_with_its_fault(folder, text, fault):
    (folder / "reports.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=fault):
        one_report(open_source(folder / "besuch.txt"), "besuch.txt")
